/** SQL of joining: the membership of somebody who comes, or comes back. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import type { Invitation } from './invitation-queries.ts'

/** One joins under an address at a time: whoever asks next sees what the one before made. */
export async function holdAddress(tx: Writer, folded: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`join ${folded}`}, 0))`.execute(tx)
}

/** Uses an invitation up; it was held before. */
export async function updateAccepted(
  tx: Writer,
  ctx: Context,
  id: string,
  personId: PersonId,
): Promise<void> {
  await tx
    .updateTable('invitation')
    .set((the) => ({
      accepted_at: ctx.now,
      accepted_by: personId,
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

/** What somebody is here from now on. */
export type Place = Pick<Invitation, 'outsider' | 'managerId' | 'locationIds'> & {
  personId: PersonId
  role: Role
}

/**
 * Who left and comes back begins anew: nothing of how they stood before is left but that they were here, and when they were
 * given 24 hours, which are no more often for having been away. `renew`: what proves them elsewhere is asked to be
 * renewed here. False when they had not left.
 */
export async function updateReturned(
  tx: Writer,
  ctx: Context,
  { personId, role }: Pick<Place, 'personId' | 'role'>,
  renew: boolean,
): Promise<boolean> {
  const row = await tx
    .updateTable('membership')
    .set((the) => ({
      role,
      state: 'active',
      joined_at: ctx.now,
      role_since: ctx.now,
      left_at: null,
      disabled_at: null,
      disabled_by: null,
      disabled_how: null,
      disabled_reason: null,
      deleted_at: null,
      deleted_by: null,
      grace_ends_at: null,
      away_until: null,
      renew_factor_since: renew ? ctx.now : null,
      password_stated_at: null,
      passkey_devices: null,
      passkey_answered_at: null,
      passkey_offered_at: null,
      passkey_declined_at: null,
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('state', '=', 'left')
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Outsider, manager and places, as the invitation has them; a manager or place that is gone meanwhile is left out. */
export async function updatePlace(tx: Writer, ctx: Context, place: Place): Promise<void> {
  const { personId, locationIds, managerId } = place
  await sql`
    UPDATE membership SET outsider = ${place.outsider},
           manager_id = (SELECT m.person_id FROM membership m
                          WHERE m.clinic_id = ${ctx.clinicId} AND m.person_id = ${managerId} AND m.state = 'active')
     WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId}`.execute(tx)
  await tx
    .deleteFrom('membership_location')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
  await sql`
    INSERT INTO membership_location (clinic_id, person_id, location_id)
    SELECT clinic_id, ${personId}, id FROM location
     WHERE clinic_id = ${ctx.clinicId} AND closed_at IS NULL AND id = ANY(${locationIds}::uuid[])`.execute(tx)
}

/** The transaction speaks for the person. */
export async function updateName(tx: Writer, personId: PersonId, name: string): Promise<void> {
  await tx.updateTable('person').set({ name, language: null }).where('id', '=', personId).execute()
}
