/** Whether somebody may be invited as what: the same for one of them and for each row of a table. */
import { isSharedAddress } from '../../pure/addresses/shared-address.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import { dayAfter } from '../../pure/days/days.ts'
import { may, type Outsider, outranks, type Role } from '../../pure/roles/roles.ts'
import type { RowFault } from './invitations-contract.ts'

export interface Invitee {
  name: string
  address: string
  role: Role
  outsider?: Outsider | undefined
  /** The last day, in the clinic's zone. */
  accessEndsOn?: string | undefined
  managerId?: string | undefined
  locationIds?: readonly string[] | undefined
}

/** What an invitation is judged by, as it is when it is written. */
export interface Around {
  /** Of whoever invites. */
  role: Role
  /** The clinic's day. */
  today: string
  /** Who of this clinic has these addresses, folded. Of no other clinic: that is nobody's to know. */
  members: ReadonlyMap<string, 'invited' | 'active' | 'disabled' | 'left'>
  /** Addresses, folded, with an invitation that was neither accepted nor cancelled. */
  waiting: ReadonlySet<string>
  /** Addresses, folded, that got as many mails within a day as one may. */
  often: ReadonlySet<string>
}

/** A slip of the year is found. */
const LONGEST_DAYS = 5 * 366

/** What outside IT sees, a practice manager does not: whoever lets them in holds it (facts: people and roles). */
export const mayAppoint = (role: Role, outsider: Outsider | null | undefined): boolean =>
  outsider !== 'it' || may(role, 'security.manage')

/** Everything that speaks against it; empty: nothing does. Whoever left is invited like somebody new. */
export function faultsOf(invitee: Invitee, around: Around): RowFault[] {
  const { role, address, outsider, accessEndsOn: last } = invitee
  const folded = foldAddress(address)
  const state = around.members.get(folded)
  const faults: (RowFault | false | undefined)[] = [
    // Only Owners make Admins and Owners; nobody invites to a rank of their own.
    !outranks(around.role, role) && 'rank_too_low',
    !mayAppoint(around.role, outsider) && 'it_by_admins',
    // Whoever reads that mailbox would get in, and get the link for a new password.
    (role === 'OWNER' || role === 'ADMIN') && isSharedAddress(address) && 'shared_address',
    state === 'active' && 'works_here',
    state === 'disabled' && 'disabled_here',
    around.waiting.has(folded) && 'waiting_already',
    around.often.has(folded) && 'address_too_often',
    last !== undefined && role === 'OWNER' && 'owner_has_no_end',
    // From outside IT an Owner would hold none of an Owner's rights.
    outsider !== undefined && role === 'OWNER' && 'owner_not_outsider',
    last !== undefined &&
      (last < around.today || last > dayAfter(around.today, LONGEST_DAYS)) &&
      'end_date_past',
  ]
  return faults.filter((fault) => fault !== false && fault !== undefined)
}
