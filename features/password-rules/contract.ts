/** What the clinic asks of new passwords, and what each person says once a year of how they keep theirs. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { HISTORY, MIN_LENGTH } from '../../pure/password/rules.ts'

export const passwordRulesProblem = problems({
  'password_rules.changed_meanwhile': 409,
  /** Below 15 while a password may be the only factor. */
  'password_rules.two_factors_first': 422,
})

export const passwordRulesActions = [
  'password_rules.changed',
  'password_statement.made',
  'password_statement.withdrawn',
] as const

const whole = (least: number, most: number, error: string) =>
  z.number({ error }).int({ error }).min(least, { error }).max(most, { error })

const asked = {
  /** Null: what the other rules make of it, 15 or 12. */
  minLength: whole(MIN_LENGTH.withTwo.least, MIN_LENGTH.most, 'password_length').nullable(),
  classes: z.strictObject({ mixedCase: z.boolean(), digit: z.boolean(), symbol: z.boolean() }),
  history: whole(HISTORY.least, HISTORY.most, 'password_history'),
  rangeService: z.boolean(),
}

export const getPasswordRules = endpoint({
  method: 'GET',
  url: '/api/security/password-rules',
  summary: 'What the clinic asks of new passwords, and which lists of stolen ones they are compared with.',
  response: z.object({
    ...asked,
    revision: z.number(),
    /** What holds now, by all rules together. */
    minLengthNow: z.number(),
    /** Everybody is asked for two factors and the date is over: then 8 is the least, else 15. */
    twoFactorsHold: z.boolean(),
    maxLength: z.number(),
    /** The offline list: none, fine, or cannot be used. */
    file: z.enum(['none', 'fine', 'faulty']),
  }),
})

export const savePasswordRules = endpoint({
  method: 'PUT',
  url: '/api/security/password-rules',
  summary: 'Sets them; they hold for new passwords, nobody has to change theirs now.',
  body: z.strictObject({ ...asked, revision: z.number().int().min(0) }),
  response: nothing,
})

export const getPasswordStatement = endpoint({
  method: 'GET',
  url: '/api/profile/password-statement',
  summary: 'When this person last said that they use a password manager and no password twice.',
  response: z.object({ statedAt: z.iso.datetime().nullable(), due: z.boolean() }),
})

export const makePasswordStatement = endpoint({
  method: 'PUT',
  url: '/api/profile/password-statement',
  summary: '“I use a password manager and no password twice”: holds for a year.',
  response: nothing,
})

export const withdrawPasswordStatement = endpoint({
  method: 'DELETE',
  url: '/api/profile/password-statement',
  summary: 'Takes it back.',
  response: nothing,
})
