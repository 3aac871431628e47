/** Passkeys: made, listed, named, removed; signing in with one, and confirming it's you with one. Refusals: `contract.ts`. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import {
  assertion,
  descriptor,
  newPasskeyOptions,
  registration,
  requestOptions,
} from '../../pure/contract/passkey.ts'

const instant = z.iso.datetime()
export const PASSKEYS_MAX = 20
/** COSE: Ed25519, ES256, RS256. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257] as const

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
  response: z.object({ next: z.enum(['home', 'clinic']) }),
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
    canRemove: z.enum(['yes', 'last_way', 'second_factor_required', 'passkey_required']),
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
        /** False: the browser made it of itself, and its person was not verified with it yet. It is no factor. */
        verified: z.boolean(),
      }),
    ),
  }),
})

/** What a browser is asked to make one with, and what it brings back: the same whether a person or it began. */
const creation = { response: newPasskeyOptions }
const made = {
  body: z.strictObject({ credential: registration }),
  response: z.object({ id: z.string(), name: z.string() }),
}

export const beginPasskey = endpoint({
  method: 'POST',
  url: '/api/profile/passkeys/begin',
  summary: 'Options for navigator.credentials.create().',
  ...creation,
})

export const addPasskey = endpoint({
  method: 'POST',
  url: '/api/profile/passkeys',
  summary: 'Keeps a passkey that the browser made just now.',
  ...made,
})

/** Within five minutes of the sign-in, on a computer of one’s own, once. */
export const beginConditionalPasskey = endpoint({
  method: 'POST',
  url: '/api/profile/passkeys/begin-conditional',
  summary: 'Options for a passkey that the browser makes of itself, right after a password sign-in.',
  ...creation,
})

export const addConditionalPasskey = endpoint({
  method: 'POST',
  url: '/api/profile/passkeys/conditional',
  summary: 'Keeps such a passkey. It is no factor until its person was verified with it.',
  ...made,
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
