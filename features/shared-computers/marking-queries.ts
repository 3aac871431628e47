/** SQL of marking: codes, the marked browser, and what ends with it. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import { door, type Writer } from '../../server/db/database.ts'

export async function insertCode(
  tx: Writer,
  ctx: Context,
  code: {
    id: string
    hash: Buffer
    computerId: string | undefined
    name: string
    place: string
    madeBy: PersonId
    endsAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('shared_computer_code')
    .values({
      clinic_id: ctx.clinicId,
      id: code.id,
      code_hash: code.hash,
      shared_computer_id: code.computerId ?? null,
      name: code.name,
      place: code.place,
      made_at: ctx.now,
      made_by: code.madeBy,
      ends_at: code.endsAt,
    })
    .execute()
}

export interface CodeAtDoor {
  clinicId: ClinicId
  id: string
  computerId: string | null
  name: string
  place: string
  madeBy: PersonId
  endsAt: Date
  usedAt: Date | null
  clinicName: string
  madeByName: string
  role: Role
  state: string
}

export async function findCodeAtDoor(ctx: Context, hash: Buffer): Promise<CodeAtDoor | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<CodeAtDoor>`
      SELECT clinic_id AS "clinicId", id, shared_computer_id AS "computerId", name, place, made_by AS "madeBy", ends_at AS "endsAt",
             used_at AS "usedAt", clinic_name AS "clinicName", made_by_name AS "madeByName", role, state
        FROM door_shared_code(${hash})`.execute(way),
  )
  return rows[0]
}

/** Used up by whoever comes first, in time; false for everybody after. */
export async function useCode(tx: Writer, ctx: Context, codeId: string): Promise<boolean> {
  const row = await tx
    .updateTable('shared_computer_code')
    .set({ used_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', codeId)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Held until the change is through, so that unlocking and taking the mark away come one after the other. */
export function holdSharedComputer(tx: Writer, ctx: Context, which: { id: string } | { deviceId: DeviceId }) {
  const [column, value] =
    'id' in which ? (['id', which.id] as const) : (['device_id', which.deviceId] as const)
  return tx
    .selectFrom('shared_computer')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where(column, '=', value)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function insertSharedComputer(
  tx: Writer,
  ctx: Context,
  computer: { id: string; deviceId: DeviceId; name: string; place: string; markedBy: PersonId },
): Promise<void> {
  await tx
    .insertInto('shared_computer')
    .values({
      clinic_id: ctx.clinicId,
      id: computer.id,
      device_id: computer.deviceId,
      name: computer.name,
      place: computer.place,
      marked_at: ctx.now,
      marked_by: computer.markedBy,
    })
    .execute()
}

/** A living one, changed; the caller holds it. */
export async function updateSharedComputer(
  tx: Writer,
  ctx: Context,
  id: string,
  change: { name?: string; place?: string; device_id?: DeviceId; ended_at?: Date },
): Promise<void> {
  await tx
    .updateTable('shared_computer')
    .set((the) => ({ ...change, revision: the('revision', '+', 1) }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

export async function endRoster(tx: Writer, ctx: Context, computerId: string, why: string): Promise<void> {
  await tx
    .updateTable('shift_entry')
    .set({ ended_at: ctx.now, ended_why: why })
    .where('clinic_id', '=', ctx.clinicId)
    .where('shared_computer_id', '=', computerId)
    .where('ended_at', 'is', null)
    .execute()
}

export interface EndedThere {
  clinicId: ClinicId
  sessionId: SessionId
  personId: PersonId
  personName: string
}

/** `everywhere`: of all clinics; else of the context's. */
export async function endDeviceSessions(
  tx: Writer,
  ctx: Context,
  deviceId: DeviceId,
  everywhere: boolean,
  why: 'marked_shared' | 'mark_taken',
): Promise<EndedThere[]> {
  const { rows } = await sql<EndedThere>`
    SELECT clinic_id AS "clinicId", session_id AS "sessionId", person_id AS "personId", person_name AS "personName"
      FROM door_end_device_sessions(${deviceId}, ${everywhere}, ${why}, ${ctx.now})`.execute(tx)
  return rows
}
