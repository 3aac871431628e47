/** SQL of what the clinic asks of a sign-in, and of whom it is asked. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { CodePurpose } from './one-time-codes.ts'
import { type Announced, type Level, NEVER_ANNOUNCED, type RoleRule } from './policy.ts'

export interface ClinicRule {
  name: string
  zone: string
  locale: string
  level: Level
  revision: number
}

export async function getClinicRule(tx: Reader, ctx: Context): Promise<ClinicRule> {
  const row = await tx
    .selectFrom('clinic')
    .select(['name', 'zone', 'locale', 'two_factor', 'revision'])
    .where('id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
  const { two_factor: level, ...rest } = row
  return { ...rest, level: level as Level }
}

/** Nobody else changes the clinic's rules until the transaction ends; the revision it has. */
export async function holdClinic(tx: Writer, ctx: Context): Promise<number> {
  const row = await tx
    .selectFrom('clinic')
    .select('revision')
    .where('id', '=', ctx.clinicId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return row.revision
}

export async function updateLevel(tx: Writer, ctx: Context, level: Level): Promise<void> {
  await tx
    .updateTable('clinic')
    .set({ two_factor: level, revision: sql<number>`revision + 1` })
    .where('id', '=', ctx.clinicId)
    .execute()
}

const rungOf = (on: boolean, since: Date | null, from: Date | null): Announced => ({ on, since, from })

/** What was ever announced to a role; roles without a row were never asked. */
export async function listRules(tx: Reader, ctx: Context): Promise<Map<Role, RoleRule>> {
  const rows = await tx.selectFrom('role_rule').selectAll().where('clinic_id', '=', ctx.clinicId).execute()
  return new Map(
    rows.map((row) => {
      const role = row.role as Role
      return [
        role,
        {
          role,
          twoFactors: rungOf(row.two_factors, row.two_factors_since, row.two_factors_from),
          passkey: rungOf(row.passkey, row.passkey_since, row.passkey_from),
        },
      ]
    }),
  )
}

export async function findRule(tx: Reader, ctx: Context, role: Role): Promise<RoleRule | undefined> {
  return (await listRules(tx, ctx)).get(role)
}

export const unasked = (role: Role): RoleRule => ({
  role,
  twoFactors: NEVER_ANNOUNCED,
  passkey: NEVER_ANNOUNCED,
})

export async function upsertRule(tx: Writer, ctx: Context, rule: RoleRule): Promise<void> {
  const values = {
    two_factors: rule.twoFactors.on,
    two_factors_since: rule.twoFactors.since,
    two_factors_from: rule.twoFactors.from,
    passkey: rule.passkey.on,
    passkey_since: rule.passkey.since,
    passkey_from: rule.passkey.from,
  }
  await tx
    .insertInto('role_rule')
    .values({ clinic_id: ctx.clinicId, role: rule.role, ...values })
    .onConflict((row) => row.columns(['clinic_id', 'role']).doUpdateSet(values))
    .execute()
}

/** An active person of the clinic, as far as a rule asks. */
export interface Member {
  personId: PersonId
  name: string
  address: string
  role: Role
  app: boolean
  /** How many that work at this address. */
  passkeys: number
  neverSignedIn: boolean
  awayUntil: Date | null
  graceEndsAt: Date | null
}

/** Who has what is told by a function of the owner: that it is there, never what it is. */
export async function listMembers(tx: Reader, ctx: Context): Promise<Member[]> {
  const { rows } = await sql<Member>`
    SELECT f.person_id AS "personId", f.name, e.address, f.role, f.has_totp AS app, f.passkeys,
           NOT EXISTS (SELECT FROM session s WHERE s.clinic_id = m.clinic_id AND s.person_id = m.person_id
                          AND (s.confirmed_until IS NOT NULL OR s.code_at IS NOT NULL OR s.passkey_at IS NOT NULL)) AS "neverSignedIn",
           m.away_until AS "awayUntil", m.grace_ends_at AS "graceEndsAt"
      FROM door_factors() f
      JOIN membership m ON m.clinic_id = ${ctx.clinicId} AND m.person_id = f.person_id
      JOIN person_email e ON e.person_id = f.person_id AND e.signs_in
     ORDER BY f.name`.execute(tx)
  return rows
}

/** Where mails of a person's own go: the names of Owners and Admins whom somebody can ask, but for themselves. */
export async function listKeepers(tx: Reader, ctx: Context, but: PersonId): Promise<string[]> {
  const rows = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select('person.name')
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.state', '=', 'active')
    .where('membership.role', 'in', ['OWNER', 'ADMIN'])
    .where('membership.person_id', '<>', but)
    .orderBy('person.name')
    .limit(5)
    .execute()
  return rows.map((row) => row.name)
}

export async function findMembership(tx: Reader, ctx: Context, personId: PersonId) {
  return tx
    .selectFrom('membership')
    .select(['renew_factor_since', 'grace_ends_at'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** One change at a time of what belongs to this person here. */
export async function holdMember(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .selectFrom('membership')
    .select('person_id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .execute()
}

/** Until when the newest code is good. */
export async function findLivingCode(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
  purpose: CodePurpose,
): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('one_time_code')
    .select('ends_at')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
  return row?.ends_at
}

export async function hideCodeOfMail(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  cause: string,
): Promise<void> {
  await sql`UPDATE mail SET "values" = jsonb_set("values", '{code}', '"–"')
             WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND cause = ${cause}`.execute(tx)
}
