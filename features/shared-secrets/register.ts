import type { Feature } from '../../server/feature.ts'
import { sharedSecretsCadences } from './cadences.ts'
import { sharedSecretsActions, sharedSecretsProblem } from './contract.ts'
import { sharedSecretsLeaving } from './leaving.ts'
import { sharedSecretsRoutes } from './routes.ts'

export const sharedSecrets: Feature = {
  name: 'shared-secrets',
  routes: sharedSecretsRoutes,
  actions: sharedSecretsActions,
  problems: sharedSecretsProblem,
  leaving: sharedSecretsLeaving,
  cadences: sharedSecretsCadences,
}
