/** What the clinic asks of a sign-in and from when, who is affected, and the way in for whoever has to set something up. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, digits, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { type Role, ROLES } from '../../pure/roles/roles.ts'

export const enforcementProblem = problems({
  'enforcement.changed_meanwhile': 409,
  /** Whoever asks others shows two factors first, and has a second way in. */
  'enforcement.two_factors_first': 409,
  'enforcement.second_way_first': 409,
  'enforcement.passkey_first': 409,
  /** No Owner has the passkey that all Owners would be asked for. */
  'enforcement.owner_passkey_first': 409,
  /** Enamel is reached by a number: no passkey can be made. */
  'enforcement.passkey_no_name': 409,
  'enforcement.nobody_chosen': 422,
  /** Required may be narrowed to roles, never so that those who hold the keys are left out. */
  'enforcement.leaders_first': 422,
  /** A role cannot be asked for a passkey while it is not asked for anything. */
  'enforcement.below_required': 422,
  'enforcement.date_needed': 422,
  'enforcement.date_past': 422,
  'enforcement.date_too_late': 422,
  'enforcement.mail_off': 409,
  'enforcement.vouch_not_needed': 409,
  /** After “This wasn’t me” took their last factor, their mailbox vouches for nothing (decision 059). */
  'enforcement.vouch_by_colleague': 409,
  /** Three codes an hour. */
  'enforcement.codes_full': 429,
  'enforcement.code_wrong': 422,
  /** Never made, used, replaced, over, or tried too often: one answer for all. */
  'enforcement.code_over': 410,
})

export const enforcementActions = [
  'security.two_factor_rule_changed',
  'security.two_factor_reminded',
  'enrolment.code_sent',
  'enrolment.vouched',
  'enrolment.vouch_failed',
] as const

/** Required begins with these, whomever else it is narrowed to. */
export const LEADERS: readonly Role[] = ['OWNER', 'ADMIN']

const instant = z.iso.datetime()
const level = z.enum(['optional', 'recommended', 'required'])
const rung = z.enum(['any', 'two_factors', 'passkey'])
const roles = z.array(z.enum(ROLES)).max(ROLES.length)
/** For whom Required is, and for whom of these a passkey; the first day on which it holds. */
const wish = {
  level,
  roles,
  passkeyRoles: roles,
  from: day.optional(),
}

export const getEnforcement = endpoint({
  method: 'GET',
  url: '/api/enforcement',
  summary: 'What the clinic asks of a sign-in, of whom and from when.',
  response: z.object({
    level,
    /** To be named by a change. */
    revision: z.number(),
    /** Days of the clinic, `2026-06-15`: today, what is announced or else proposed, and the last that a new date may be. */
    today: z.string(),
    proposed: z.string(),
    latest: z.string(),
    passkeysPossible: z.boolean(),
    /** Roles that somebody of this clinic has, the highest first, and every role that is asked. */
    roles: z.array(
      z.object({
        role: z.enum(ROLES),
        people: z.number(),
        /** Of these, who has what is asked, or where nothing is asked any second factor. */
        ready: z.number(),
        asked: rung,
        /** From when; null: not asked. */
        from: instant.nullable(),
        passkeyFrom: instant.nullable(),
      }),
    ),
    people: z.number(),
    ready: z.number(),
    /** What this person sees to before they may ask others; null: nothing. */
    first: z.enum(['two_factors_first', 'second_way_first']).nullable(),
  }),
})

const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name)
const listOfRoles = z
  .string()
  .max(200, { error: 'too_long:200' })
  .refine((text) => text === '' || text.split(',').every(isRole), { error: 'form' })
  .transform((text) => text.split(',').filter(isRole))

export const previewEnforcement = endpoint({
  method: 'GET',
  url: '/api/enforcement/preview',
  summary: 'What a choice would do: to whom, from when, and what they would see. Changes nothing.',
  query: z.strictObject({
    level: level.default('required'),
    /** Separated by commas. */
    roles: listOfRoles.default([]),
    passkeyRoles: listOfRoles.default([]),
    from: day.optional(),
  }),
  response: z.object({
    /** Why it cannot be saved as it is; null: it can. `latest`: the last day that the date may be. */
    refused: z.object({ why: z.string(), latest: z.string().nullable() }).nullable(),
    roles: z.array(
      z.object({ role: z.enum(ROLES), from: instant, passkeyFrom: instant.nullable(), kept: z.boolean() }),
    ),
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        role: z.enum(ROLES),
        app: z.boolean(),
        passkeys: z.number(),
        neverSignedIn: z.boolean(),
        awayUntil: instant.nullable(),
        graceEndsAt: instant.nullable(),
        asked: rung,
        /** What they still have to set up; null: nothing. */
        lacks: z.enum(['two_factors', 'passkey']).nullable(),
        from: instant.nullable(),
        /** banner: days left until the date. enrol: nothing but setting it up, from the next click on. */
        sees: z.enum(['nothing', 'banner', 'enrol']),
      }),
    ),
  }),
})

export const saveEnforcement = endpoint({
  method: 'PUT',
  url: '/api/enforcement',
  summary: 'Sets what the clinic asks of a sign-in. Whoever lacks it is told by mail, once for each date.',
  body: z.strictObject({ ...wish, revision: z.number().int().min(0) }),
  response: z.object({ told: z.number() }),
})

/** For whoever has to set something up before anything else. */
export const getEnrolment = endpoint({
  method: 'GET',
  url: '/api/enrolment',
  summary: 'What this person has to set up, and what proves besides the password that it is them.',
  response: z.object({
    must: z.enum(['two_factors', 'passkey', 'renew', 'password']).nullable(),
    /** Since when; null where there is no date. */
    since: instant.nullable(),
    mayEnrol: z.boolean(),
    mail: z.enum(['outbox', 'smtp', 'not_working']),
    /** Where a code would go, all but its ends hidden. */
    sentTo: z.string(),
    /** Until when the newest code is good; null: none was sent, or it is used. */
    codeEndsAt: instant.nullable(),
    /** Whom to ask: Owners and Admins by name. */
    keepers: z.array(z.string()),
  }),
})

export const sendEnrolmentCode = endpoint({
  method: 'POST',
  url: '/api/enrolment/mail-code',
  summary: 'Sends a code of 8 digits to this person’s own mail: ten minutes, five tries, three an hour.',
  response: z.object({ endsAt: instant }),
})

export const vouch = endpoint({
  method: 'POST',
  url: '/api/enrolment/vouch',
  summary: 'One proof more: the code from the mail, or the one from an Owner or Admin beside this person.',
  body: z.strictObject({ way: z.enum(['mail', 'beside']), code: digits(8) }),
  response: nothing,
})
