/** SQL of adoption: people and how many passkeys they have, counts by day, what somebody answered and was offered. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'
import type { Counted, RoleCount } from './counting.ts'

/** The active people of the context's clinic; never what their passkeys are. */
export async function listCounted(tx: Reader, ctx: Context): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    SELECT f.person_id AS id, f.name, f.role, f.passkeys, m.passkey_devices AS answer
      FROM door_factors() f JOIN membership m ON m.person_id = f.person_id AND m.clinic_id = ${ctx.clinicId}
     ORDER BY f.name, f.person_id`.execute(tx)
  return rows
}

export interface DayCount extends RoleCount {
  day: string
}

/** What was counted since a day, oldest first. */
export async function listDays(tx: Reader, ctx: Context, since: string): Promise<DayCount[]> {
  const rows = await tx
    .selectFrom('passkey_adoption')
    .select(['day', 'role', 'people', 'able', 'with_passkey as withPasskey'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('day', '>=', since)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}

/** The count of a day as it is now; roles that nobody has any more are counted as nobody. */
export async function replaceDay(
  tx: Writer,
  ctx: Context,
  day: string,
  counts: readonly RoleCount[],
): Promise<void> {
  await tx
    .updateTable('passkey_adoption')
    .set({ people: 0, able: 0, with_passkey: 0 })
    .where('clinic_id', '=', ctx.clinicId)
    .where('day', '=', day)
    .execute()
  if (counts.length === 0) return
  await tx
    .insertInto('passkey_adoption')
    .values(
      counts.map(({ role, people, able, withPasskey }) => ({
        clinic_id: ctx.clinicId,
        day,
        role,
        people,
        able,
        with_passkey: withPasskey,
      })),
    )
    .onConflict((row) =>
      row.columns(['clinic_id', 'day', 'role']).doUpdateSet((the) => ({
        people: the.ref('excluded.people'),
        able: the.ref('excluded.able'),
        with_passkey: the.ref('excluded.with_passkey'),
      })),
    )
    .execute()
}

export async function listActiveClinics(
  ctx: Pick<Context, 'kernel'>,
): Promise<{ clinicId: ClinicId; zone: string }[]> {
  const { rows } = await door(ctx, (way) =>
    sql<{ clinicId: ClinicId; zone: string }>`
      SELECT clinic_id AS "clinicId", zone FROM door_active_clinics()`.execute(way),
  )
  return rows
}

export interface Asked {
  answer: 'can' | 'cannot' | null
  answeredAt: Date | null
  offeredAt: Date | null
  declinedAt: Date | null
}

export async function findAsked(tx: Reader, ctx: Context, personId: PersonId): Promise<Asked> {
  const row = await tx
    .selectFrom('membership')
    .select([
      'passkey_devices',
      'passkey_answered_at as answeredAt',
      'passkey_offered_at as offeredAt',
      'passkey_declined_at as declinedAt',
    ])
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  const { passkey_devices: answer, ...rest } = row
  return { ...rest, answer: answer === 'can' || answer === 'cannot' ? answer : null }
}

export async function updateAnswer(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  answer: 'can' | 'cannot',
): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ passkey_devices: answer, passkey_answered_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

/** False when it was noted since `before` already, also by a request at the same instant. */
export async function updateOffered(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  what: 'shown' | 'not_now',
  before: Date,
): Promise<boolean> {
  const column = what === 'shown' ? 'passkey_offered_at' : 'passkey_declined_at'
  const row = await tx
    .updateTable('membership')
    .set({ [column]: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where((the) => the.or([the(column, 'is', null), the(column, '<=', before)]))
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** How many of theirs are a factor here. */
export async function countOwn(tx: Reader, ctx: Context, personId: PersonId): Promise<number> {
  return (await listCounted(tx, ctx)).find(({ id }) => id === personId)?.passkeys ?? 0
}
