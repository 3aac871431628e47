/**
 * Everything that is done to a colleague, or for a role, under the rules of rank (facts.md). A feature that lets somebody act
 * on people adds its acts here; test/ranks.test.ts tries each of them with every role on every role.
 */
import {
  deletePerson,
  disablePerson,
  enablePerson,
  getActs,
  setEndDate,
  setRole,
} from '../../features/staff/acts-contract.ts'
import { offerOwnership } from '../../features/staff/handover-contract.ts'
import { startRun } from '../../features/leavers/contract.ts'
import { invite } from '../../features/staff/invitations-contract.ts'
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import type { Permission, Role } from '../../pure/roles/roles.ts'
import type { Prepared } from '../endpoints/scene.ts'

export interface RankAct {
  name: string
  /** What the table of permissions asks of whoever does it. */
  permission: Permission
  endpoint: Endpoint
  /** How the colleague stands before; D active. */
  state?: 'active' | 'disabled'
  /** The act names a role besides the colleague's own: tried with every one. */
  names?: boolean
  /** The role that is named is given: it must be below, too. */
  gives?: boolean
  /** About nobody here yet: the role alone decides. What refuses it then. */
  ofRole?: string
  /** Looks only: rank does not matter. */
  looks?: boolean
  sent: (colleague: { personId: string }, role: Role) => Prepared['sent']
}

const REASON = { reason: 'As agreed on Monday' }

export const RANK_ACTS: readonly RankAct[] = [
  {
    name: 'look at a person',
    permission: 'staff.manage',
    endpoint: getActs,
    looks: true,
    sent: (params) => ({ params }),
  },
  {
    name: 'change the role',
    permission: 'staff.manage',
    endpoint: setRole,
    names: true,
    gives: true,
    sent: (params, role) => ({ params, body: { role, ...REASON } }),
  },
  {
    name: 'disable',
    permission: 'staff.manage',
    endpoint: disablePerson,
    sent: (params) => ({ params, body: REASON }),
  },
  {
    name: 'enable',
    permission: 'staff.manage',
    endpoint: enablePerson,
    state: 'disabled',
    sent: (params) => ({ params, body: { ...REASON, endsOn: null } }),
  },
  {
    name: 'delete',
    permission: 'staff.manage',
    endpoint: deletePerson,
    state: 'disabled',
    sent: (params) => ({ params, body: REASON }),
  },
  {
    name: 'take the end date away',
    permission: 'staff.manage',
    endpoint: setEndDate,
    sent: (params) => ({ params, body: { ...REASON, endsOn: null } }),
  },
  {
    name: 'offer the ownership',
    permission: 'owners.make',
    endpoint: offerOwnership,
    sent: (params) => ({ params, body: { ...REASON, giverRole: 'ADMIN' } }),
  },
  {
    name: 'begin the leaving',
    permission: 'staff.manage',
    endpoint: startRun,
    sent: (params) => ({ params, body: { note: '' } }),
  },
  {
    name: 'invite',
    permission: 'staff.manage',
    endpoint: invite,
    ofRole: 'invitations.rank_too_low',
    sent: ({ personId }, role) => ({
      body: { name: 'Ngozi Quay', address: `${personId}@ranks.example`, role },
    }),
  },
]
