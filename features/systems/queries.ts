/** SQL of the systems in use and of who has an account. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { SystemKind } from '../../pure/systems/systems.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { AGREEMENT, SECOND_FACTOR } from './contract.ts'

export interface StoredSystem {
  id: string
  kind: SystemKind
  name: string
  note: string
  run_by: PersonId | null
  run_by_name: string | null
  run_said_by: PersonId | null
  run_said_at: Date | null
  shared_sign_in: boolean | null
  shared_said_by: PersonId | null
  shared_said_at: Date | null
  second_factor: (typeof SECOND_FACTOR)[number]
  factor_said_by: PersonId | null
  factor_said_at: Date | null
  agreement: (typeof AGREEMENT)[number]
  agreement_said_by: PersonId | null
  agreement_said_at: Date | null
  revision: number
}

/** Those in use, the clinic's only, by name. */
export async function listStored(tx: Reader, ctx: Context): Promise<StoredSystem[]> {
  return tx
    .selectFrom('system')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .orderBy(sql`lower(name)`)
    .$castTo<StoredSystem>()
    .execute()
}

/** One in use; nobody else changes it until the transaction ends. */
export async function holdSystem(
  tx: Writer,
  ctx: Context,
  systemId: string,
): Promise<StoredSystem | undefined> {
  return tx
    .selectFrom('system')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', systemId)
    .where('ended_at', 'is', null)
    .forNoKeyUpdate()
    .$castTo<StoredSystem>()
    .executeTakeFirst()
}

/** False when the name is there already. */
export async function insertSystem(
  tx: Writer,
  ctx: Context,
  system: { id: string; kind: SystemKind; name: string; by: PersonId },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO system (clinic_id, id, kind, name, created_at, created_by)
    VALUES (${ctx.clinicId}, ${system.id}, ${system.kind}, ${system.name}, ${ctx.now}, ${system.by})
    ON CONFLICT (clinic_id, lower(name)) WHERE ended_at IS NULL DO NOTHING RETURNING id`.execute(tx)
  return rows.length > 0
}

export type SystemChange = Partial<Omit<StoredSystem, 'id' | 'revision'>> & { ended_at?: Date }

/** The next revision. */
export async function updateSystem(
  tx: Writer,
  ctx: Context,
  systemId: string,
  change: SystemChange,
): Promise<void> {
  await tx
    .updateTable('system')
    .set((the) => ({ ...change, revision: sql`${the.ref('revision')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', systemId)
    .execute()
}

/** Whether another system in use has this name. */
export async function isNameTaken(tx: Reader, ctx: Context, name: string, but: string): Promise<boolean> {
  const row = await tx
    .selectFrom('system')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .where('id', '<>', but)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()
  return row !== undefined
}

export interface StoredAccount {
  id: string
  systemId: string
  personId: PersonId
  name: string
  role: Role
  state: 'invited' | 'active' | 'disabled' | 'left'
  login: string
  noSecondFactor: boolean
  statedBy: PersonId
  statedAt: Date
}

/** Accounts that nobody stated to have ended; of one system, of one person, or all. */
export async function listAccounts(
  tx: Reader,
  ctx: Context,
  of: { systemId?: string; personId?: PersonId; accountId?: string } = {},
): Promise<StoredAccount[]> {
  let query = tx
    .selectFrom('system_account as a')
    .innerJoin('system as s', (join) =>
      join.onRef('s.clinic_id', '=', 'a.clinic_id').onRef('s.id', '=', 'a.system_id'),
    )
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .innerJoin('membership as m', (join) =>
      join.onRef('m.clinic_id', '=', 'a.clinic_id').onRef('m.person_id', '=', 'a.person_id'),
    )
    .select([
      'a.id',
      'a.system_id as systemId',
      'a.person_id as personId',
      'p.name',
      'm.role',
      'm.state',
      'a.login',
      'a.no_second_factor as noSecondFactor',
      'a.stated_by as statedBy',
      'a.stated_at as statedAt',
    ])
    .where('a.clinic_id', '=', ctx.clinicId)
    .where('a.ended_at', 'is', null)
    .where('s.ended_at', 'is', null)
  if (of.systemId !== undefined) query = query.where('a.system_id', '=', of.systemId)
  if (of.personId !== undefined) query = query.where('a.person_id', '=', of.personId)
  if (of.accountId !== undefined) query = query.where('a.id', '=', of.accountId)
  return query.orderBy('p.name').orderBy('a.id').$castTo<StoredAccount>().execute()
}

export async function insertAccount(
  tx: Writer,
  ctx: Context,
  account: {
    id: string
    systemId: string
    personId: PersonId
    login: string
    noSecondFactor: boolean
    by: PersonId
  },
): Promise<void> {
  await tx
    .insertInto('system_account')
    .values({
      clinic_id: ctx.clinicId,
      id: account.id,
      system_id: account.systemId,
      person_id: account.personId,
      login: account.login,
      no_second_factor: account.noSecondFactor,
      stated_by: account.by,
      stated_at: ctx.now,
    })
    .execute()
}

export async function updateAccount(
  tx: Writer,
  ctx: Context,
  accountId: string,
  change: { login: string; no_second_factor: boolean; stated_by: PersonId },
): Promise<void> {
  await tx
    .updateTable('system_account')
    .set({ ...change, stated_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', accountId)
    .execute()
}

/** False when it had ended. */
export async function updateAccountEnded(
  tx: Writer,
  ctx: Context,
  accountId: string,
  by: PersonId | undefined,
): Promise<boolean> {
  const row = await tx
    .updateTable('system_account')
    .set({ ended_at: ctx.now, ended_by: by ?? null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', accountId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Which of these work here now. */
export async function listWorking(
  tx: Reader,
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id', 'person.name'])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.state', '=', 'active')
    .where('membership.person_id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Whether somebody is, or ever was, of the clinic. */
export async function isOfClinic(tx: Reader, ctx: Context, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}
