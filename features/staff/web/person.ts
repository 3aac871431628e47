/** One person, as their page and My profile have them. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { getMyProfile, getStaffPerson } from '../roster-contract.ts'

export type Profile = Answer<typeof getMyProfile>
export type StaffMember = Answer<typeof getStaffPerson>
export type Proofs = NonNullable<Answer<typeof getStaffPerson>['proofs']>
