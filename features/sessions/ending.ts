/** Ends one session, once: whoever comes second finds it over and leaves no second event. */
import { type Context, type PersonId, type SessionId, systemContext } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { Kernel } from '../../server/kernel.ts'
import { lockOnce } from './shift.ts'
import { endSessionRows, listClinicsWithOverSessions, listOverSessions } from './queries.ts'

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

/** Once a day: sessions that are over and that nobody came back to get their end in the log. */
export async function sweepOver(kernel: Kernel): Promise<void> {
  for (const clinicId of await listClinicsWithOverSessions(systemContext(kernel))) {
    const ctx = systemContext(kernel, clinicId)
    for (const over of await read(ctx, (tx) => listOverSessions(tx, ctx))) {
      const there = { ...ctx, sessionId: over.sessionId }
      // Nobody came back to a shared computer: within the shift they still may.
      if (over.why === 'idle' && (await lockOnce(there, over.sessionId, 'idle', over.at))) continue
      await endOnce(there, over)
    }
  }
}
