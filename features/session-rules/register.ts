import type { Feature } from '../../server/feature.ts'
import { sessionRulesActions, sessionRulesProblem } from './contract.ts'
import { askWhetherShared, sessionRulesEvidence } from './evidence.ts'
import { networksActions, networksProblem } from './networks-contract.ts'
import { sessionRulesRoutes } from './routes.ts'

export const sessionRules: Feature = {
  name: 'session-rules',
  routes: sessionRulesRoutes,
  actions: [...sessionRulesActions, ...networksActions],
  signedAtOnce: ['session_rules.changed', 'networks.changed'],
  problems: { codes: { ...sessionRulesProblem.codes, ...networksProblem.codes } },
  evidence: sessionRulesEvidence,
  acts: askWhetherShared,
}
