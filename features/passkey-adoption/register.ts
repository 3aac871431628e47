import type { Feature } from '../../server/feature.ts'
import { keepDay } from './adoption.ts'
import { adoptionActions } from './contract.ts'
import { adoptionEvidence, ownPasskey } from './evidence.ts'
import { adoptionRoutes } from './routes.ts'

export const passkeyAdoption: Feature = {
  name: 'passkey-adoption',
  routes: adoptionRoutes,
  actions: adoptionActions,
  evidence: adoptionEvidence,
  acts: ownPasskey,
  daily: keepDay,
}
