/** The staff list and one person's page: everybody as far as whoever asks may see them. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { dayOf } from '../../pure/days/days.ts'
import { may, outranks } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { read, type Reader, refuse } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { staffProblem } from './contract.ts'
import { lastDayOf } from './end-date.ts'
import type { getMyProfile, getStaffPerson, listStaff } from './roster-contract.ts'
import {
  listMembers,
  listOpenPlaces,
  listPending,
  listRoleChanges,
  type MemberRow,
  type RoleChangeRow,
} from './roster-queries.ts'

/** Whose places limit what is seen: nobody's who keeps the security of the whole clinic (decision 066). */
export const viewerOf = ({ role, personId }: Pick<SessionView, 'role' | 'personId'>): PersonId | null =>
  may(role, 'security.manage') ? null : personId

export async function list(ctx: Context, session: SessionView): Promise<Answer<typeof listStaff>> {
  const viewer = viewerOf(session)
  const { members, pending, places } = await read(ctx, async (tx) => ({
    members: await listMembers(tx, ctx, { viewer }),
    pending: await listPending(tx, ctx, viewer),
    places: await listOpenPlaces(tx, ctx),
  }))
  return {
    people: members.map((row) => ({ ...standingOf(row, session.zone), placeIds: row.place_ids })),
    pending: pending.map((row) => ({
      invitationId: row.id,
      name: row.name,
      address: row.address,
      role: row.role,
      outsider: row.outsider,
      accessEndsOn: row.access_ends_at && lastDayOf(row.access_ends_at, session.zone),
      placeIds: row.location_ids,
      sentAt: row.sent_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      over: row.ends_at <= ctx.now,
      by: row.by,
      revision: row.revision,
    })),
    places,
  }
}

/** Throws `staff.person_not_found`, recorded: also for somebody of another clinic, or of other places than theirs. */
export async function person(
  ctx: Context,
  session: SessionView,
  personId: PersonId,
): Promise<Answer<typeof getStaffPerson>> {
  const found = await read(ctx, (tx) => profileOf(tx, ctx, personId, viewerOf(session), session.zone))
  if (!found) {
    return refuse(ctx, staffProblem('staff.person_not_found'), {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      target: { type: 'person', id: personId },
      personal: { route: 'GET /api/staff/people/:personId', reason: 'staff.person_not_found' },
    })
  }
  const { row, profile } = found
  const self = personId === session.personId
  return {
    ...profile,
    mayEdit: row.state === 'active' && (self || outranks(session.role, row.role)),
    mayMark: row.state === 'active' && !self && row.role !== 'OWNER' && outranks(session.role, row.role),
    proofs: may(session.role, 'security.manage') ? proofsOf(row) : null,
  }
}

/** One's own. */
export async function mine(ctx: Context, session: SessionView): Promise<Answer<typeof getMyProfile>> {
  const found = await read(ctx, (tx) => profileOf(tx, ctx, session.personId, null, session.zone))
  if (!found) throw staffProblem('staff.person_not_found')
  return found.profile
}

async function profileOf(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
  viewer: PersonId | null,
  zone: string,
): Promise<{ row: MemberRow; profile: Answer<typeof getMyProfile> } | undefined> {
  const [row] = await listMembers(tx, ctx, { viewer, only: personId })
  if (!row) return undefined
  const places = await listOpenPlaces(tx, ctx)
  const roles = await listRoleChanges(tx, ctx, personId)
  return {
    row,
    profile: {
      ...standingOf(row, zone),
      roleSince: row.role_since.toISOString(),
      roles: roles.map(changeOf),
      ended: endOf(row),
      manager:
        row.manager_id && row.manager_name ? { personId: row.manager_id, name: row.manager_name } : null,
      places: places.filter(({ placeId }) => row.place_ids.includes(placeId)),
      revision: row.revision,
    },
  }
}

function standingOf(row: MemberRow, zone: string) {
  return {
    personId: row.person_id,
    name: row.name,
    address: row.address,
    role: row.role,
    state: row.state,
    secondStep: secondStepOf(row),
    lastSignInOn: row.signed_in_at && dayOf(row.signed_in_at, zone),
    joinedAt: row.joined_at.toISOString(),
    endedAt: (row.left_at ?? row.disabled_at)?.toISOString() ?? null,
    accessEndsOn: row.access_ends_at && lastDayOf(row.access_ends_at, zone),
    outsider: row.outsider,
  }
}

function secondStepOf(row: MemberRow): 'has' | 'none' | 'renew' | null {
  if (row.state !== 'active') return null
  if (row.renew_factor_since) return 'renew'
  return row.has_totp || (row.passkeys ?? 0) > 0 ? 'has' : 'none'
}

const changeOf = (change: RoleChangeRow) => ({
  from: change.from_role,
  to: change.to_role,
  reason: change.reason,
  by: change.by,
  at: change.changed_at.toISOString(),
})

function endOf(row: MemberRow) {
  const at = row.left_at ?? row.disabled_at
  if (row.state === 'active' || !at) return null
  return {
    at: at.toISOString(),
    how: row.disabled_how,
    by: row.disabled_by_name,
    reason: row.disabled_reason,
  }
}

/** What somebody proves themselves with, counted, never shown. */
const proofsOf = (row: MemberRow) => ({
  app: row.has_totp ?? false,
  passkeys: row.passkeys ?? 0,
  backupCodes: row.backup_codes ?? 0,
  lastSignIn: row.signed_in_at && {
    at: row.signed_in_at.toISOString(),
    how: row.by_passkey
      ? ('passkey' as const)
      : row.by_code
        ? ('two_factors' as const)
        : ('password' as const),
  },
})
