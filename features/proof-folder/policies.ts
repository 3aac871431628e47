/** Which acts of the log are changes of the clinic's rules, for the history that the folder shows. */

export const POLICY_ACTIONS = [
  'security.two_factor_rule_changed',
  'password_rules.changed',
  'session_rules.changed',
  'networks.changed',
  'network.break_glass_opened',
  'shared_computer.question_answered',
  'mail_server.changed',
  'mail_server.removed',
  'leaver_list.changed',
  'plan.answered',
  'grace.given',
  'checklist.step_stated',
  'checklist.statement_withdrawn',
  'checklist.exception_signed',
  'checklist.exception_withdrawn',
] as const

/**
 * Those whose before and after are shown: rules, and what was signed. Never network addresses, numbers of telephones or
 * anybody's reason for a grace: whoever reads the folder has no use for them, a thief has.
 */
export const SHOWN_CHANGES: ReadonlySet<string> = new Set([
  'security.two_factor_rule_changed',
  'password_rules.changed',
  'session_rules.changed',
  'checklist.step_stated',
  'checklist.statement_withdrawn',
  'checklist.exception_signed',
  'checklist.exception_withdrawn',
])
