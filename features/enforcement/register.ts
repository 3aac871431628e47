import type { Feature } from '../../server/feature.ts'
import { enforcementActions, enforcementProblem } from './contract.ts'
import { enforcementEvidence, ownFactor } from './evidence.ts'
import { protectedActions, protectedProblem } from './protected-contract.ts'
import { enforcementRoutes } from './routes.ts'
import { REMIND, remind } from './service.ts'
import { enforcementLeaving } from './leaving.ts'

export const enforcement: Feature = {
  name: 'enforcement',
  routes: enforcementRoutes,
  actions: [...enforcementActions, ...protectedActions],
  signedAtOnce: ['security.two_factor_rule_changed', 'grace.given', 'auth.2fa.reset', 'protected.exported'],
  problems: { codes: { ...enforcementProblem.codes, ...protectedProblem.codes } },
  due: { [REMIND]: remind },
  evidence: enforcementEvidence,
  acts: ownFactor,
  leaving: enforcementLeaving,
}
