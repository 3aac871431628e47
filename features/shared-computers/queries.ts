/** SQL of shared computers. */
import { sql } from 'kysely'
import type { ClinicId, Context, DeviceId } from '../../server/context.ts'
import { door, type Reader } from '../../server/db/database.ts'

/** A living shared computer, as it may be known before anybody is signed in there. */
export interface SharedComputer {
  clinicId: ClinicId
  id: string
  deviceId: DeviceId
  name: string
  place: string
  clinicName: string
  zone: string
  locale: string
  lockNames: 'full' | 'first' | 'initials'
}

/** The shared computer of any clinic that a device cookie belongs to. */
export async function findSharedComputerAtDoor(
  ctx: Context,
  tokenHash: Buffer,
): Promise<SharedComputer | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<SharedComputer>`SELECT clinic_id AS "clinicId", id, device_id AS "deviceId", name, place, clinic_name AS "clinicName",
                               zone, locale, lock_names AS "lockNames"
                          FROM door_shared_computer(${tokenHash})`.execute(way),
  )
  return rows[0]
}

/** Living ones of the context's clinic, by name. */
export function listSharedComputers(tx: Reader, ctx: Context) {
  return tx
    .selectFrom('shared_computer')
    .innerJoin('person', 'person.id', 'shared_computer.marked_by')
    .selectAll('shared_computer')
    .select('person.name as marked_by_name')
    .where('shared_computer.clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .orderBy('shared_computer.name')
    .execute()
}
