import type { Feature } from '../../server/feature.ts'
import { sharedComputerActions, sharedComputerProblem } from './contract.ts'
import { draftProblem } from './draft-contract.ts'
import { sweep } from './drafts.ts'
import { lockActions, lockProblem } from './lock-contract.ts'
import { lockRoutes } from './lock-routes.ts'
import { knownDeviceActions, knownDeviceProblem } from './devices-contract.ts'
import { sharedComputerRoutes } from './routes.ts'
import { pinGrants } from './grants.ts'
import { sharedComputersLeaving } from './leaving.ts'

export const sharedComputers: Feature = {
  name: 'shared-computers',
  routes: [...sharedComputerRoutes, ...lockRoutes],
  actions: [...sharedComputerActions, ...knownDeviceActions, ...lockActions],
  problems: {
    codes: {
      ...sharedComputerProblem.codes,
      ...knownDeviceProblem.codes,
      ...lockProblem.codes,
      ...draftProblem.codes,
    },
  },
  daily: sweep,
  leaving: sharedComputersLeaving,
  grants: [pinGrants],
}
