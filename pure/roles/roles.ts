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
  /** Files behind what is stated: put in by these; read by who may read what they belong to, which some of those may. */
  'files.add': SECURITY,
  'files.read': ['OWNER', 'ADMIN', 'HR_MANAGER'],
  /** What is stated besides the ten steps. */
  'beyond.read': ['OWNER', 'ADMIN', 'HR_MANAGER'],
  'beyond.state': SECURITY,
  /** Something looks wrong: said by everybody, looked at by these. */
  'concerns.report': ROLES,
  'concerns.manage': SECURITY,
  'audit.read': SECURITY,
  /** How long the log is kept, what is held, what is erased of somebody. */
  'keeping.manage': ['OWNER'],
  'devices.manage': SECURITY,
  /** Rules of sign-in, grace, resets, networks, sessions of others. */
  'security.manage': SECURITY,
  'sign_in_times.read': ['OWNER'],
  /** Who belongs to the clinic, as what: list, invitations, roles, the end of access, reviews, what people know and have. */
  'staff.manage': ['OWNER', 'ADMIN', 'HR_MANAGER'],
  /** What is due, to whom it is told, and what waits with a reason. */
  'reminders.manage': ['OWNER', 'ADMIN', 'HR_MANAGER'],
  /** The clinic's places, and who works where. */
  'locations.manage': SECURITY,
  /** Owners and Admins made and unmade, ownership handed over. */
  'owners.make': ['OWNER'],
  'mail.manage': SECURITY,
  'installation.read': SECURITY,
  /** Shared computers as things: name, place, when they were used; nobody's name. */
  'devices.read': SECURITY,
  'plan.read': ROLES,
  'plan.answer': SECURITY,
  /** Proof folders, the insurer's answers, links for readers outside. */
  'proof.manage': SECURITY,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whether a role holds a permission. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role)
}

/** Somebody as permissions are asked of them. */
export interface Standing {
  role: Role
  outsider: Outsider | null
}

/**
 * All that is open to an outside IT person, whatever their role: their own account and tasks, devices, the health of the
 * installation; nothing of patients, staff, log, alerts or lessons (facts: people and roles). What is not here is shut.
 */
const OUTSIDE_IT: ReadonlySet<Permission> = new Set([
  'profile.own',
  'checklist.read',
  'concerns.report',
  'devices.read',
  'installation.read',
])

/** Whether somebody holds a permission: their role's, unless they are from outside IT. */
export function holds({ role, outsider }: Standing, permission: Permission): boolean {
  return outsider === 'it' ? OUTSIDE_IT.has(permission) : may(role, permission)
}

/** The role whose rights somebody has: every rule that asks a role alone sees outside IT as the lowest. */
export const effectiveRole = ({ role, outsider }: Standing): Role => (outsider === 'it' ? 'VIEWER' : role)
