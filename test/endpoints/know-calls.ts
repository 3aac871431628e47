/** Calls of who knows what and of the systems in use that succeed, and ids of another clinic's. */
import { addSecret, listSecrets, stateReplaced } from '../../features/shared-secrets/contract.ts'
import { whoAmI } from '../../features/sessions/contract.ts'
import { addSystems, listSystems } from '../../features/systems/contract.ts'
import type { House } from '../app.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

const ALARM = {
  kind: 'alarm' as const,
  name: 'Alarm',
  place: 'Front door',
  lastChangedOn: null,
  changeEveryDays: 365,
}
const MAIL = { kind: 'mail' as const, name: 'Mail' }

const secretOf = async (visitor: Visitor, personIds: string[] = []) => ({
  secretId: (await visitor.must(addSecret, { body: { ...ALARM, personIds } })).id,
})

async function systemOf(visitor: Visitor) {
  await visitor.must(addSystems, { body: { systems: [MAIL] } })
  return { systemId: (await visitor.must(listSystems)).systems[0]?.id }
}

/** On a secret that the Owner knows. */
const onSecret =
  (body?: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { owner, visitor } = await freshOwner(house)
    const params = await secretOf(visitor, [owner.id])
    return { house, visitor, sent: { params, ...(body && { body }) } }
  }

const onSystem =
  (body?: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    return { house, visitor, sent: { params: await systemOf(visitor), ...(body && { body }) } }
  }

const onOneself: Preparation = async ({ house }) => {
  const { owner, visitor } = await freshOwner(house)
  return { house, visitor, sent: { params: { personId: owner.id } } }
}

/** The day before the tests begin in every zone. */
const LONG_AGO = '2020-06-15'

export const KNOW_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/systems': asOwner(),
  'POST /api/systems': asOwner({ body: { systems: [MAIL] } }),
  'GET /api/systems/:systemId': onSystem(),
  'PUT /api/systems/:systemId': onSystem({
    ...MAIL,
    note: '',
    runBy: null,
    runByName: 'Marsh Lane IT',
    sharedSignIn: 'no',
    secondFactor: 'all',
    agreement: 'signed',
    again: false,
    revision: 1,
  }),
  'PUT /api/systems/:systemId/accounts': onSystem({ accounts: [], revision: 1 }),
  'DELETE /api/systems/:systemId': onSystem(),
  'GET /api/systems/of/:personId': onOneself,
  'GET /api/shared-secrets': asOwner(),
  'POST /api/shared-secrets': asOwner({ body: { ...ALARM, personIds: [] } }),
  'PUT /api/shared-secrets/:secretId': onSecret({ ...ALARM, name: 'Alarm system', revision: 1 }),
  'DELETE /api/shared-secrets/:secretId': onSecret(),
  'PUT /api/shared-secrets/:secretId/knowers': onSecret({
    personIds: [],
    leftOut: 'never_knew',
    revision: 1,
  }),
  'POST /api/shared-secrets/:secretId/replaced': onSecret({
    changedOn: LONG_AGO,
    personIds: [],
    revision: 1,
  }),
  'PUT /api/shared-secrets/:secretId/told/:personId': async ({ house }) => {
    const { owner, visitor } = await freshOwner(house)
    const params = await secretOf(visitor, [owner.id])
    const body = { changedOn: LONG_AGO, personIds: [owner.id], revision: 1 }
    await visitor.must(stateReplaced, { params, body })
    return { house, visitor, sent: { params: { ...params, personId: owner.id }, body: { told: true } } }
  },
  'GET /api/shared-secrets/of/:personId': onOneself,
  'GET /api/newcomer': asOwner({ query: { role: 'NURSE' } }),
  'GET /api/newcomer.pdf': asOwner({ query: { role: 'NURSE' } }),
  'GET /api/profile/knows': asOwner(),
  'PUT /api/profile/knows/:secretId': onSecret({ knows: true }),
}

type Foreign = (of: Visitor, house: House) => Promise<Record<string, unknown>>

const foreignSecret: Foreign = async (stranger) => {
  await secretOf(stranger)
  return { secretId: (await stranger.must(listSecrets)).known[0]?.id }
}

export const FOREIGN_KNOWN: Readonly<Record<string, Foreign>> = {
  'GET /api/systems/:systemId': systemOf,
  'PUT /api/systems/:systemId': systemOf,
  'PUT /api/systems/:systemId/accounts': systemOf,
  'DELETE /api/systems/:systemId': systemOf,
  'PUT /api/shared-secrets/:secretId': foreignSecret,
  'DELETE /api/shared-secrets/:secretId': foreignSecret,
  'PUT /api/shared-secrets/:secretId/knowers': foreignSecret,
  'POST /api/shared-secrets/:secretId/replaced': foreignSecret,
  'PUT /api/shared-secrets/:secretId/told/:personId': async (stranger, house) => ({
    ...(await foreignSecret(stranger, house)),
    personId: '00000000-0000-7000-8000-000000000000',
  }),
  'PUT /api/profile/knows/:secretId': foreignSecret,
  'GET /api/systems/of/:personId': foreignPerson,
  'GET /api/shared-secrets/of/:personId': foreignPerson,
}

async function foreignPerson(stranger: Visitor) {
  return { personId: (await stranger.must(whoAmI)).person?.id }
}
