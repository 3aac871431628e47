/** Joining by an invitation, for whoever holds its link. What is new about them, they set themselves. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { digits, line, secretText } from '../../pure/contract/fields.ts'
import { assertion, newPasskeyOptions, registration } from '../../pure/contract/passkey.ts'
import { passwordRules } from '../../pure/contract/password-rules.ts'
import { problems } from '../../pure/contract/problem.ts'
import { MAX_PASSWORD_LENGTH } from '../../pure/password/length.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const joinProblem = problems({
  /** Never made, cut short, or another was sent since: one answer for all. */
  'join.link_unknown': 410,
  'join.cancelled': 410,
  'join.over': 410,
  'join.used': 410,
  /** Who invited may not any more, or the access would have ended already. */
  'join.not_now': 410,
  /** Somebody with this address works here, or did and is disabled. */
  'join.here_already': 409,
  /** The address has signed in to Enamel before: it is proven, not set up anew. */
  'join.used_before': 409,
  /** The password is right; there is a second step. */
  'join.second_step': 422,
})

export const joinActions = ['invitation.refused', 'invitation.accepted'] as const

const linkToken = secretText(200)
const instant = z.iso.datetime()
/** Where the person goes next: what the clinic asks first is told by their session. */
const joined = z.object({ next: z.enum(['second_factor', 'home']) })

/** Consumes nothing: whoever looks at links before a person does changes nothing by it. */
export const openInvitation = endpoint({
  method: 'POST',
  url: '/api/join/open',
  summary: 'Whom an invitation is for, by whom, and what is asked of a new password.',
  body: z.strictObject({ token: linkToken }),
  response: z.object({
    clinic: z.string(),
    name: z.string(),
    address: z.string(),
    role: z.enum(ROLES),
    by: z.string(),
    endsAt: instant,
    passwordRules,
  }),
})

export const joinWithPassword = endpoint({
  method: 'POST',
  url: '/api/join/new/password',
  summary: 'Joins as somebody new, with a password: person, membership and session, or nothing.',
  body: z.strictObject({
    token: linkToken,
    name: line(80, 2),
    password: secretText(MAX_PASSWORD_LENGTH),
  }),
  response: joined,
})

export const beginJoinPasskey = endpoint({
  method: 'POST',
  url: '/api/join/new/passkey/begin',
  summary:
    'Options for navigator.credentials.create(), for somebody new who wants a passkey and no password.',
  body: z.strictObject({ token: linkToken, name: line(80, 2) }),
  response: newPasskeyOptions,
})

export const joinWithPasskey = endpoint({
  method: 'POST',
  url: '/api/join/new/passkey',
  summary: 'Joins as somebody new, with a passkey alone.',
  body: z.strictObject({ token: linkToken, name: line(80, 2), credential: registration }),
  response: joined,
})

/** The same limits, answers and records as signing in. */
export const joinAsKnown = endpoint({
  method: 'POST',
  url: '/api/join/known',
  summary:
    'Joins as somebody who has signed in to Enamel with this address before: password, and the second step they have.',
  body: z.strictObject({
    token: linkToken,
    password: secretText(MAX_PASSWORD_LENGTH),
    /** Six digits of the app. */
    code: digits(6).optional(),
    backupCode: secretText(64).optional(),
  }),
  response: joined,
})

export const joinAsKnownByPasskey = endpoint({
  method: 'POST',
  url: '/api/join/known/passkey',
  summary: 'The same with a passkey; its question is that of signing in.',
  body: z.strictObject({ token: linkToken, credential: assertion }),
  response: joined,
})
