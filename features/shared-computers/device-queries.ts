/** SQL of known devices. What another clinic or person knows of them is asked at the door. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface OwnDevice {
  device_id: DeviceId
  name: string | null
  browser: string
  system: string
  known_at: Date
  last_at: Date
  own: boolean
  computer: string | null
}

/** Of the context's person, the newest first; `only` one of them. */
export async function listOwnDevices(tx: Reader, ctx: Context, only?: string): Promise<OwnDevice[]> {
  const { rows } = await sql<OwnDevice>`
    SELECT k.device_id, k.name, d.browser, d.system, k.known_at, k.own,
           greatest(k.last_at, (SELECT max(s.last_activity_at) FROM session s
              WHERE s.clinic_id = ${ctx.clinicId} AND s.person_id = k.person_id AND s.device_id = k.device_id)) AS last_at,
           (SELECT c.name FROM shared_computer c WHERE c.clinic_id = ${ctx.clinicId} AND c.device_id = k.device_id
               AND c.ended_at IS NULL) AS computer
      FROM known_device k JOIN device d ON d.id = k.device_id
     WHERE k.person_id = ${ctx.personId ?? null} AND k.forgotten_at IS NULL
       AND (${only ?? null}::uuid IS NULL OR k.device_id = ${only ?? null}::uuid)
     ORDER BY last_at DESC`.execute(tx)
  return rows
}

export async function updateOwnDevice(
  tx: Writer,
  ctx: Context,
  deviceId: string,
  change: { name?: string; own?: boolean; forgotten_at?: Date },
): Promise<void> {
  await tx
    .updateTable('known_device')
    .set(change)
    .where('person_id', '=', ctx.personId ?? null)
    .where('device_id', '=', deviceId)
    .execute()
}

/** Whether it serves several people as far as any clinic knows, and whether somebody else was at it in 90 days. */
export async function findDeviceUse(
  tx: Reader,
  ctx: Context,
  deviceId: string,
): Promise<{ shared: boolean; others: boolean }> {
  const { rows } = await sql<{ shared: boolean; others: boolean }>`
    SELECT shared, others FROM door_device_use(${deviceId}, ${ctx.now})`.execute(tx)
  return rows[0] ?? { shared: false, others: false }
}

/** Ends what the context's person has open there, in all their clinics. */
export async function endOwnSessionsAt(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  deviceId: string,
): Promise<{ clinicId: ClinicId; sessionId: SessionId }[]> {
  const { rows } = await sql<{ clinicId: ClinicId; sessionId: SessionId }>`
    SELECT clinic_id AS "clinicId", session_id AS "sessionId"
      FROM door_end_own_device_sessions(${personId}, ${deviceId}, ${ctx.now})`.execute(tx)
  return rows
}

export interface KnownDevice extends OwnDevice {
  person_id: PersonId
  person_name: string
  role: Role
}

/** Of everybody in the context's clinic, as far as they were signed in with them there; by person. */
export async function listKnownDevices(tx: Reader): Promise<KnownDevice[]> {
  const { rows } = await sql<KnownDevice>`SELECT * FROM door_known_devices()`.execute(tx)
  return rows
}

/** False: that person has no such browser on their list, or never used it in this clinic. */
export async function forgetDevice(
  tx: Writer,
  ctx: Context,
  personId: string,
  deviceId: string,
): Promise<boolean> {
  const { rows } = await sql<{ forgotten: boolean }>`
    SELECT door_forget_device(${personId}, ${deviceId}, ${ctx.now}) AS forgotten`.execute(tx)
  return rows[0]?.forgotten === true
}

/** Ends what somebody has open there in the context's clinic. */
export async function endSessionsAt(
  tx: Writer,
  ctx: Context,
  personId: string,
  deviceId: string,
): Promise<SessionId[]> {
  const rows = await tx
    .updateTable('session')
    .set({
      state: 'ended',
      ended_why: 'device_forgotten',
      ended_at: ctx.now,
      former_hash: null,
      former_ends_at: null,
    })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('device_id', '=', deviceId)
    .where('state', '<>', 'ended')
    .returning('id')
    .execute()
  return rows.map(({ id }) => id as SessionId)
}
