/** Ends one session, once: whoever comes second finds it over and leaves no second event. */
import type { Context, PersonId, SessionId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import { endSessionRows } from './queries.ts'

export interface Ending {
  sessionId: SessionId
  personId: PersonId
  personName: string
  /** One of ENDED_WHY. */
  why: string
  /** When it was over, if that is not now: the event carries it. */
  at?: Date
}

/** False when it was over already. The context speaks for its clinic. */
export async function endOnce(
  ctx: Context,
  { sessionId, personId, personName, why, at }: Ending,
  target: { type: string; id: string } = { type: 'person', id: personId },
): Promise<boolean> {
  const over = new Error('ended by another request meanwhile')
  return write({ ...ctx, personId }, async (tx) => {
    const ids = await endSessionRows(tx, ctx, { personId, only: sessionId, why, ...(at && { at }) })
    if (ids.length === 0) throw over
    return audited(
      {
        action: 'session.end',
        category: 'auth',
        target,
        personal: { reason: why, target_name: personName, ended_at: at?.toISOString() },
      },
      true,
    )
  }).catch((error: unknown) => {
    if (error === over) return false
    throw error
  })
}
