/** SQL of what several people know, and of its changes. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { SecretKind } from '../../pure/secrets/kinds.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface StoredSecret {
  id: string
  kind: SecretKind
  name: string
  place: string
  last_changed_on: string | null
  change_every_days: number | null
  next_change_on: string | null
  revision: number
}

/** Those that are there, by name. */
export async function listStored(tx: Reader, ctx: Context): Promise<StoredSecret[]> {
  return tx
    .selectFrom('shared_secret')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .orderBy(sql`lower(name)`)
    .orderBy('place')
    .orderBy('id')
    .$castTo<StoredSecret>()
    .execute()
}

/** One that is there; nobody else changes it, or who knows it, until the transaction ends. */
export async function holdSecret(
  tx: Writer,
  ctx: Context,
  secretId: string,
): Promise<StoredSecret | undefined> {
  return tx
    .selectFrom('shared_secret')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', secretId)
    .where('ended_at', 'is', null)
    .forNoKeyUpdate()
    .$castTo<StoredSecret>()
    .executeTakeFirst()
}

type About = Omit<StoredSecret, 'id' | 'revision'>

export async function insertSecret(
  tx: Writer,
  ctx: Context,
  secret: About & { id: string; by: PersonId },
): Promise<void> {
  const { by, ...columns } = secret
  await tx
    .insertInto('shared_secret')
    .values({ clinic_id: ctx.clinicId, ...columns, created_at: ctx.now, created_by: by })
    .execute()
}

/** The next revision. */
export async function updateSecret(
  tx: Writer,
  ctx: Context,
  secretId: string,
  change: Partial<About> & { ended_at?: Date },
): Promise<void> {
  await tx
    .updateTable('shared_secret')
    .set((the) => ({ ...change, revision: sql`${the.ref('revision')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', secretId)
    .execute()
}

/** Whether another one that is there has this name at this place. */
export async function isNameTaken(
  tx: Reader,
  ctx: Context,
  { name, place }: { name: string; place: string },
  but: string | undefined,
): Promise<boolean> {
  const rows = await tx
    .selectFrom('shared_secret')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`lower(name) = lower(${name}) AND lower(place) = lower(${place})`)
    .execute()
  return rows.some((row) => row.id !== but)
}

export interface Knower {
  secretId: string
  personId: PersonId
  name: string
  active: boolean
  confirmedAt: Date | null
  deniedAt: Date | null
}

/** Who knows what, by name; of one secret, of one person, or all. */
export async function listKnowers(
  tx: Reader,
  ctx: Context,
  of: { secretId?: string; personId?: PersonId } = {},
): Promise<Knower[]> {
  let query = tx
    .selectFrom('shared_secret_knower as k')
    .innerJoin('shared_secret as s', (join) =>
      join.onRef('s.clinic_id', '=', 'k.clinic_id').onRef('s.id', '=', 'k.secret_id'),
    )
    .innerJoin('person as p', 'p.id', 'k.person_id')
    .innerJoin('membership as m', (join) =>
      join.onRef('m.clinic_id', '=', 'k.clinic_id').onRef('m.person_id', '=', 'k.person_id'),
    )
    .select([
      'k.secret_id as secretId',
      'k.person_id as personId',
      'p.name',
      sql<boolean>`m.state = 'active'`.as('active'),
      'k.confirmed_at as confirmedAt',
      'k.denied_at as deniedAt',
    ])
    .where('k.clinic_id', '=', ctx.clinicId)
    .where('s.ended_at', 'is', null)
  if (of.secretId !== undefined) query = query.where('k.secret_id', '=', of.secretId)
  if (of.personId !== undefined) query = query.where('k.person_id', '=', of.personId)
  return query.orderBy('p.name').orderBy('k.person_id').$castTo<Knower>().execute()
}

export async function insertKnower(
  tx: Writer,
  ctx: Context,
  secretId: string,
  personId: string,
): Promise<void> {
  await tx
    .insertInto('shared_secret_knower')
    .values({ clinic_id: ctx.clinicId, secret_id: secretId, person_id: personId, since: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteKnowers(
  tx: Writer,
  ctx: Context,
  secretId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('shared_secret_knower')
    .where('clinic_id', '=', ctx.clinicId)
    .where('secret_id', '=', secretId)
    .where('person_id', 'in', [...ids])
    .execute()
}

/** What they said of the old one holds no more. */
export async function forgetSaid(tx: Writer, ctx: Context, secretId: string): Promise<void> {
  await tx
    .updateTable('shared_secret_knower')
    .set({ confirmed_at: null, denied_at: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('secret_id', '=', secretId)
    .execute()
}

/** False when they are not down as knowing it. */
export async function updateSaid(
  tx: Writer,
  ctx: Context,
  secretId: string,
  personId: PersonId,
  knows: boolean,
): Promise<boolean> {
  const row = await tx
    .updateTable('shared_secret_knower')
    .set({ confirmed_at: knows ? ctx.now : null, denied_at: knows ? null : ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('secret_id', '=', secretId)
    .where('person_id', '=', personId)
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Which of these are, or were, of the clinic, and whether they work here now. */
export async function listMembers(
  tx: Reader,
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, { name: string; active: boolean }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id', 'person.name', sql<boolean>`membership.state = 'active'`.as('active')])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.person_id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name, active }) => [id, { name, active }]))
}

/** Who of a role works here now. */
export async function listOfRole(tx: Reader, ctx: Context, role: Role): Promise<PersonId[]> {
  const rows = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('role', '=', role)
    .where('state', '=', 'active')
    .$castTo<{ person_id: PersonId }>()
    .execute()
  return rows.map((row) => row.person_id)
}
