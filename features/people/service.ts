/** Persons and memberships, for the features that come after. */
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import {
  DELETED_NAME,
  findPersonAtDoor,
  holdMembership,
  holdMembers,
  holdOwnership,
  insertMembership,
  insertPerson,
  listNames,
  listOwnersWhoCanComeIn,
} from './queries.ts'

export { getClinic, holdClinic } from './clinic.ts'
export type { Member, PersonAtDoor } from './queries.ts'
export { tellLoosened, tellOwners } from './telling.ts'
export {
  DELETED_NAME,
  findPersonAtDoor,
  holdMembers,
  holdMembership,
  holdOwnership,
  listNames,
  listOwnersWhoCanComeIn,
}

/** A new human being on this installation; the transaction must speak for `id`. */
export async function addPerson(
  tx: Writer,
  ctx: Context,
  person: { id: PersonId; name: string; address: string },
): Promise<void> {
  await insertPerson(tx, ctx, { ...person, folded: foldAddress(person.address) })
}

/** Makes somebody a member of the context's clinic. */
export async function join(
  tx: Writer,
  ctx: Context,
  member: {
    personId: PersonId
    role: Role
    state?: 'active' | 'disabled' | 'left' | 'invited'
    joinedAt?: Date
  },
): Promise<void> {
  await insertMembership(tx, ctx, {
    personId: member.personId,
    role: member.role,
    state: member.state ?? 'active',
    joinedAt: member.joinedAt ?? ctx.now,
  })
}

export function newPersonId(now: Date): PersonId {
  return newId<PersonId>(now)
}

/**
 * Whether the context's clinic keeps an enabled Owner who can sign in when `without` no longer can: asked inside every
 * change that disables, demotes, removes or resets somebody. Owners are held until it is through, so that of two such
 * changes at the same instant the second sees what the first did.
 */
export async function keepsAnOwner(tx: Writer, ctx: Context, without: PersonId): Promise<boolean> {
  await holdMembers(tx, ctx, [without])
  return (await listOwnersWhoCanComeIn(tx, ctx)).some((owner) => owner !== without)
}
