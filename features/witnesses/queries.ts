/** SQL of outside copies: who is named, what is in the post, what went. */
import { sql } from 'kysely'
import type { ClinicId, Context } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'
import type { WitnessPlace } from './contract.ts'

export interface Named {
  kind: WitnessPlace
  name: string
  address: string
  namedAt: Date
}

export function listNamed(tx: Reader, ctx: Context): Promise<Named[]> {
  return tx
    .selectFrom('witness_address')
    .select(['kind', 'name', 'address', 'named_at as namedAt'])
    .where('clinic_id', '=', ctx.clinicId)
    .orderBy('kind')
    .$castTo<Named>()
    .execute()
}

export async function putNamed(tx: Writer, ctx: Context, { kind, name, address }: Omit<Named, 'namedAt'>) {
  const told = { name, address, named_at: ctx.now }
  await tx
    .insertInto('witness_address')
    .values({ clinic_id: ctx.clinicId, kind, ...told })
    .onConflict((row) => row.columns(['clinic_id', 'kind']).doUpdateSet(told))
    .execute()
}

export async function deleteNamed(tx: Writer, ctx: Context, kind: WitnessPlace): Promise<Named | undefined> {
  return tx
    .deleteFrom('witness_address')
    .where('clinic_id', '=', ctx.clinicId)
    .where('kind', '=', kind)
    .returning(['kind', 'name', 'address', 'named_at as namedAt'])
    .$castTo<Named>()
    .executeTakeFirst()
}

export interface Went {
  kind: string
  name: string
  size: number
  at: Date
}

/** The newest that went to each kind of place. */
export async function listNewestGiven(tx: Reader, ctx: Context): Promise<Went[]> {
  const { rows } = await sql<Omit<Went, 'size'> & { size: string }>`
    SELECT DISTINCT ON (kind) kind, name, size, at FROM witness
     WHERE clinic_id = ${ctx.clinicId} AND kind IN ('mailbox', 'outsider', 'printed')
     ORDER BY kind, at DESC, id DESC`.execute(tx)
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

export interface InPost {
  mailId: string
  kind: WitnessPlace
  name: string
  log: number
  size: number
  sentAt: Date | null
  givenUp: boolean
  attempts: number
  /** By which server it went, `outbox` for the folder; null while it did not. */
  server: string | null
}

export async function listInPost(tx: Reader, ctx: Context): Promise<InPost[]> {
  const { rows } = await sql<Omit<InPost, 'size'> & { size: string }>`
    SELECT w.mail_id AS "mailId", w.kind, w.name, w.log, w.size, m.sent_at AS "sentAt", m.given_up_at IS NOT NULL AS "givenUp",
           m.attempts, a.server
      FROM witness_mail w
      JOIN mail m ON m.clinic_id = w.clinic_id AND m.id = w.mail_id
      LEFT JOIN mail_attempt a ON a.clinic_id = m.clinic_id AND a.mail_id = m.id AND a.outcome = 'sent'
     WHERE w.clinic_id = ${ctx.clinicId} AND m.clinic_id = ${ctx.clinicId}
     ORDER BY m.created_at, w.mail_id`.execute(tx)
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

export async function insertInPost(
  tx: Writer,
  ctx: Context,
  one: Pick<InPost, 'mailId' | 'kind' | 'name' | 'log' | 'size'>,
): Promise<void> {
  await tx
    .insertInto('witness_mail')
    .values({
      clinic_id: ctx.clinicId,
      mail_id: one.mailId,
      kind: one.kind,
      name: one.name,
      log: one.log,
      size: String(one.size),
    })
    .execute()
}

export async function deleteInPost(tx: Writer, ctx: Context, mailIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('witness_mail')
    .where('clinic_id', '=', ctx.clinicId)
    .where('mail_id', 'in', [...mailIds])
    .execute()
}

/** One look at what is in the post at a time in a clinic. */
export async function hold(tx: Writer, ctx: Context): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('outside copies ' || ${ctx.clinicId}::text, 0))`.execute(
    tx,
  )
}

/** Undefined once the clinic is closed. */
export async function findOpenClinic(
  tx: Reader,
  ctx: Context,
): Promise<{ name: string; zone: string } | undefined> {
  return tx
    .selectFrom('clinic')
    .select(['name', 'zone'])
    .where('id', '=', ctx.clinicId)
    .where('state', '=', 'active')
    .executeTakeFirst()
}

/** When something of a kind is due next. */
export async function findDue(tx: Reader, ctx: Context, kind: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('due')
    .select((of) => of.fn.min('at').as('at'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.at ?? undefined
}

/** Open clinics without the daily mail in their calendar. */
export async function listWithoutDue(
  ctx: Pick<Context, 'kernel'>,
  kind: string,
): Promise<{ clinicId: ClinicId; zone: string }[]> {
  const { rows } = await door(ctx, (way) =>
    sql<{ clinicId: ClinicId; zone: string }>`
      SELECT clinic_id AS "clinicId", zone FROM door_clinics_without_due(${kind})`.execute(way),
  )
  return rows
}
