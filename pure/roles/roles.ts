/**
 * The roles of a clinic, the highest first, and what each may do. One role per person and clinic.
 * No permission stands here before an endpoint asks for it.
 */

export const ROLES = [
  'OWNER',
  'ADMIN',
  'HR_MANAGER',
  'DENTIST',
  'HYGIENIST',
  'THERAPIST',
  'NURSE',
  'RECEPTIONIST',
  'BILLING_STAFF',
  'STAFF',
  'VIEWER',
] as const

export type Role = (typeof ROLES)[number]

/** Not of the team: what they are here for. They are asked for an end date. */
export const OUTSIDERS = ['it', 'locum', 'accountant', 'other'] as const

export type Outsider = (typeof OUTSIDERS)[number]

/** How somebody's access ended. */
export const ENDED_HOW = ['hand', 'end_date', 'leaver', 'review'] as const

/** What somebody may do to a colleague follows from these (facts: ranks). */
const RANKS: Readonly<Record<Role, number>> = {
  OWNER: 100,
  ADMIN: 90,
  HR_MANAGER: 75,
  DENTIST: 70,
  HYGIENIST: 65,
  THERAPIST: 60,
  NURSE: 55,
  RECEPTIONIST: 50,
  BILLING_STAFF: 45,
  STAFF: 30,
  VIEWER: 10,
}

/** Whether one may act on the other: a rank strictly above theirs; Owners also on Owners. Never says that they are two people. */
export function outranks(actor: Role, other: Role): boolean {
  return RANKS[actor] > RANKS[other] || (actor === 'OWNER' && other === 'OWNER')
}

const SECURITY: readonly Role[] = ['OWNER', 'ADMIN']

/** Who holds which permission. `profile.own` is everybody's. */
export const PERMISSIONS = {
  'profile.own': ROLES,
  'checklist.read': ROLES,
  /** All ten steps, the number, and names; everybody else is shown their own part. */
  'checklist.all': ['OWNER', 'ADMIN', 'HR_MANAGER'],
  'checklist.state': ['OWNER'],
  'audit.read': SECURITY,
  'devices.manage': SECURITY,
  /** Rules of sign-in, grace, resets, networks, sessions of others. */
  'security.manage': SECURITY,
  'sign_in_times.read': ['OWNER'],
  /** Who belongs to the clinic, as what: list, invitations, roles, the end of access, reviews, what people know and have. */
  'staff.manage': ['OWNER', 'ADMIN', 'HR_MANAGER'],
  /** The clinic's places, and who works where. */
  'locations.manage': SECURITY,
  /** Owners and Admins made and unmade, ownership handed over. */
  'owners.make': ['OWNER'],
  'mail.manage': SECURITY,
  'installation.read': SECURITY,
  'plan.read': ROLES,
  'plan.answer': SECURITY,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whether a role holds a permission. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role)
}
