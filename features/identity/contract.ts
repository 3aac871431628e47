/**
 * Who somebody is: password, authenticator app, backup codes, and the proof asked again before changing them.
 * Passkeys: `passkey-contract.ts`.
 */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { digits, emailAddress, id, nothing, secretText } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { passwordRules } from '../../pure/contract/password-rules.ts'
import { MAX_PASSWORD_LENGTH } from '../../pure/password/length.ts'

export const identityProblem = problems({
  /** Wrong password, unknown address, disabled or locked account: one answer for all. */
  'identity.not_matching': 401,
  'identity.slowed': 429,
  'identity.wrong_code': 422,
  'identity.code_used': 422,
  /** Too many wrong codes: the half sign-in is over. */
  'identity.start_again': 401,
  /** `fields` name the reasons, `password.<reason>` in the catalogue. */
  'identity.password_refused': 422,
  'identity.password_used_before': 422,
  'identity.wrong_password': 422,
  /** Right, but on a list of stolen ones, and there is no second step to prove who typed it. */
  'identity.password_known': 422,
  'identity.challenge_over': 409,
  'identity.totp_exists': 409,
  'identity.totp_missing': 409,
  'identity.totp_required': 409,
  'identity.codes_missing': 409,
  /** Backup codes stand in for a second factor: there is none yet. */
  'identity.factor_missing': 409,
  /** Whatever was wrong with a passkey at sign-in, also that nobody knows it: one answer for all. */
  'identity.passkey_not_matching': 401,
  /** What the browser sent is no passkey made or used here just now. */
  'identity.passkey_refused': 422,
  'identity.passkey_exists': 409,
  'identity.passkey_not_found': 404,
  'identity.passkeys_full': 409,
  /** Enamel is reached by a number: passkeys need a name (WebAuthn L3 §5.1.2: an RP ID is a domain). */
  'identity.passkey_no_name': 409,
  /** On a shared computer: this one would stay on it. */
  'identity.passkey_stays_here': 422,
  /** A browser makes one of itself right after a password sign-in on a computer of one's own, and at no other time. */
  'identity.passkey_not_now': 409,
  'identity.last_way': 409,
  'identity.second_factor_required': 409,
  /** The clinic asks this person's role for a passkey: the last one stays. */
  'identity.passkey_required': 409,
  /** After the date, or after a reset: a password alone sets nothing up. */
  'identity.vouch_needed': 403,
  /** A passkey is asked for and there is one: no code stands in for it. */
  'identity.passkey_needed': 403,
})

export const identityActions = [
  'auth.signin.ok',
  'auth.signin.fail',
  'auth.signin.unusual',
  'auth.way_closed',
  'auth.2fa.challenge',
  'auth.2fa.deny',
  'auth.2fa.factor_added',
  'auth.2fa.enrolled',
  'auth.2fa.disabled',
  'auth.confirmed',
  'auth.confirm_failed',
  'password.set',
  'password.changed',
  'backup_codes.made',
  'backup_codes.confirmed',
  'backup_code.used',
  'auth.passkey.counter_dropped',
  'passkey.renamed',
  'passkey.kept_by_browser',
  'passkeys.left_behind',
  'password.found_known',
  'password.lists_failed',
] as const

const instant = z.iso.datetime()
/** Where the browser goes next. */
const next = z.object({ next: z.enum(['home', 'second_factor', 'clinic']) })
const backupCode = secretText(64)

export const signInWithPassword = endpoint({
  method: 'POST',
  url: '/api/sign-in/password',
  summary: 'The first step of signing in. Same answer and time for unknown, disabled and locked accounts.',
  body: z.strictObject({ email: emailAddress, password: secretText(MAX_PASSWORD_LENGTH) }),
  response: next,
})

export const signInWithCode = endpoint({
  method: 'POST',
  url: '/api/sign-in/code',
  summary: 'The second step: six digits of the authenticator app.',
  body: z.strictObject({ code: digits(6) }),
  response: next,
})

export const signInWithBackupCode = endpoint({
  method: 'POST',
  url: '/api/sign-in/backup-code',
  summary: 'The second step with a backup code, used up by it.',
  body: z.strictObject({ code: backupCode }),
  response: next.extend({ codesLeft: z.number() }),
})

/** Holds for ten minutes, in this session only. `code` or `backupCode` where an authenticator app is set up. */
export const confirmItsYou = endpoint({
  method: 'POST',
  url: '/api/confirm',
  summary: 'Confirm it’s you: full proof again, before factors and other sensitive things are changed.',
  body: z.strictObject({
    password: secretText(MAX_PASSWORD_LENGTH),
    code: digits(6).optional(),
    backupCode: backupCode.optional(),
  }),
  response: z.object({ confirmedUntil: instant }),
})

export const getSecurity = endpoint({
  method: 'GET',
  url: '/api/profile/security',
  summary: 'What this person proves themselves with.',
  response: z.object({
    passwordChangedAt: instant.nullable(),
    passwordRules,
    totp: z.object({ addedAt: instant, lastUsedAt: instant.nullable() }).nullable(),
    backupCodes: z
      .object({ madeAt: instant, confirmedAt: instant.nullable(), left: z.number(), of: z.number() })
      .nullable(),
    /** `required`: the authenticator app cannot be removed. */
    twoFactor: z.enum(['optional', 'recommended', 'required']),
  }),
})

export const changePassword = endpoint({
  method: 'POST',
  url: '/api/profile/password',
  summary: 'Sets a new password and ends all other sessions.',
  body: z.strictObject({ password: secretText(MAX_PASSWORD_LENGTH) }),
  response: z.object({ sessionsEnded: z.number() }),
})

export const beginTotp = endpoint({
  method: 'POST',
  url: '/api/profile/totp/begin',
  summary: 'A new secret for an authenticator app, waiting for its first code.',
  response: z.object({
    challengeId: z.string(),
    /** Base32, to type by hand. */
    secret: z.string(),
    /** otpauth:// address, to show as a QR code. */
    uri: z.string(),
    endsAt: instant,
  }),
})

export const confirmTotp = endpoint({
  method: 'POST',
  url: '/api/profile/totp/confirm',
  summary: 'Sets up the authenticator app by its first code.',
  body: z.strictObject({ challengeId: id, code: digits(6) }),
  response: nothing,
})

export const removeTotp = endpoint({
  method: 'DELETE',
  url: '/api/profile/totp',
  summary:
    'Removes the authenticator app and its backup codes, where the clinic does not require a second factor.',
  response: nothing,
})

/** Ten codes of 78 bits, shown this once; earlier ones stop working. */
export const makeBackupCodes = endpoint({
  method: 'POST',
  url: '/api/profile/backup-codes',
  summary: 'Ten new backup codes, shown once.',
  response: z.object({ codes: z.array(z.string()) }),
})

export const confirmBackupCodes = endpoint({
  method: 'POST',
  url: '/api/profile/backup-codes/confirm',
  summary: 'Proves that the codes were saved, by typing one back; this does not use it up.',
  body: z.strictObject({ code: backupCode }),
  response: nothing,
})
