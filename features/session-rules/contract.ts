/** How long a sign-in lasts and who is signed in now. From where people may sign in: `networks-contract.ts`. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import { ABSOLUTE_HOURS, IDLE, SHARED_IDLE } from '../../pure/session/limits.ts'

export const sessionRulesProblem = problems({
  /** Somebody saved since the revision that was named; `values` are what stands now. */
  'session_rules.changed_meanwhile': 409,
  /** Ending somebody's sign-in needs a role above theirs. */
  'session_rules.rank': 403,
  'session_rules.nobody': 404,
})

export const sessionRulesActions = ['session_rules.changed'] as const

const instant = z.iso.datetime()

/** A whole number within limits; everything else is refused with one sentence that names them. */
const whole = ({ min, max }: { min: number; max: number }) => {
  const error = `whole_to:${max}`
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error })
}

export const sessionRules = {
  idleMinutes: whole(IDLE),
  sharedIdleMinutes: whole(SHARED_IDLE),
  /** Of a browser that is somebody's own; null: as everywhere. */
  ownIdleMinutes: whole(IDLE).nullable(),
  absoluteHours: whole(ABSOLUTE_HOURS),
}

export const getSessionRules = endpoint({
  method: 'GET',
  url: '/api/security/session-rules',
  summary: 'After how many minutes without a key or a touch people are signed out, and at the latest.',
  response: z.object({
    ...sessionRules,
    /** To be named by a change. */
    revision: z.number(),
    changed: z.object({ by: z.string(), at: instant }).nullable(),
  }),
})

export const saveSessionRules = endpoint({
  method: 'PUT',
  url: '/api/security/session-rules',
  summary: 'Sets these times; they hold for everybody who is signed in, at once.',
  body: z.strictObject({ ...sessionRules, revision: z.number().int().min(0) }),
  response: z.object({ revision: z.number(), signedOut: z.array(z.string()) }),
})

export const listSignedIn = endpoint({
  method: 'GET',
  url: '/api/security/sessions',
  summary: 'Everybody who is signed in to this clinic now: where, since when, last active, how proven.',
  response: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        person: z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) }),
        current: z.boolean(),
        mine: z.boolean(),
        /** Whether the person asking may end it. */
        mayEnd: z.boolean(),
        browser: z.string(),
        system: z.string(),
        deviceClass: z.enum(['own', 'other', 'shared']),
        /** The name of the shared computer. */
        deviceName: z.string().nullable(),
        locked: z.boolean(),
        /** Where they were last seen. */
        address: z.string(),
        /** As far as files here tell; never the city, which is the person's own to see. */
        place: z.object({
          ownNetwork: z.boolean(),
          country: z.string().nullable(),
          provider: z.string().nullable(),
        }),
        startedAt: instant,
        lastActiveAt: instant,
        endsAt: instant,
        proven: z.object({ password: z.boolean(), code: z.boolean(), passkey: z.boolean() }),
      }),
    ),
  }),
})

export const endSignedIn = endpoint({
  method: 'DELETE',
  url: '/api/security/sessions/:sessionId',
  summary: 'Ends one sign-in of this clinic; refused on its next request, and its person is told.',
  params: z.strictObject({ sessionId: id }),
  response: nothing,
})

export const endSignedInMany = endpoint({
  method: 'POST',
  url: '/api/security/sessions/end',
  summary: 'Ends every sign-in of one person, or of everybody but oneself whose role is below.',
  body: z.strictObject({
    /** Null: everybody but the person asking. */
    personId: id.nullable(),
  }),
  response: z.object({
    ended: z.number(),
    /** Names of those whose role is not below. */
    kept: z.array(z.string()),
  }),
})
