/** SQL of the one proof more that somebody gives who sets up a factor after the date, or after a reset. */
import { sql } from 'kysely'
import type { Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

/**
 * Whether this browser vouches for somebody who sets up a factor: they were known on it before what asks for that, it
 * was not forgotten since, and it is nobody else's too. `before`: the rule's date; `reset`: when a colleague took the
 * factor back, and then only what was proven by two factors counts. The transaction speaks for person and clinic.
 */
export async function wasKnownBefore(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
  deviceId: DeviceId,
): Promise<boolean> {
  const { rows } = await sql<{ vouches: boolean }>`
    SELECT true AS vouches
      FROM known_device d
      JOIN membership m ON m.clinic_id = ${ctx.clinicId} AND m.person_id = d.person_id
      LEFT JOIN role_rule r ON r.clinic_id = m.clinic_id AND r.role = m.role
     WHERE d.person_id = ${personId} AND d.device_id = ${deviceId} AND d.forgotten_at IS NULL
       AND (m.renew_factor_since IS NULL OR (d.proven AND d.known_at < m.renew_factor_since))
       -- Nor does a browser known by the password alone, where a change of Enamel's name took every second factor.
       AND (d.proven OR passkeys_elsewhere(d.person_id) IS NULL)
       -- A date in the past of its own announcement begins with that.
       AND NOT EXISTS (SELECT FROM (VALUES (r.two_factors, r.two_factors_since, r.two_factors_from),
                                           (r.passkey, r.passkey_since, r.passkey_from)) AS rung(asked, since, begins)
                        WHERE asked AND greatest(since, begins) <= d.known_at)
       AND NOT EXISTS (SELECT FROM shared_computer c WHERE c.device_id = d.device_id AND c.ended_at IS NULL)
       AND NOT EXISTS (SELECT FROM shared_offer o WHERE o.clinic_id = ${ctx.clinicId} AND o.device_id = d.device_id
                          AND o.answer IS DISTINCT FROM 'not_shared') /* prepared was_known_before */`.execute(
    tx,
  )
  return rows.length > 0
}

/** One proof more was given in this session; false when it ended meanwhile. */
export async function updateVouched(tx: Writer, ctx: Context, id: SessionId, by: string): Promise<boolean> {
  const row = await tx
    .updateTable('session')
    .set({ vouched_at: ctx.now, vouched_by: by })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('state', '<>', 'ended')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
