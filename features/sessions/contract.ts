/** Signed-in devices: who is here, what else of theirs is signed in, and how it ends. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { OUTSIDERS, ROLES } from '../../pure/roles/roles.ts'

/** Why a session is over; each has a sentence under `session.ended.<why>`. */
export const ENDED_WHY = [
  'signed_out',
  'idle',
  'too_long',
  'ended_by_self',
  'password_changed',
  'passkey_removed',
  'recovered',
  'password_reset',
  'not_me',
  'factor_reset',
  'replaced',
  'code_failures',
  'membership_ended',
  'marked_shared',
  'mark_taken',
  'device_forgotten',
  'ended_by_colleague',
  'outside_network',
  /** Kept for the shift of a shared computer; the same person resumes it there. */
  'locked',
  'shift_ended',
] as const

export const sessionProblem = problems({
  'sessions.not_found': 404,
  /** None of this person's clinics, or none they may enter from here: one answer for all. */
  'sessions.clinic_not_found': 404,
  /** They have been signed in for longer than that clinic lets a sign-in last. */
  'sessions.too_long_for_clinic': 409,
})

export const sessionActions = [
  'session.start',
  'session.clinic_asked',
  'session.end',
  'session.others_ended',
  'session.locked',
  'shared_computer.offered',
  'network.break_glass_used',
  'network.break_glass_opened',
] as const

const instant = z.iso.datetime()

/** Who is at this browser. `clinic` before sign-in is the sign on the door, where one clinic lives here. */
export const whoAmI = endpoint({
  method: 'GET',
  url: '/api/session',
  summary: 'Who is signed in at this browser, and how.',
  response: z.object({
    now: instant,
    setUp: z.boolean(),
    /** Whether mail goes: `outbox` writes files into the data folder; `not_working`: the last try to send failed. */
    mail: z.enum(['outbox', 'smtp', 'not_working']),
    /** What the address of Enamel is: passkeys need a name, and those made at localhost stay there. */
    reachedAs: z.enum(['name', 'localhost', 'number']),
    /** choosing: proven, and which of their clinics is still to be said. */
    state: z.enum(['none', 'half', 'choosing', 'enrolling', 'full']),
    /** Why the session this browser held is over. */
    endedWhy: z.enum(ENDED_WHY).nullable(),
    /**
     * What comes before everything else. two_factors, passkey: the clinic's rule holds. renew: a colleague reset the
     * second factor. password: it is on a list of stolen ones.
     */
    must: z.enum(['two_factors', 'passkey', 'renew', 'password']).nullable(),
    /** False: setting up a factor wants one proof more than the password. */
    mayEnrol: z.boolean(),
    /** The date of a rule that this person does not meet yet. */
    deadline: instant.nullable(),
    /** The clinic lets people in from some networks only, and this is none of them: nothing else is answered. */
    outsideNetwork: z.boolean(),
    /** Before sign-in: whether this browser is known here, and as which shared computer; null: it forgot, or never was. */
    device: z.object({ class: z.enum(['own', 'other', 'shared']), name: z.string().nullable() }).nullable(),
    clinic: z
      .object({
        /** Null before sign-in. */
        id: z.string().nullable(),
        name: z.string(),
        country: z.string().nullable(),
        zone: z.string(),
        locale: z.string(),
      })
      .nullable(),
    person: z
      .object({
        id: z.string(),
        name: z.string(),
        address: z.string(),
        /** The one whose rights they have: of outside IT the lowest. */
        role: z.enum(ROLES),
        outsider: z.enum(OUTSIDERS).nullable(),
      })
      .nullable(),
    session: z
      .object({
        id: z.string(),
        proven: z.object({ password: z.boolean(), code: z.boolean(), passkey: z.boolean() }),
        hasTotp: z.boolean(),
        /** One that works at this address. */
        hasPasskey: z.boolean(),
        /** After a change of Enamel’s name a backup code stands in for the passkeys of before. */
        codesStandIn: z.boolean(),
        /** Unused ones; told in state `half` only, else null. */
        hasBackupCodes: z.boolean().nullable(),
        confirmedUntil: instant.nullable(),
        idleMinutes: z.number(),
        idleEndsAt: instant,
        endsAt: instant,
      })
      .nullable(),
  }),
})

export const signOut = endpoint({
  method: 'POST',
  url: '/api/session/sign-out',
  summary: 'Ends the session of this browser.',
  response: nothing,
})

export const reportActivity = endpoint({
  method: 'POST',
  url: '/api/session/activity',
  summary: 'A key or a touch of the person: the only thing besides their own acts that moves the idle limit.',
  response: z.object({ idleEndsAt: instant, endsAt: instant }),
})

export const listSessions = endpoint({
  method: 'GET',
  url: '/api/sessions',
  summary: 'Where this person is signed in.',
  response: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        current: z.boolean(),
        browser: z.string(),
        system: z.string(),
        /** The shared computer it is at. */
        deviceName: z.string().nullable(),
        address: z.string(),
        /** Where that address is, as far as files here tell; never the provider. */
        place: z.object({
          ownNetwork: z.boolean(),
          country: z.string().nullable(),
          city: z.string().nullable(),
        }),
        startedAt: instant,
        lastActiveAt: instant,
        endsAt: instant,
        proven: z.object({ password: z.boolean(), code: z.boolean(), passkey: z.boolean() }),
      }),
    ),
  }),
})

export const endSession = endpoint({
  method: 'DELETE',
  url: '/api/sessions/:sessionId',
  summary: 'Ends one session of this person; refused on its next request.',
  params: z.strictObject({ sessionId: id }),
  response: nothing,
})

/** `all` ends this one too. */
export const endSessions = endpoint({
  method: 'POST',
  url: '/api/sessions/end',
  summary: 'Ends the other sessions of this person, or all of them.',
  body: z.strictObject({ which: z.enum(['others', 'all']) }),
  response: z.object({ ended: z.number() }),
})
