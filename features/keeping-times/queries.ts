/** SQL of keeping times, holds and what is to be erased. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface StoredTime {
  kind: string
  months: number
  former_months: number
  begins_at: Date
  reason: string
  by: string
  changed_at: Date
  revision: number
}

export const findClinic = (tx: Reader, ctx: Context) =>
  tx.selectFrom('clinic').select(['country', 'zone']).where('id', '=', ctx.clinicId).executeTakeFirstOrThrow()

/** Nothing of the clinic is erased, and nobody else changes what is kept, until this change has ended (log_erase takes the same lock). */
export async function holdKeeping(tx: Writer, ctx: Context): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('keeping ' || ${ctx.clinicId}::text, 0))`.execute(
    tx,
  )
}

export async function listTimes(tx: Reader, ctx: Context): Promise<Map<string, StoredTime>> {
  const rows = await tx
    .selectFrom('keeping_time as k')
    .innerJoin('person as p', 'p.id', 'k.person_id')
    .select([
      'k.kind',
      'k.months',
      'k.former_months',
      'k.begins_at',
      'k.reason',
      'p.name as by',
      'k.changed_at',
      'k.revision',
    ])
    .where('k.clinic_id', '=', ctx.clinicId)
    .execute()
  return new Map(rows.map((row) => [row.kind, row]))
}

export async function upsertTime(
  tx: Writer,
  ctx: Context,
  row: Pick<StoredTime, 'kind' | 'months' | 'former_months' | 'begins_at' | 'reason'> & {
    person_id: PersonId
  },
): Promise<void> {
  await tx
    .insertInto('keeping_time')
    .values({ clinic_id: ctx.clinicId, ...row, changed_at: ctx.now, revision: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['clinic_id', 'kind'])
        .doUpdateSet({ ...row, changed_at: ctx.now, revision: sql`keeping_time.revision + 1` }),
    )
    .execute()
}

/** Members, and those who were. */
export async function listPeople(tx: Reader, ctx: Context) {
  const rows = await tx
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'm.state'])
    .where('m.clinic_id', '=', ctx.clinicId)
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()
  return rows.map(({ id, name, state }) => ({ id, name, here: state === 'active' }))
}

/** Undefined for somebody this clinic never had. */
export const findPerson = (tx: Reader, ctx: Context, personId: string) =>
  tx
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select('p.name')
    .where('m.clinic_id', '=', ctx.clinicId)
    .where('m.person_id', '=', personId)
    .executeTakeFirst()

/** Of somebody this clinic has, or had. */
export async function listAddresses(tx: Reader, ctx: Context, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('membership as m')
    .innerJoin('person_email as e', 'e.person_id', 'm.person_id')
    .select('e.address')
    .where('m.clinic_id', '=', ctx.clinicId)
    .where('m.person_id', '=', personId)
    .orderBy('e.address')
    .execute()
  return rows.map(({ address }) => address)
}

/** The newest first; those that were over before `since` are left out. */
export const listHolds = (tx: Reader, ctx: Context, since: Date) =>
  tx
    .selectFrom('legal_hold as h')
    .innerJoin('person as p', 'p.id', 'h.person_id')
    .leftJoin('person as l', 'l.id', 'h.lifted_by')
    .selectAll('h')
    .select(['p.name as by', 'l.name as lifted_by_name'])
    .where('h.clinic_id', '=', ctx.clinicId)
    .where((on) =>
      on.and([
        on.or([on('h.lifted_at', 'is', null), on('h.lifted_at', '>', since)]),
        on.or([on('h.ends_at', 'is', null), on('h.ends_at', '>', since)]),
      ]),
    )
    .orderBy('h.placed_at', 'desc')
    .orderBy('h.id', 'desc')
    .execute()

interface NewHold {
  id: string
  about_person: string | null
  about_patient: string | null
  category: string | null
  from_at: Date | null
  to_at: Date | null
  reason: string
  person_id: PersonId
  ends_at: Date | null
}

export async function insertHold(tx: Writer, ctx: Context, row: NewHold): Promise<void> {
  await tx
    .insertInto('legal_hold')
    .values({ clinic_id: ctx.clinicId, ...row, placed_at: ctx.now })
    .execute()
}

/** One that holds. */
export const findHold = (tx: Reader, ctx: Context, holdId: string) =>
  tx
    .selectFrom('legal_hold')
    .select('reason')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', holdId)
    .where('lifted_at', 'is', null)
    .where((on) => on.or([on('ends_at', 'is', null), on('ends_at', '>', ctx.now)]))
    .executeTakeFirst()

export async function updateLifted(
  tx: Writer,
  ctx: Context,
  holdId: string,
  by: PersonId,
  reason: string,
): Promise<void> {
  await tx
    .updateTable('legal_hold')
    .set({ lifted_at: ctx.now, lifted_by: by, lift_reason: reason })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', holdId)
    .execute()
}

/** The newest first, ordered since then; those that were taken back are left out. */
export const listRedactions = (tx: Reader, ctx: Context, since: Date) =>
  tx
    .selectFrom('redaction as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .selectAll('r')
    .select('p.name as by')
    .where('r.clinic_id', '=', ctx.clinicId)
    .where('r.ordered_at', '>', since)
    .where('r.withdrawn_at', 'is', null)
    .orderBy('r.ordered_at', 'desc')
    .orderBy('r.id', 'desc')
    .execute()

interface NewRedaction {
  id: string
  about_person: string | null
  about_patient: string | null
  basis: string
  reference: string
  /** Fields of lines of others, by event. */
  others: Record<string, string[]>
  person_id: PersonId
  begins_at: Date
}

export async function insertRedaction(tx: Writer, ctx: Context, row: NewRedaction): Promise<void> {
  await tx
    .insertInto('redaction')
    .values({
      clinic_id: ctx.clinicId,
      ...row,
      others: JSON.stringify(row.others),
      ordered_at: ctx.now,
      rows: 0,
      held: 0,
    })
    .execute()
}

/** False for one that is not there, was taken back, or was begun. Whose it was goes with it. */
export async function updateWithdrawn(tx: Writer, ctx: Context, redactionId: string): Promise<boolean> {
  const row = await tx
    .updateTable('redaction')
    .set({ withdrawn_at: ctx.now, about_person: null, about_patient: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', redactionId)
    .where('withdrawn_at', 'is', null)
    .where('until', 'is', null)
    .where('done_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
