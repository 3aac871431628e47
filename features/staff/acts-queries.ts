/** SQL of what is done to a membership: role, end, end date, and what is left of a deleted account. */
import { sql } from 'kysely'
import type { Outsider, Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { DELETED_NAME } from '../people/service.ts'

export interface Standing {
  name: string
  role: Role
  state: 'active' | 'disabled' | 'left'
  outsider: Outsider | null
  accessEndsAt: Date | null
  disabledAt: Date | null
  disabledBy: string | null
  disabledHow: 'hand' | 'end_date' | 'leaver' | 'review' | null
  disabledReason: string | null
}

/** How somebody stands in the context's clinic; undefined for who is not of it, or deleted. */
export async function findStanding(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
): Promise<Standing | undefined> {
  return tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .leftJoin('person as ender', 'ender.id', 'membership.disabled_by')
    .select([
      'person.name',
      'membership.role',
      'membership.state',
      'membership.outsider',
      'membership.access_ends_at as accessEndsAt',
      'membership.disabled_at as disabledAt',
      'ender.name as disabledBy',
      'membership.disabled_how as disabledHow',
      'membership.disabled_reason as disabledReason',
    ])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.person_id', '=', personId)
    .where('membership.state', 'in', ['active', 'disabled', 'left'])
    .where('membership.deleted_at', 'is', null)
    .$castTo<Standing>()
    .executeTakeFirst()
}

/** The member is held by the transaction, and active. */
export async function updateRole(
  tx: Writer,
  ctx: Context,
  change: { id: string; personId: PersonId; from: Role; to: Role; reason: string },
): Promise<void> {
  await tx
    .updateTable('membership')
    .set((the) => ({ role: change.to, role_since: ctx.now, revision: sql`${the.ref('revision')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', change.personId)
    .execute()
  await tx
    .insertInto('role_change')
    .values({
      clinic_id: ctx.clinicId,
      id: change.id,
      person_id: change.personId,
      from_role: change.from,
      to_role: change.to,
      reason: change.reason,
      changed_by: ctx.actor.kind === 'person' ? (ctx.actor.id ?? null) : null,
      changed_at: ctx.now,
    })
    .execute()
}

/** Active again, with nothing left of how the access had ended. */
export async function updateEnabled(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('membership')
    .set((the) => ({
      state: 'active',
      disabled_at: null,
      disabled_by: null,
      disabled_how: null,
      disabled_reason: null,
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

export async function updateDeleted(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('membership')
    .set((the) => ({
      deleted_at: ctx.now,
      deleted_by: ctx.actor.id ?? null,
      // What somebody wrote about them goes with their name; the log has it.
      disabled_reason: null,
      manager_id: null,
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
  // Of those whose manager they were.
  await tx
    .updateTable('membership')
    .set({ manager_id: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('manager_id', '=', personId)
    .execute()
}

/** Whether another clinic's lists still show somebody of this clinic: then name and address are not this one's to take. */
export async function isListedElsewhere(tx: Reader, personId: PersonId): Promise<boolean> {
  const { rows } = await sql<{
    listed: boolean
  }>`SELECT door_listed_elsewhere(${personId}) AS listed`.execute(tx)
  return rows[0]?.listed ?? false
}

/** The transaction speaks for that person. */
export async function eraseName(tx: Writer, personId: PersonId): Promise<void> {
  await tx.updateTable('person').set({ name: DELETED_NAME }).where('id', '=', personId).execute()
  await tx.deleteFrom('person_email').where('person_id', '=', personId).execute()
}

export async function updateAccessEnd(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  endsAt: Date | null,
): Promise<void> {
  await tx
    .updateTable('membership')
    .set((the) => ({ access_ends_at: endsAt, revision: sql`${the.ref('revision')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

/** Of everybody who works here for a time; the one who leads them. */
export async function listAccessEnds(
  tx: Reader,
  ctx: Context,
): Promise<{ personId: PersonId; name: string; managerId: PersonId | null; endsAt: Date }[]> {
  return tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select([
      'person.id as personId',
      'person.name',
      'membership.manager_id as managerId',
      'membership.access_ends_at as endsAt',
    ])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.state', '=', 'active')
    .where('membership.access_ends_at', 'is not', null)
    .$castTo<{ personId: PersonId; name: string; managerId: PersonId | null; endsAt: Date }>()
    .execute()
}

/** Kinds of `due` rows, by the person: 0004_staff.sql keeps them with `access_ends_at`. */
export const ENDS = 'staff.access_ends'
export const ENDS_SOON = 'staff.access_ends_soon'
