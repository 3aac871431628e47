/**
 * Shared computers, as far as sessions go: who joins a shift, what is locked instead of ended, and that one session at
 * most is open on such a computer. A locked session's token is dead; it is resumed with a new one by features/shared-computers.
 */
import { sql } from 'kysely'
import type { Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import { audited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'

/** A shift lasts no longer than this from the full sign-in (facts.md: 12 hours). */
export const SHIFT_HOURS = 12
/** Names on one lock screen; the next one replaces who was away longest. */
export const ROSTER_MOST = 20
/** Wrong proofs in a row at one computer, then a full sign-in is asked. */
export const SHIFT_TRIES = 5

export type LockWhy = 'button' | 'idle' | 'switch'

interface Here {
  personId: PersonId
  deviceId: DeviceId
  sessionId: SessionId
}

/** An entry that still counts: not ended, not over, no five wrong tries. Its session decides besides. */
const living = (ctx: Context) =>
  sql`e.ended_at IS NULL AND e.tries < ${SHIFT_TRIES} AND e.ends_at > ${ctx.now}`

/**
 * Somebody who has shown both factors in this session is on the roster of the shared computer they sit at; nothing
 * happens elsewhere. A full proof forgets wrong tries and opens a closed PIN; a shift under way is not made longer.
 */
export async function joinShift(tx: Writer, ctx: Context, here: Here): Promise<void> {
  const ends = new Date(ctx.now.getTime() + SHIFT_HOURS * 3_600_000)
  await sql`/* prepared join_shift */
    WITH here AS (
      SELECT c.id FROM shared_computer c JOIN session s ON s.clinic_id = c.clinic_id AND s.device_id = c.device_id
       WHERE c.clinic_id = ${ctx.clinicId} AND c.device_id = ${here.deviceId} AND c.ended_at IS NULL
         AND s.id = ${here.sessionId} AND s.state = 'full'
         AND (s.passkey_at IS NOT NULL OR (s.password_at IS NOT NULL AND s.code_at IS NOT NULL))),
    joined AS (
      INSERT INTO shift_entry AS e (clinic_id, shared_computer_id, person_id, session_id, joined_at, ends_at)
      SELECT ${ctx.clinicId}, here.id, ${here.personId}, ${here.sessionId}, ${ctx.now}, ${ends}::timestamptz FROM here
      ON CONFLICT (clinic_id, shared_computer_id, person_id) DO UPDATE SET
        joined_at = CASE WHEN e.session_id = excluded.session_id AND e.ended_at IS NULL THEN e.joined_at ELSE excluded.joined_at END,
        ends_at = CASE WHEN e.session_id = excluded.session_id AND e.ended_at IS NULL THEN e.ends_at ELSE excluded.ends_at END,
        session_id = excluded.session_id, tries = 0, ended_at = NULL, ended_why = NULL
      RETURNING e.person_id)
    UPDATE pin SET tries = 0, closed_at = NULL
     WHERE clinic_id = ${ctx.clinicId} AND person_id IN (SELECT person_id FROM joined) AND tries > 0`.execute(
    tx,
  )
}

interface Moved {
  session_id: SessionId
  person_id: PersonId
  person_name: string
  state: 'locked' | 'ended'
}

/**
 * The shared computer is one person's from now on: whoever else is open there is locked, or ended where they are not of
 * the shift; names beyond the twentieth leave the roster. First of all in a change, before the other's session begins or is
 * resumed. The events it leaves; none elsewhere than on a shared computer.
 */
export async function takeComputer(tx: Writer, ctx: Context, here: Here): Promise<AuditEvent[]> {
  const { rows: found } = await sql<{ id: string }>`/* prepared hold_computer */
    SELECT id FROM shared_computer WHERE clinic_id = ${ctx.clinicId} AND device_id = ${here.deviceId} AND ended_at IS NULL
       FOR UPDATE`.execute(tx)
  const computer = found[0]?.id
  if (computer === undefined) return []
  const { rows: moved } = await sql<Moved>`
    UPDATE session s SET
           state = CASE WHEN m.stays THEN 'locked' ELSE 'ended' END,
           locked_at = CASE WHEN m.stays THEN ${ctx.now}::timestamptz ELSE s.locked_at END,
           ended_at = CASE WHEN m.stays THEN NULL ELSE ${ctx.now}::timestamptz END,
           ended_why = CASE WHEN m.stays THEN NULL ELSE 'replaced' END,
           ends_at = least(s.ends_at, m.ends_at), former_hash = NULL, former_ends_at = NULL,
           confirmed_until = CASE WHEN m.stays THEN NULL ELSE s.confirmed_until END
      FROM (SELECT o.id, p.name, e.ends_at, e.ends_at IS NOT NULL AND o.person_id <> ${here.personId} AS stays
              FROM session o JOIN person p ON p.id = o.person_id
              LEFT JOIN shift_entry e ON e.clinic_id = o.clinic_id AND e.shared_computer_id = ${computer} AND e.session_id = o.id AND ${living(ctx)}
             WHERE o.clinic_id = ${ctx.clinicId} AND o.device_id = ${here.deviceId} AND o.id <> ${here.sessionId}
               AND (o.state IN ('half', 'full') OR (o.state = 'locked' AND o.person_id = ${here.personId}))) m
     WHERE s.clinic_id = ${ctx.clinicId} AND s.id = m.id AND s.state <> 'ended'
    RETURNING s.id AS session_id, s.person_id, m.name AS person_name, s.state`.execute(tx)
  const { rows: away } = await sql<Moved>`
    WITH beyond AS (
      SELECT e.person_id, e.session_id FROM shift_entry e JOIN session s ON s.clinic_id = e.clinic_id AND s.id = e.session_id
       WHERE e.clinic_id = ${ctx.clinicId} AND e.shared_computer_id = ${computer} AND ${living(ctx)}
         AND s.state IN ('full', 'locked') AND s.ends_at > ${ctx.now}
       ORDER BY (s.id = ${here.sessionId}) DESC, s.last_activity_at DESC, s.id DESC OFFSET ${ROSTER_MOST}),
    gone AS (
      UPDATE shift_entry e SET ended_at = ${ctx.now}, ended_why = 'roster_full' FROM beyond b
       WHERE e.clinic_id = ${ctx.clinicId} AND e.shared_computer_id = ${computer} AND e.person_id = b.person_id)
    UPDATE session s SET state = 'ended', ended_at = ${ctx.now}, ended_why = 'replaced'
      FROM beyond b JOIN person p ON p.id = b.person_id WHERE s.clinic_id = ${ctx.clinicId} AND s.id = b.session_id
    RETURNING s.id AS session_id, s.person_id, p.name AS person_name, s.state`.execute(tx)
  return [...moved, ...away].map((row) => eventOf(row, row.state === 'locked' ? 'switch' : 'replaced'))
}

const eventOf = (row: Moved, reason: string, at?: Date): AuditEvent => ({
  action: row.state === 'locked' ? 'session.locked' : 'session.end',
  category: 'auth',
  target: { type: 'person', id: row.person_id },
  sessionId: row.session_id,
  personal: { reason, target_name: row.person_name, ended_at: at?.toISOString() },
})

/**
 * Locks a session of somebody who is of the shift of that computer, once: its token is dead, it is kept until the shift
 * ends, and "confirm it's you" is lost. False when there is nothing to lock: no shared computer, not of the shift, or over.
 */
export async function lockOnce(
  ctx: Context,
  sessionId: SessionId,
  why: LockWhy,
  at: Date = ctx.now,
): Promise<boolean> {
  const none = new Error('nothing to lock')
  return write(ctx, async (tx) => {
    const { rows } = await sql<Moved>`
      UPDATE session s SET state = 'locked', locked_at = ${at}, former_hash = NULL, former_ends_at = NULL, confirmed_until = NULL,
             ends_at = least(s.ends_at, e.ends_at)
        FROM shift_entry e JOIN shared_computer c ON c.clinic_id = e.clinic_id AND c.id = e.shared_computer_id AND c.ended_at IS NULL
        JOIN person p ON p.id = e.person_id
       WHERE e.clinic_id = ${ctx.clinicId} AND e.session_id = ${sessionId} AND ${living(ctx)}
         AND s.clinic_id = e.clinic_id AND s.id = e.session_id AND s.device_id = c.device_id AND s.state = 'full'
         AND least(s.ends_at, e.ends_at) > ${ctx.now}
      RETURNING s.id AS session_id, s.person_id, p.name AS person_name, s.state`.execute(tx)
    const row = rows[0]
    if (!row) throw none
    return audited(eventOf(row, why, at < ctx.now ? at : undefined), true)
  }).catch((error: unknown) => {
    if (error === none) return false
    throw error
  })
}

/** The shift ended for these people there, or for all: they sign in fully next time. What was locked ends with it. */
export async function endShift(
  tx: Writer,
  ctx: Context,
  which: { computerId: string; personId?: PersonId; why: string },
): Promise<{ personId: PersonId; name: string }[]> {
  const only = which.personId ?? null
  const { rows } = await sql<{ personId: PersonId; name: string }>`
    WITH gone AS (
      UPDATE shift_entry e SET ended_at = ${ctx.now}, ended_why = ${which.why}
       WHERE e.clinic_id = ${ctx.clinicId} AND e.shared_computer_id = ${which.computerId} AND e.ended_at IS NULL
         AND e.ends_at > ${ctx.now} AND (${only}::uuid IS NULL OR e.person_id = ${only}) RETURNING e.person_id, e.session_id),
    ended AS (
      UPDATE session s SET state = 'ended', ended_at = ${ctx.now}, ended_why = 'shift_ended', former_hash = NULL, former_ends_at = NULL
        FROM gone g WHERE s.clinic_id = ${ctx.clinicId} AND s.id = g.session_id
         AND (s.state = 'locked' OR (s.state = 'full' AND ${which.why} <> 'tries')))
    SELECT g.person_id AS "personId", p.name FROM gone g JOIN person p ON p.id = g.person_id ORDER BY p.name`.execute(
    tx,
  )
  return rows
}
