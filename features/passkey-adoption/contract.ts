/** Passkeys in the practice: how many have one, who does not, what to order, and the offer to add one. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { nothing } from '../../pure/contract/fields.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const adoptionActions = [
  'passkey_devices.answered',
  'passkey_invitation.shown',
  'passkey_invitation.declined',
] as const

const instant = z.iso.datetime()
const role = z.enum(ROLES)
const answer = z.enum(['can', 'cannot'])
const counts = {
  people: z.number(),
  /** Of them, those who have a device that can keep one. */
  able: z.number(),
  withPasskey: z.number(),
}

export const getAdoption = endpoint({
  method: 'GET',
  url: '/api/passkey-adoption',
  summary: 'How many have a passkey, by role and day; who has none yet; which security keys to order.',
  response: z.object({
    reachedAs: z.enum(['name', 'localhost', 'number']),
    /** Of the clinic: 2026-11-22. */
    today: z.string(),
    ...counts,
    /** Owners and Admins, and those of them who have two. */
    leaders: z.number(),
    leadersWithTwo: z.number(),
    roles: z.array(z.object({ role, ...counts })),
    /** Oldest first, today last; days on which nothing was counted are left out. */
    days: z.array(z.object({ day: z.string(), roles: z.array(z.object({ role, ...counts })) })),
    /** Owners and Admins first. */
    missing: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        role,
        /** How many they have; Owners and Admins have two. */
        passkeys: z.number(),
        answer: answer.nullable(),
      }),
    ),
    keys: z.object({
      /** Two for each. */
      leaders: z.array(z.string()),
      /** One for each: their devices cannot. */
      people: z.array(z.string()),
      spare: z.number(),
      total: z.number(),
    }),
  }),
})

/** In the person’s own words: whether one of their devices can keep a passkey. */
export const getPasskeyDevices = endpoint({
  method: 'GET',
  url: '/api/profile/passkey-devices',
  summary: 'What this person said about their devices.',
  response: z.object({ answer: answer.nullable(), answeredAt: instant.nullable() }),
})

export const answerPasskeyDevices = endpoint({
  method: 'PUT',
  url: '/api/profile/passkey-devices',
  summary: 'Says whether one of this person’s devices can keep a passkey; may be changed at any time.',
  body: z.strictObject({ answer }),
  response: nothing,
})

export const getInvitation = endpoint({
  method: 'GET',
  url: '/api/passkey-invitation',
  summary: 'Whether to offer this person a passkey now.',
  response: z.object({
    invite: z.boolean(),
    /** They have one: the offer is a second, for the day the first is lost. */
    second: z.boolean(),
    answer: answer.nullable(),
  }),
})

export const tellInvitation = endpoint({
  method: 'POST',
  url: '/api/passkey-invitation',
  summary: 'That the offer was shown, or that the person said “not now”: neither comes again for 14 days.',
  body: z.strictObject({ what: z.enum(['shown', 'not_now']) }),
  response: nothing,
})
