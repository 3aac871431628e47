/** Who somebody is: password, passkeys, authenticator app, backup codes, and the proof asked again before changing them. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { digits, emailAddress, id, line, nothing, secretText } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const PASSWORD_MAX = 256

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
  'identity.last_way': 409,
  'identity.second_factor_required': 409,
  /** Never made, used, over, replaced by a newer one, or its person is no Owner any more: one answer for all. */
  'identity.recovery_link_over': 410,
})

export const identityActions = [
  'auth.signin.ok',
  'auth.signin.fail',
  'auth.2fa.challenge',
  'auth.2fa.deny',
  'auth.2fa.factor_added',
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
  'owner.recovery_link_made',
  'auth.recovery_refused',
  'auth.recovered',
] as const

const instant = z.iso.datetime()
/** Where the browser goes next. */
const next = z.object({ next: z.enum(['home', 'second_factor']) })
const backupCode = secretText(64)
const linkToken = secretText(200)
const passwordRules = z.object({
  minLength: z.number(),
  maxLength: z.number(),
  history: z.number(),
  ownWords: z.array(z.string()),
})

export const signInWithPassword = endpoint({
  method: 'POST',
  url: '/api/sign-in/password',
  summary: 'The first step of signing in. Same answer and time for unknown, disabled and locked accounts.',
  body: z.strictObject({ email: emailAddress, password: secretText(PASSWORD_MAX) }),
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
  response: z.object({ next: z.enum(['home', 'second_factor']), codesLeft: z.number() }),
})

