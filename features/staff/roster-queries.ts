/** SQL of the staff list and of one person's page. */
import { type RawBuilder, sql } from 'kysely'
import type { ENDED_HOW, Outsider, Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

export interface MemberRow {
  person_id: PersonId
  name: string
  address: string
  role: Role
  state: 'active' | 'disabled' | 'left'
  joined_at: Date
  role_since: Date
  access_ends_at: Date | null
  outsider: Outsider | null
  manager_id: PersonId | null
  manager_name: string | null
  disabled_at: Date | null
  disabled_how: (typeof ENDED_HOW)[number] | null
  disabled_by_name: string | null
  disabled_reason: string | null
  left_at: Date | null
  revision: number
  renew_factor_since: Date | null
  place_ids: string[]
  /** Null of whoever cannot sign in. */
  has_totp: boolean | null
  passkeys: number | null
  backup_codes: number | null
  signed_in_at: Date | null
  by_passkey: boolean | null
  by_code: boolean | null
}

/**
 * That `m` works where `viewer` does: somebody limited to some places sees whom those have, and who is limited to none. Null:
 * nothing limits whoever asks.
 */
export const withinPlaces = (viewer: PersonId | null): RawBuilder<boolean> => sql<boolean>`(
  ${viewer}::uuid IS NULL OR m.person_id = ${viewer}::uuid
  OR NOT EXISTS (SELECT FROM membership_location a WHERE a.clinic_id = m.clinic_id AND a.person_id = m.person_id)
  OR NOT EXISTS (SELECT FROM membership_location b WHERE b.clinic_id = m.clinic_id AND b.person_id = ${viewer}::uuid)
  OR EXISTS (SELECT FROM membership_location a JOIN membership_location b USING (clinic_id, location_id)
              WHERE a.clinic_id = m.clinic_id AND a.person_id = m.person_id AND b.person_id = ${viewer}::uuid))`

/** That the invitation `i` is to where `viewer` works, to everywhere, or theirs. Null as above. */
export const waitsWithin = (viewer: PersonId | null): RawBuilder<boolean> => sql<boolean>`(
  ${viewer}::uuid IS NULL OR i.made_by = ${viewer}::uuid OR i.location_ids = '{}'
  OR NOT EXISTS (SELECT FROM membership_location b WHERE b.clinic_id = i.clinic_id AND b.person_id = ${viewer}::uuid)
  OR EXISTS (SELECT FROM membership_location b WHERE b.clinic_id = i.clinic_id AND b.person_id = ${viewer}::uuid
                AND b.location_id = ANY(i.location_ids)))`

interface Which {
  /** Whose places limit the list; null: nobody's. */
  viewer: PersonId | null
  only?: PersonId
}

/** Members of the context's clinic by name, but for those whose account was deleted. */
export async function listMembers(tx: Reader, ctx: Context, { viewer, only }: Which): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    SELECT m.person_id, p.name, e.address, m.role, m.state, m.joined_at, m.role_since, m.access_ends_at, m.outsider, m.manager_id,
           g.name AS manager_name, m.disabled_at, m.disabled_how, d.name AS disabled_by_name, m.disabled_reason, m.left_at,
           m.revision, m.renew_factor_since,
           ARRAY(SELECT l.location_id FROM membership_location l WHERE l.clinic_id = m.clinic_id AND l.person_id = m.person_id) AS place_ids,
           f.has_totp, f.passkeys, f.backup_codes, s.started_at AS signed_in_at, s.passkey_at IS NOT NULL AS by_passkey,
           s.code_at IS NOT NULL AS by_code
      FROM membership m
      JOIN person p ON p.id = m.person_id
      JOIN person_email e ON e.person_id = m.person_id AND e.signs_in
      LEFT JOIN person g ON g.id = m.manager_id
      LEFT JOIN person d ON d.id = m.disabled_by
      LEFT JOIN door_protected() f ON f.person_id = m.person_id
      -- Half a sign-in has none of the three.
      LEFT JOIN LATERAL (SELECT l.started_at, l.passkey_at, l.code_at FROM session l
                          WHERE l.clinic_id = m.clinic_id AND l.person_id = m.person_id
                            AND (l.confirmed_until IS NOT NULL OR l.code_at IS NOT NULL OR l.passkey_at IS NOT NULL)
                          ORDER BY l.started_at DESC LIMIT 1) s ON true
     WHERE m.clinic_id = ${ctx.clinicId} AND m.state <> 'invited' AND m.deleted_at IS NULL
       AND (${only ?? null}::uuid IS NULL OR m.person_id = ${only ?? null}::uuid) AND ${withinPlaces(viewer)}
     ORDER BY p.name, m.person_id`.execute(tx)
  return rows
}

export interface PendingRow {
  id: string
  name: string
  address: string
  role: Role
  outsider: Outsider | null
  access_ends_at: Date | null
  location_ids: string[]
  sent_at: Date
  ends_at: Date
  by: string
  revision: number
}

/** Invitations that nobody accepted or cancelled, the newest first; `viewer` as above. */
export async function listPending(tx: Reader, ctx: Context, viewer: PersonId | null): Promise<PendingRow[]> {
  const { rows } = await sql<PendingRow>`
    SELECT i.id, i.name, i.address, i.role, i.outsider, i.access_ends_at, i.location_ids, i.sent_at, i.ends_at, p.name AS by, i.revision
      FROM invitation i JOIN person p ON p.id = i.made_by
     WHERE i.clinic_id = ${ctx.clinicId} AND i.accepted_at IS NULL AND i.cancelled_at IS NULL
       AND ${waitsWithin(viewer)}
     ORDER BY i.sent_at DESC, i.id`.execute(tx)
  return rows
}

export interface PlaceName {
  placeId: string
  name: string
}

/** Open places of the context's clinic, by name. */
export function listOpenPlaces(tx: Reader, ctx: Context): Promise<PlaceName[]> {
  return tx
    .selectFrom('location')
    .select(['id as placeId', 'name'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('closed_at', 'is', null)
    .orderBy('name')
    .execute()
}

export interface RoleChangeRow {
  from_role: Role
  to_role: Role
  reason: string
  by: string | null
  changed_at: Date
}

/** What somebody was before, the newest change first. */
export async function listRoleChanges(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
): Promise<RoleChangeRow[]> {
  const { rows } = await sql<RoleChangeRow>`
    SELECT r.from_role, r.to_role, r.reason, p.name AS by, r.changed_at
      FROM role_change r LEFT JOIN person p ON p.id = r.changed_by
     WHERE r.clinic_id = ${ctx.clinicId} AND r.person_id = ${personId}
     ORDER BY r.changed_at DESC, r.id DESC LIMIT 50`.execute(tx)
  return rows
}

/** Whether somebody works where `viewer` does. */
export async function isWithin(
  tx: Reader,
  ctx: Context,
  viewer: PersonId,
  personId: PersonId,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM membership m WHERE m.clinic_id = ${ctx.clinicId} AND m.person_id = ${personId} AND ${withinPlaces(viewer)}`.execute(
    tx,
  )
  return rows.length > 0
}
