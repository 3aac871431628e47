/** The browser a session is in: which it is by its cookie, and whether it serves one person or several. */
import { sql } from 'kysely'
import type { ClinicId, Context, DeviceId, PersonId } from '../../server/context.ts'
import { door, type Writer } from '../../server/db/database.ts'
import { insertEvents } from '../../server/db/events.ts'
import type { Cookies } from '../../server/http/route.ts'
import { hashToken } from './tokens.ts'

/** A browser that has been here before; `shared`: it is a shared computer of that clinic, by this name. */
export interface DeviceHere {
  id: DeviceId
  shared: { clinicId: ClinicId; name: string } | undefined
}

/** The browser by its device cookie; undefined when nobody ever signed in there, or it forgot. */
export async function deviceAt(
  ctx: Context,
  cookies: Pick<Cookies, 'device'>,
): Promise<DeviceHere | undefined> {
  if (!cookies.device) return undefined
  const { rows } = await door(ctx, (way) =>
    sql<{ id: DeviceId; clinic_id: ClinicId | null; name: string | null }>`
      SELECT * FROM door_device(${hashToken(cookies.device ?? '')}) /* prepared door_device */`.execute(way),
  )
  const row = rows[0]
  if (!row) return undefined
  const { id, clinic_id: clinicId, name } = row
  return { id, shared: clinicId && name !== null ? { clinicId, name } : undefined }
}

/** The name that events of this clinic give the browser; another clinic's shared computer has none there. */
export const deviceNameIn = (device: DeviceHere | undefined, clinicId: ClinicId): string | undefined =>
  device?.shared?.clinicId === clinicId ? device.shared.name : undefined

/** Nobody signs in there, marks it or takes a mark away until the change is through. */
export async function holdDevice(tx: Writer, deviceId: DeviceId): Promise<void> {
  await sql`SELECT door_hold_device(${deviceId})`.execute(tx)
}

/**
 * Judges the living sessions of a browser anew: shared for a shared computer and while nobody has answered whether it is
 * one, own where its person says so, else other. Theirs is the clinic's own answer in the same transaction.
 */
export async function judgeDevice(tx: Writer, deviceId: DeviceId): Promise<void> {
  await sql`SELECT door_judge_device(${deviceId}) /* prepared door_judge_device */`.execute(tx)
}

/**
 * Somebody is signed in fully at a browser where another was within twelve hours: until an Owner or Admin answers, it
 * counts as shared. The transaction speaks for clinic and person.
 */
export async function arrive(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  deviceId: DeviceId,
): Promise<void> {
  const { rows } = await sql<{ offered: boolean }>`
    SELECT door_offer_shared(${deviceId}, ${ctx.now}) AS offered /* prepared door_offer_shared */`.execute(tx)
  if (rows[0]?.offered)
    await insertEvents(tx, { ...ctx, personId, deviceId }, [
      { action: 'shared_computer.offered', category: 'config', target: { type: 'device', id: deviceId } },
    ])
}
