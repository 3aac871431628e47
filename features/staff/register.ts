import type { Feature } from '../../server/feature.ts'
import { actsActions, actsProblem } from './acts-contract.ts'
import { ENDS, ENDS_SOON } from './acts-queries.ts'
import { actsRoutes } from './acts-routes.ts'
import { staffCadences } from './cadences.ts'
import { staffActions, staffProblem } from './contract.ts'
import { endAtDate, warnBeforeDate } from './end-of-time.ts'
import { loneOwnerActions, loneOwnerProblem } from './lone-owner-contract.ts'
import { handoverActions, handoverProblem } from './handover-contract.ts'
import { leaving } from './leaving.ts'
import { linkGrants } from './link-grants.ts'
import { invitationActions, invitationProblem } from './invitations-contract.ts'
import { invitationGrants } from './invitations-leaving.ts'
import { invitationRoutes } from './invitations-routes.ts'
import { joinActions, joinProblem } from './join-contract.ts'
import { ownActs } from './own-acts.ts'
import { placesActions, placesProblem } from './places-contract.ts'
import { rosterActions, rosterProblem } from './roster-contract.ts'
import { rosterRoutes } from './roster-routes.ts'
import { staffRoutes } from './routes.ts'

export const staff: Feature = {
  name: 'staff',
  routes: [...staffRoutes, ...rosterRoutes, ...actsRoutes, ...invitationRoutes],
  actions: [
    ...staffActions,
    ...rosterActions,
    ...placesActions,
    ...actsActions,
    ...handoverActions,
    ...loneOwnerActions,
    ...invitationActions,
    ...joinActions,
  ],
  signedAtOnce: [
    'staff.role_changed',
    'staff.disabled',
    'staff.enabled',
    'staff.left',
    'ownership.handed_over',
  ],
  problems: {
    codes: {
      ...staffProblem.codes,
      ...rosterProblem.codes,
      ...placesProblem.codes,
      ...actsProblem.codes,
      ...handoverProblem.codes,
      ...invitationProblem.codes,
      ...joinProblem.codes,
      ...loneOwnerProblem.codes,
    },
  },
  due: { [ENDS]: endAtDate, [ENDS_SOON]: warnBeforeDate },
  acts: ownActs,
  grants: [linkGrants, invitationGrants],
  cadences: staffCadences,
  leaving,
}
