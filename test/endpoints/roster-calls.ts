/** Calls of the staff list, of one person's page and of the clinic's places that succeed, and ids of another clinic's. */
import { addPlace, listPlaces } from '../../features/staff/places-contract.ts'
import { getStaffPerson } from '../../features/staff/roster-contract.ts'
import { whoAmI } from '../../features/sessions/contract.ts'
import type { House } from '../app.ts'
import { buildClinic, confirm, signIn } from '../builders.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

/** An Owner, confirmed just now, and a nurse of the same clinic. */
const onNurse =
  (body?: (revision: number) => Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const visitor = await signIn(house, clinic.the('OWNER'))
    await confirm(house, visitor, clinic.the('OWNER'))
    const params = { personId: clinic.the('NURSE').id }
    const { revision } = await visitor.must(getStaffPerson, { params })
    return { house, visitor, sent: { params, ...(body && { body: body(revision) }) } }
  }

const onPlace =
  (body?: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const { placeId } = await visitor.must(addPlace, { body: { name: 'Harbour Street' } })
    return { house, visitor, sent: { params: { placeId }, ...(body && { body }) } }
  }

export const ROSTER_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/staff/people': asOwner(),
  'GET /api/staff/people/:personId': onNurse(),
  'PUT /api/staff/people/:personId/profile': onNurse((revision) => ({
    name: 'Nneka Okoro',
    managerId: null,
    revision,
  })),
  'PUT /api/staff/people/:personId/outsider': onNurse((revision) => ({
    outsider: 'locum',
    endsOn: null,
    revision,
  })),
  'PUT /api/staff/people/:personId/places': onNurse(() => ({ placeIds: [] })),
  'GET /api/profile/about': asOwner(),
  'PUT /api/profile/about/name': asOwner({ body: { name: 'Ada Marsh' } }),
  'GET /api/profile/events': asOwner(),
  'GET /api/places': asOwner(),
  'POST /api/places': asOwner({ body: { name: 'Harbour Street' } }),
  'PUT /api/places/:placeId': onPlace({ name: 'Hill Road', revision: 1 }),
  'POST /api/places/:placeId/close': onPlace(),
  'GET /api/computers': asOwner(),
}

const personOf = async (stranger: Visitor) => ({ personId: (await stranger.must(whoAmI)).person?.id })

async function placeOf(stranger: Visitor) {
  await stranger.must(addPlace, { body: { name: 'Elsewhere' } })
  return { placeId: (await stranger.must(listPlaces)).places[0]?.placeId }
}

export const FOREIGN_ROSTER: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'GET /api/staff/people/:personId': personOf,
  'PUT /api/staff/people/:personId/profile': personOf,
  'PUT /api/staff/people/:personId/outsider': personOf,
  'PUT /api/staff/people/:personId/places': personOf,
  'PUT /api/places/:placeId': placeOf,
  'POST /api/places/:placeId/close': placeOf,
}
