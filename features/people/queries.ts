/** SQL of persons, addresses and memberships. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, DeviceId, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'

/** Somebody as the door knows them: what a sign-in decides by. */
export interface PersonAtDoor {
  personId: PersonId
  name: string
  address: string
  passwordHash: string | undefined
  hasTotp: boolean
  /** One that works at this address. */
  hasPasskey: boolean
  /** Passkeys under a former name of Enamel, and whether unused backup codes stand in for them. */
  passkeysElsewhere: 'codes' | 'none' | undefined
  /** They signed in fully from this device before. */
  knownDevice: boolean
  clinics: {
    clinicId: ClinicId
    role: Role
    state: 'invited' | 'active' | 'disabled' | 'left'
    absoluteHours: number
  }[]
}

/** Inside a change by its own connection, `tx`. */
export async function findPersonAtDoor(
  ctx: Context,
  foldedAddress: string,
  device: DeviceId | undefined,
  tx?: Reader,
): Promise<PersonAtDoor | undefined> {
  const ask = (way: Reader) =>
    sql<{
      person_id: PersonId
      name: string
      address: string
      password_hash: string | null
      has_totp: boolean
      has_passkey: boolean
      passkeys_elsewhere: 'codes' | 'none' | null
      known_device: boolean
      clinics: PersonAtDoor['clinics']
    }>`SELECT * FROM door_person(${foldedAddress}, ${device ?? null}) /* prepared door_person */`.execute(way)
  const { rows } = tx ? await ask(tx) : await door(ctx, ask)
  const row = rows[0]
  if (!row) return undefined
  return {
    personId: row.person_id,
    name: row.name,
    address: row.address,
    passwordHash: row.password_hash ?? undefined,
    hasTotp: row.has_totp,
    hasPasskey: row.has_passkey,
    passkeysElsewhere: row.passkeys_elsewhere ?? undefined,
    knownDevice: row.known_device,
    clinics: row.clinics,
  }
}

export async function insertPerson(
  tx: Writer,
  ctx: Context,
  person: { id: PersonId; name: string; address: string; folded: string },
): Promise<void> {
  await tx.insertInto('person').values({ id: person.id, name: person.name, created_at: ctx.now }).execute()
  await tx
    .insertInto('person_email')
    .values({
      person_id: person.id,
      address: person.address,
      folded: person.folded,
      signs_in: true,
      created_at: ctx.now,
    })
    .execute()
}

export async function insertMembership(
  tx: Writer,
  ctx: Context,
  membership: {
    personId: PersonId
    role: Role
    state: 'invited' | 'active' | 'disabled' | 'left'
    joinedAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('membership')
    .values({
      clinic_id: ctx.clinicId,
      person_id: membership.personId,
      role: membership.role,
      state: membership.state,
      joined_at: membership.joinedAt,
      role_since: membership.joinedAt,
    })
    .execute()
}

/** What lists show of an account that was deleted (facts.md). */
export const DELETED_NAME = 'Deleted user'

/** Names of these people as this clinic may see them. */
export async function listNames(tx: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT p.id, CASE WHEN m.deleted_at IS NULL THEN p.name ELSE ${DELETED_NAME} END AS name
      FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.clinic_id = current_clinic()
     WHERE p.id = ANY(${ids}::uuid[]) /* prepared people_names */`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

export interface OwnerToTell {
  personId: PersonId
  name: string
  address: string
  clinic: string
}

/** The Owners of this clinic who are active, at the address they sign in with. */
export async function listOwners(tx: Reader, ctx: Context): Promise<OwnerToTell[]> {
  return tx
    .selectFrom('membership')
    .innerJoin('clinic', 'clinic.id', 'membership.clinic_id')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .innerJoin('person_email', 'person_email.person_id', 'person.id')
    .select(['person.id as personId', 'person.name', 'person_email.address', 'clinic.name as clinic'])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.role', '=', 'OWNER')
    .where('membership.state', '=', 'active')
    .where('person_email.signs_in', '=', true)
    .orderBy('person.name')
    .orderBy('person.id')
    .$castTo<OwnerToTell>()
    .execute()
}

/** Whether somebody is an active member of this clinic; stays so until the transaction ends. */
export async function holdMembership(tx: Writer, ctx: Context, personId: PersonId): Promise<boolean> {
  const row = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('state', '=', 'active')
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

/** Whether somebody is an active Owner of this clinic; stays so until the transaction ends. */
export async function holdOwnership(tx: Writer, ctx: Context, personId: PersonId): Promise<boolean> {
  const row = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('role', '=', 'OWNER')
    .where('state', '=', 'active')
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

/** Somebody of this clinic, whatever their state. */
export interface Member {
  personId: PersonId
  name: string
  address: string
  role: Role
  state: 'invited' | 'active' | 'disabled' | 'left'
}

/**
 * These members of the context's clinic and all its active Owners, nobody of whom changes role or state until the
 * transaction ends. Rows are taken in one order, so that two acts on one another do not wait for each other for ever.
 */
export async function holdMembers(
  tx: Writer,
  ctx: Context,
  ids: readonly PersonId[],
): Promise<Map<PersonId, Member>> {
  const { rows: held } = await sql<{ person_id: PersonId }>`
    SELECT person_id FROM membership
     WHERE clinic_id = ${ctx.clinicId} AND (person_id = ANY(${ids}::uuid[]) OR (role = 'OWNER' AND state = 'active'))
     ORDER BY person_id FOR NO KEY UPDATE`.execute(tx)
  if (held.length === 0) return new Map()
  // Asked again: what waited for another change sees what that change made.
  const members = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .innerJoin('person_email', 'person_email.person_id', 'person.id')
    .select([
      'person.id as personId',
      'person.name',
      'person_email.address',
      'membership.role',
      'membership.state',
    ])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where(
      'membership.person_id',
      'in',
      held.map((row) => row.person_id),
    )
    .where('person_email.signs_in', '=', true)
    .$castTo<Member>()
    .execute()
  return new Map(members.map((member) => [member.personId, member]))
}

/** Active Owners of the context's clinic who can come in as they are: with a password or a passkey, and nothing to renew. */
export async function listOwnersWhoCanComeIn(tx: Reader, ctx: Context): Promise<PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`
    SELECT m.person_id FROM membership m JOIN door_protected() f ON f.person_id = m.person_id
     WHERE m.clinic_id = ${ctx.clinicId} AND m.role = 'OWNER' AND m.state = 'active' AND m.renew_factor_since IS NULL
       -- Whatever their role, outside IT holds none of an Owner's rights.
       AND m.outsider IS DISTINCT FROM 'it'
       AND (f.has_password OR f.passkeys > 0)`.execute(tx)
  return rows.map((row) => row.person_id)
}
