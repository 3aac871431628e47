/** A locked session goes on, for the same person at the same device, with a new token. */
import { sql } from 'kysely'
import type { Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import type { Cookies } from '../../server/http/route.ts'
import { findSessionAtDoor, readSessionRow } from './queries.ts'
import { hashToken, newToken, type RawToken } from './tokens.ts'
import { worthOf } from './worth.ts'

export interface Resuming {
  sessionId: SessionId
  personId: PersonId
  deviceId: DeviceId
  /** End of the shift: the session lasts no longer. */
  endsAt: Date
  /** The passkey that was shown just now. */
  passkeyId?: string | undefined
}

/**
 * In a change that has made sure of the person. Never fresh, whatever was shown: "confirm it's you" is asked in full
 * (identity.md, trap 6). Undefined when it is over, or when the rules of today ask more than this session has shown.
 */
export async function resume(tx: Writer, ctx: Context, order: Resuming): Promise<RawToken | undefined> {
  const { token, tokenHash } = newToken()
  const row = await tx
    .updateTable('session')
    .set((the) => ({
      // ASVS 7.2.4: the token before is dead with this, also where it was still open.
      token_hash: tokenHash,
      former_hash: null,
      former_ends_at: null,
      state: 'full',
      locked_at: null,
      confirmed_until: null,
      vouched_at: null,
      vouched_by: null,
      last_activity_at: ctx.now,
      ends_at: the.fn<Date>('least', ['ends_at', sql<Date>`${order.endsAt}::timestamptz`]),
      ...(order.passkeyId && { passkey_at: ctx.now, passkey_id: order.passkeyId }),
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', order.sessionId)
    .where('person_id', '=', order.personId)
    .where('device_id', '=', order.deviceId)
    .where('state', 'in', ['full', 'locked'])
    .where('ends_at', '>', ctx.now)
    .returning('id')
    .executeTakeFirst()
  if (!row) return undefined
  const { rows } = await sql<{ found: Parameters<typeof readSessionRow>[0] | null }>`
    SELECT door_session(${tokenHash}) AS found`.execute(tx)
  const found = rows[0]?.found
  if (!found) return undefined
  const now = worthOf(readSessionRow(found), ctx.now, ctx.kernel.config.reachedAs !== 'number')
  return now.state === 'half' || found.membership_state !== 'active' ? undefined : token
}

/** Whose session this browser held last, in whatever state it is now. */
export async function lastPersonHere(
  ctx: Context,
  cookies: Pick<Cookies, 'session'>,
): Promise<PersonId | undefined> {
  return cookies.session ? (await findSessionAtDoor(ctx, hashToken(cookies.session)))?.person_id : undefined
}
