/** Who knows what: alarm, Wi-Fi, safe, portals. Names, places and people; never the secret itself. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { SECRET_KINDS } from '../../pure/secrets/kinds.ts'
import { looksLikeSecret } from '../../pure/secrets/looks-like-secret.ts'

export const sharedSecretsProblem = problems({
  /** None of this clinic, or one that is there no longer. */
  'shared_secrets.not_found': 404,
  'shared_secrets.changed_meanwhile': 409,
  /** Two of one kind, name and place could not be told apart. */
  'shared_secrets.name_taken': 409,
  /** Nobody of this clinic, or nobody who works here now. */
  'shared_secrets.person_not_found': 404,
  /** A day that has not come yet. */
  'shared_secrets.day_ahead': 422,
  /** They are not down as one who is to be told. */
  'shared_secrets.nobody_to_tell': 404,
})

export const sharedSecretsActions = [
  'shared_secret.added',
  'shared_secret.edited',
  'shared_secret.ended',
  'shared_secret.knowers_stated',
  'shared_secret.change_asked',
  'shared_secret.change_withdrawn',
  'shared_secret.replaced',
  'shared_secret.told',
  'shared_secret.knowing_stated',
] as const

/** Days between changes that are offered; 0: only when somebody leaves. */
export const CHANGE_EVERY = [0, 90, 180, 365] as const
const MOST_PEOPLE = 500

const withoutSecret = (max: number, min = 1) =>
  line(max, min).refine((text) => looksLikeSecret(text) === undefined, { error: 'looks_like_secret' })

const everyError = 'whole_to:3660'
const about = {
  kind: z.enum(SECRET_KINDS),
  name: withoutSecret(80),
  place: withoutSecret(120, 0),
  /** Null: not known. */
  lastChangedOn: day.nullable(),
  /** Null: only when somebody who knows it leaves. */
  changeEveryDays: z
    .number({ error: everyError })
    .int({ error: everyError })
    .min(1, { error: everyError })
    .max(3660, { error: everyError })
    .nullable(),
}
const personIds = z.array(id).max(MOST_PEOPLE, { error: `too_many:${MOST_PEOPLE}` })
const secretId = z.strictObject({ secretId: id })
const revision = z.number().int().min(1)
const instant = z.iso.datetime()

const person = z.object({ personId: z.string(), name: z.string() })

export const listSecrets = endpoint({
  method: 'GET',
  url: '/api/shared-secrets',
  summary:
    'What several people know: who, since when it is the same, what is to be changed, and who is still to be told.',
  response: z.object({
    /** The clinic’s day. */
    today: z.string(),
    known: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(SECRET_KINDS),
        name: z.string(),
        place: z.string(),
        lastChangedOn: z.string().nullable(),
        changeEveryDays: z.number().nullable(),
        nextChangeOn: z.string().nullable(),
        /** Days since it should have been changed; 0: not late. */
        lateDays: z.number(),
        knowers: z.array(
          person.extend({
            /** They do not work here now, and know it all the same. */
            gone: z.boolean(),
            /** What they said themselves of the present one. */
            says: z.enum(['knows', 'does_not']).nullable(),
          }),
        ),
        /** It is to be changed, because of them. */
        asked: z.array(person.extend({ askedAt: instant })),
        /** The newest change, as long as somebody is still to be told. */
        telling: z
          .object({
            changeId: z.string(),
            changedOn: z.string(),
            people: z.array(person.extend({ toldAt: instant.nullable() })),
          })
          .nullable(),
        revision: z.number(),
      }),
    ),
  }),
})

export const addSecret = endpoint({
  method: 'POST',
  url: '/api/shared-secrets',
  summary: 'Puts something that several people know on the list, with who knows it.',
  body: z.strictObject({ ...about, personIds }),
  response: z.object({ id: z.string() }),
})

export const editSecret = endpoint({
  method: 'PUT',
  url: '/api/shared-secrets/:secretId',
  summary: 'Another name, place or rhythm.',
  params: secretId,
  body: z.strictObject({ ...about, revision }),
  response: z.object({ revision: z.number() }),
})

export const endSecret = endpoint({
  method: 'DELETE',
  url: '/api/shared-secrets/:secretId',
  summary: 'It is there no longer: it leaves the list.',
  params: secretId,
  response: nothing,
})

export const stateKnowers = endpoint({
  method: 'PUT',
  url: '/api/shared-secrets/:secretId/knowers',
  summary: 'Who knows it. Whoever is left out and knows it still makes it one to be changed.',
  params: secretId,
  body: z.strictObject({
    personIds,
    /** Of those left out: they know it until it is changed, or were down by mistake. */
    leftOut: z.enum(['still_know', 'never_knew']),
    revision,
  }),
  response: z.object({ revision: z.number() }),
})

export const stateReplaced = endpoint({
  method: 'POST',
  url: '/api/shared-secrets/:secretId/replaced',
  summary:
    'It was changed on that day: whoever is to know the new one is to be told, whoever left knows it no longer.',
  params: secretId,
  body: z.strictObject({
    changedOn: day,
    /** Who is to know the new one, among those who work here. */
    personIds,
    revision,
  }),
  response: z.object({ revision: z.number() }),
})

export const stateTold = endpoint({
  method: 'PUT',
  url: '/api/shared-secrets/:secretId/told/:personId',
  summary: 'Somebody was told the new one, or was not after all.',
  params: z.strictObject({ secretId: id, personId: id }),
  body: z.strictObject({ told: z.boolean() }),
  response: nothing,
})

const known = z.object({
  id: z.string(),
  kind: z.enum(SECRET_KINDS),
  name: z.string(),
  place: z.string(),
  /** Who else knows it and works here. */
  others: z.array(person),
  lastChangedOn: z.string().nullable(),
  /** It is to be changed because of this person. */
  asked: z.boolean(),
})

export const listKnownByPerson = endpoint({
  method: 'GET',
  url: '/api/shared-secrets/of/:personId',
  summary: 'What somebody knows: to be changed when they leave, and who is to be told then.',
  params: z.strictObject({ personId: id }),
  response: z.object({ known: z.array(known) }),
})

export const listOwnKnown = endpoint({
  method: 'GET',
  url: '/api/profile/knows',
  summary:
    'What this person is down as knowing, and accounts in other systems that the clinic states of them.',
  response: z.object({
    known: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(SECRET_KINDS),
        name: z.string(),
        place: z.string(),
        lastChangedOn: z.string().nullable(),
        /** It was changed, and nobody ticked yet that they were told. */
        newOne: z.boolean(),
        says: z.enum(['knows', 'does_not']).nullable(),
      }),
    ),
    accounts: z.array(z.object({ systemId: z.string(), name: z.string(), login: z.string() })),
  }),
})

export const stateOwnKnowing = endpoint({
  method: 'PUT',
  url: '/api/profile/knows/:secretId',
  summary: 'Says of oneself whether one knows the present one.',
  params: secretId,
  body: z.strictObject({ knows: z.boolean() }),
  response: nothing,
})
