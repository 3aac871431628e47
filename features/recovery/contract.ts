/** The ways back in: an Owner who lost everything, a forgotten password, and "this wasn't me". */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { emailAddress, id, nothing, secretText } from '../../pure/contract/fields.ts'
import { passwordRules } from '../../pure/contract/password-rules.ts'
import { problems } from '../../pure/contract/problem.ts'
import { MAX_PASSWORD_LENGTH } from '../../pure/password/length.ts'

/** Their names begin with `identity`: the log has them as reasons. */
export const recoveryProblem = problems({
  /** Never made, used, over, replaced by a newer one, or its person is no Owner any more: one answer for all. */
  'identity.recovery_link_over': 410,
  /** The same of a link from Forgot password: its person is active nowhere, or the password was changed otherwise. */
  'identity.forgot_link_over': 410,
  /** Used, older than thirty days, or another of the same person was used since: one answer for all. */
  'identity.not_me_over': 410,
})

export const recoveryActions = [
  'auth.not_me',
  'auth.not_me_refused',
  'owner.recovery_link_made',
  'auth.recovery_refused',
  'auth.recovered',
  'password.reset_link_made',
  'password.reset_refused',
  'password.reset',
] as const

const instant = z.iso.datetime()
const linkToken = secretText(200)
/** Whom a link that sets a new password is for, and what is asked of the password. */
const holder = {
  name: z.string(),
  address: z.string(),
  clinics: z.array(z.string()),
  endsAt: instant,
  passwordRules,
}

/** Consumes nothing: whoever looks at links before a person does (scanners of mail, previews) changes nothing by it. */
export const openRecovery = endpoint({
  method: 'POST',
  url: '/api/recovery/open',
  summary: 'Whom a recovery link is for, and what using it will do.',
  body: z.strictObject({ token: linkToken }),
  response: z.object({
    ...holder,
    /** What will be removed. */
    removes: z.object({ app: z.boolean(), passkeys: z.number(), backupCodes: z.number() }),
  }),
})

export const finishRecovery = endpoint({
  method: 'POST',
  url: '/api/recovery/finish',
  summary:
    'Uses a recovery link up: a new password, no second factor any more, all sessions ended, one begun here.',
  body: z.strictObject({ token: linkToken, password: secretText(MAX_PASSWORD_LENGTH) }),
  response: z.object({ sessionsEnded: z.number() }),
})

/** Nothing in the answer, its headers or its time tells whether anybody has that address: a job looks. */
export const askForLink = endpoint({
  method: 'POST',
  url: '/api/forgot',
  summary:
    'Forgot password: mails a link to the person with this address, if there is one. The same answer to all.',
  body: z.strictObject({ email: emailAddress }),
  response: nothing,
})

export const getForgotWays = endpoint({
  method: 'GET',
  url: '/api/forgot',
  summary: 'Whether Enamel sends mail here at all: else the page says who can help.',
  response: z.object({ mailGoes: z.boolean() }),
})

/** Consumes nothing, as `openRecovery`. */
export const openForgot = endpoint({
  method: 'POST',
  url: '/api/forgot/open',
  summary: 'Whom a link for a new password is for.',
  body: z.strictObject({ token: linkToken }),
  response: z.object({
    ...holder,
    /** Signing in asks for it afterwards, as ever. */
    hasSecondStep: z.boolean(),
  }),
})

/** Never past the second factor (ASVS 6.4.3): nobody is signed in by it. */
export const finishForgot = endpoint({
  method: 'POST',
  url: '/api/forgot/finish',
  summary:
    'Uses the link up: a new password, all sessions ended. Signing in comes afterwards, second step and all.',
  body: z.strictObject({ token: linkToken, password: secretText(MAX_PASSWORD_LENGTH) }),
  response: z.object({ sessionsEnded: z.number() }),
})

/** What "this wasn't me" did; the same by a link and at a session. */
const undone = z.object({
  sessionsEnded: z.number(),
  /** What the notice was about and is gone now. */
  removed: z.enum(['app', 'passkey', 'backup_codes']).nullable(),
  /** The factor of the notice is the only one, and too old to be taken away by a mail alone. */
  kept: z.boolean(),
  /** Setting up a factor wants an Owner or Admin beside the person. */
  needsColleague: z.boolean(),
  /** Whether mail goes at all: else a colleague shows the link. */
  mailGoes: z.boolean(),
})

/** Consumes nothing: whoever looks at links before a person does changes nothing by it. */
export const openNotMe = endpoint({
  method: 'POST',
  url: '/api/not-me/open',
  summary: 'What a notice was about, and whom it was sent to.',
  body: z.strictObject({ token: linkToken }),
  response: z.object({
    name: z.string(),
    clinics: z.array(z.string()),
    /** Words of the notice, such as `new_device` or `passkey_added`. */
    kinds: z.array(z.string()),
    toldAt: instant,
    endsAt: instant,
  }),
})

export const finishNotMe = endpoint({
  method: 'POST',
  url: '/api/not-me/finish',
  summary:
    '“This wasn’t me”: ends every session, forgets every known browser, closes the password, mails a link for a new one, tells the Owners. Signs nobody in.',
  body: z.strictObject({ token: linkToken }),
  response: undone,
})

export const sayNotMe = endpoint({
  method: 'POST',
  url: '/api/profile/not-me',
  summary: 'The same, said at one of the sessions on one’s own list.',
  body: z.strictObject({ sessionId: id }),
  response: undone,
})