/** Holds for ten minutes, in this session only. `code` or `backupCode` where an authenticator app is set up. */
export const confirmItsYou = endpoint({
  method: 'POST',
  url: '/api/confirm',
  summary: 'Confirm it’s you: full proof again, before factors and other sensitive things are changed.',
  body: z.strictObject({
    password: secretText(PASSWORD_MAX),
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
  body: z.strictObject({ password: secretText(PASSWORD_MAX) }),
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

// ── passkeys ─────────────────────────────────────────────────────────────────────────────────────────────

export const PASSKEYS_MAX = 20
/** COSE: Ed25519, ES256, RS256. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257] as const

/** Bytes in base64url without padding, as browsers give them (WebAuthn L3 §5.1: Base64URLString). */
const bytes = (max: number) =>
  z
    .string()
    .min(1, { error: 'not_empty' })
    .max(Math.ceil((max * 4) / 3), { error: `too_long:${Math.ceil((max * 4) / 3)}` })
    .regex(/^[A-Za-z0-9_-]+$/, { error: 'form' })

const credentialHead = {
  id: bytes(1023),
  rawId: bytes(1023),
  type: z.literal('public-key'),
  authenticatorAttachment: line(32).optional(),
  /** Read by nobody: we ask for no extension. */
  clientExtensionResults: z.looseObject({}).optional(),
}
const clientData = bytes(4096)
const transport = line(32)

/** AuthenticationResponseJSON. */
const assertion = z.strictObject({
  ...credentialHead,
  response: z.strictObject({
    clientDataJSON: clientData,
    authenticatorData: bytes(4096),
    signature: bytes(2048),
    userHandle: bytes(64).optional(),
  }),
})

/** RegistrationResponseJSON; the convenience fields after `transports` are taken from the attestation object instead. */
const registration = z.strictObject({
  ...credentialHead,
  response: z.strictObject({
    clientDataJSON: clientData,
    attestationObject: bytes(16_384),
    transports: z.array(transport).max(16).optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: bytes(4096).optional(),
    authenticatorData: bytes(4096).optional(),
  }),
})

const descriptor = z.object({
  type: z.literal('public-key'),
  id: z.string(),
  transports: z.array(z.string()),
})
const asked = {
  challenge: z.string(),
  /** Milliseconds. */
  timeout: z.number(),
}
const requestOptions = z.object({
  ...asked,
  rpId: z.string(),
  userVerification: z.literal('required'),
})

export const getPasskeyChallenge = endpoint({
  method: 'GET',
  url: '/api/sign-in/passkey',
  summary: 'Options for navigator.credentials.get(): the same for everybody, naming no credential.',
  response: z.object({ options: requestOptions }),
})

/** Instead of password and code, or as the second step after a password: the half sign-in is replaced. */
export const signInWithPasskey = endpoint({
  method: 'POST',
  url: '/api/sign-in/passkey',
  summary: 'Signs in with a passkey alone. Whatever is wrong, the answer is the same.',
  body: z.strictObject({ credential: assertion }),
  response: z.object({ next: z.enum(['home']) }),
})

export const listPasskeys = endpoint({
  method: 'GET',
  url: '/api/profile/passkeys',
  summary: 'The passkeys of this person.',
  response: z.object({
    rpId: z.string(),
    reachedAs: z.enum(['name', 'localhost', 'number']),
    /** Base64url, for the browser’s signal methods; null before the first passkey. */
    userHandle: z.string().nullable(),
    /** Whether the only passkey that works here could be removed, and why not; with several, any one can. */
    canRemove: z.enum(['yes', 'last_way', 'second_factor_required']),
    passkeys: z.array(
      z.object({
        id: z.string(),
        /** Base64url. */
        credentialId: z.string(),
        /** The person’s own, else the provider’s, else a neutral one. */
        name: z.string(),
        provider: z.string().nullable(),
        /** Whether the person gave it its name. */
        named: z.boolean(),
        addedAt: instant,
        lastUsedAt: instant.nullable(),
        backedUp: z.boolean(),
        /** It proved this session. */
        thisSession: z.boolean(),
        /** False: made under another address of Enamel, it cannot be used here. */
        works: z.boolean(),
      }),
    ),
  }),
})

export const beginPasskey = endpoint({
  method: 'POST',
  url: '/api/profile/passkeys/begin',
  summary: 'Options for navigator.credentials.create().',
  response: z.object({
    options: z.object({
      ...asked,
      rp: z.object({ id: z.string(), name: z.string() }),
      user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
      pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
      excludeCredentials: z.array(descriptor),
      authenticatorSelection: z.object({
        residentKey: z.literal('required'),
        requireResidentKey: z.literal(true),
        userVerification: z.literal('required'),
      }),
      attestation: z.literal('none'),
    }),
  }),
})

export const addPasskey = endpoint({
  method: 'POST',
  url: '/api/profile/passkeys',
  summary: 'Keeps a passkey that the browser made just now.',
  body: z.strictObject({ credential: registration }),
  response: z.object({ id: z.string(), name: z.string() }),
})

const whichPasskey = z.strictObject({ passkeyId: id })

/** Null: the provider’s name again. */
export const renamePasskey = endpoint({
  method: 'PATCH',
  url: '/api/profile/passkeys/:passkeyId',
  summary: 'Gives a passkey a name of the person’s own.',
  params: whichPasskey,
  body: z.strictObject({ name: line(60).nullable() }),
  response: nothing,
})

export const removePasskey = endpoint({
  method: 'DELETE',
  url: '/api/profile/passkeys/:passkeyId',
  summary: 'Removes a passkey, at once, and ends the other sessions that it proved.',
  params: whichPasskey,
  response: z.object({ sessionsEnded: z.number() }),
})

export const getConfirmChallenge = endpoint({
  method: 'GET',
  url: '/api/confirm/passkey',
  summary: 'Options for navigator.credentials.get(), naming this person’s own passkeys.',
  response: z.object({ options: requestOptions.extend({ allowCredentials: z.array(descriptor) }) }),
})

export const confirmWithPasskey = endpoint({
  method: 'POST',
  url: '/api/confirm/passkey',
  summary: 'Confirm it’s you with a passkey: full proof again, in place of password and code.',
  body: z.strictObject({ credential: assertion }),
  response: z.object({ confirmedUntil: instant }),
})
/** Consumes nothing: whoever looks at links before a person does (scanners of mail, previews) changes nothing by it. */
export const openRecovery = endpoint({
  method: 'POST',
  url: '/api/recovery/open',
  summary: 'Whom a recovery link is for, and what using it will do.',
  body: z.strictObject({ token: linkToken }),
  response: z.object({
    name: z.string(),
    address: z.string(),
    clinics: z.array(z.string()),
    endsAt: instant,
    passwordRules,
    /** What will be removed. */
    removes: z.object({ app: z.boolean(), passkeys: z.number(), backupCodes: z.number() }),
  }),
})

export const finishRecovery = endpoint({
  method: 'POST',
  url: '/api/recovery/finish',
  summary:
    'Uses a recovery link up: a new password, no second factor any more, all sessions ended, one begun here.',
  body: z.strictObject({ token: linkToken, password: secretText(PASSWORD_MAX) }),
  response: z.object({ sessionsEnded: z.number() }),
})
