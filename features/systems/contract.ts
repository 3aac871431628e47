/** Systems we use besides Enamel: who has an account, who runs it, and what the clinic states of it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { looksLikeSecret } from '../../pure/secrets/looks-like-secret.ts'
import { SYSTEM_KINDS } from '../../pure/systems/systems.ts'

export const systemsProblem = problems({
  /** No system of this clinic, or one that is used no longer. */
  'systems.not_found': 404,
  'systems.changed_meanwhile': 409,
  'systems.name_taken': 409,
  /** Somebody who does not work here now. */
  'systems.person_not_found': 404,
})

export const systemsActions = [
  'system.added',
  'system.stated',
  'system.accounts_stated',
  'system.account_ended',
  'system.ended',
] as const

export const SECOND_FACTOR = ['all', 'all_but', 'none', 'unknown'] as const
export const AGREEMENT = ['signed', 'not_signed', 'not_needed', 'unknown'] as const
export const SHARED_SIGN_IN = ['yes', 'no', 'unknown'] as const

/** At most so many systems in use, and accounts of one. */
export const MOST_SYSTEMS = 100
const MOST_ACCOUNTS = 500

const noSecret = (max: number, min = 1) =>
  line(max, min).refine((text) => looksLikeSecret(text) !== 'spoken', { error: 'looks_like_secret' })

const kind = z.enum(SYSTEM_KINDS)
const name = noSecret(80)
const systemId = z.strictObject({ systemId: id })
const revision = z.number().int().min(1)

/** By whom and when; null: nobody said anything yet. */
const said = z.object({ by: z.string(), at: z.iso.datetime() }).nullable()

const systemRow = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  note: z.string(),
  /** `personId` null: somebody outside. Null: not stated. */
  runBy: z.object({ personId: z.string().nullable(), name: z.string() }).nullable(),
  runSaid: said,
  sharedSignIn: z.enum(SHARED_SIGN_IN),
  sharedSaid: said,
  secondFactor: z.enum(SECOND_FACTOR),
  factorSaid: said,
  agreement: z.enum(AGREEMENT),
  agreementSaid: said,
  accounts: z.array(
    z.object({
      id: z.string(),
      personId: z.string(),
      name: z.string(),
      /** They do not work here any more, and nobody stated that the account was ended. */
      gone: z.boolean(),
      login: z.string(),
      noSecondFactor: z.boolean(),
      said: z.object({ by: z.string(), at: z.iso.datetime() }),
    }),
  ),
  revision: z.number(),
})

export const listSystems = endpoint({
  method: 'GET',
  url: '/api/systems',
  summary:
    'Systems in use with what is stated of each, by whom and when, and what practices in this country use.',
  response: z.object({
    systems: z.array(systemRow),
    suggestions: z.array(z.object({ kind, names: z.array(z.string()) })),
  }),
})

export const getSystem = endpoint({
  method: 'GET',
  url: '/api/systems/:systemId',
  summary: 'One system in use.',
  params: systemId,
  response: systemRow,
})

export const addSystems = endpoint({
  method: 'POST',
  url: '/api/systems',
  summary: 'Adds systems, as they were ticked; those of a name that is there already are left as they are.',
  body: z.strictObject({
    systems: z
      .array(z.strictObject({ kind, name }))
      .min(1, { error: 'not_empty' })
      .max(MOST_SYSTEMS, { error: `too_many:${MOST_SYSTEMS}` }),
  }),
  response: z.object({ added: z.array(z.string()) }),
})

export const stateSystem = endpoint({
  method: 'PUT',
  url: '/api/systems/:systemId',
  summary:
    'What holds of it: whatever differs from before, or everything when said again, is stated by this person now.',
  params: systemId,
  body: z.strictObject({
    kind,
    name,
    note: noSecret(200, 0),
    /** Somebody of the clinic, or a name from outside; neither: not stated. */
    runBy: id.nullable(),
    runByName: line(80, 0),
    sharedSignIn: z.enum(SHARED_SIGN_IN),
    secondFactor: z.enum(SECOND_FACTOR),
    agreement: z.enum(AGREEMENT),
    /** All of it is so today, also what did not change. */
    again: z.boolean(),
    revision,
  }),
  response: z.object({ revision: z.number() }),
})

export const stateAccounts = endpoint({
  method: 'PUT',
  url: '/api/systems/:systemId/accounts',
  summary: 'Who has an account there; accounts of whom is left out have ended.',
  params: systemId,
  body: z.strictObject({
    accounts: z
      .array(
        z.strictObject({
          personId: id,
          /** As they are called there; empty: not noted. */
          login: line(120, 0),
          noSecondFactor: z.boolean(),
        }),
      )
      .max(MOST_ACCOUNTS, { error: `too_many:${MOST_ACCOUNTS}` }),
    revision,
  }),
  response: z.object({ revision: z.number() }),
})

export const endSystem = endpoint({
  method: 'DELETE',
  url: '/api/systems/:systemId',
  summary: 'Used no longer: it leaves the lists, and its accounts with it.',
  params: systemId,
  response: nothing,
})

export const listAccountsOfPerson = endpoint({
  method: 'GET',
  url: '/api/systems/of/:personId',
  summary: 'Accounts that somebody has in other systems, and the systems that they run.',
  params: z.strictObject({ personId: id }),
  response: z.object({
    accounts: z.array(
      z.object({ accountId: z.string(), systemId: z.string(), kind, name: z.string(), login: z.string() }),
    ),
    runs: z.array(z.object({ systemId: z.string(), name: z.string() })),
  }),
})
