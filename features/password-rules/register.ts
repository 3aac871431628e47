import type { Feature } from '../../server/feature.ts'
import { passwordRulesCadences } from './cadences.ts'
import { passwordRulesActions, passwordRulesProblem } from './contract.ts'
import { ownWord, passwordRulesEvidence } from './evidence.ts'
import { passwordRulesRoutes } from './routes.ts'

export const passwordRules: Feature = {
  name: 'password-rules',
  routes: passwordRulesRoutes,
  actions: passwordRulesActions,
  signedAtOnce: ['password_rules.changed'],
  problems: { codes: passwordRulesProblem.codes },
  evidence: passwordRulesEvidence,
  acts: ownWord,
  cadences: passwordRulesCadences,
}
