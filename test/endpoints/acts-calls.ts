/** Calls of what is done to somebody who works here. */
import { disablePerson } from '../../features/staff/acts-contract.ts'
import { getHandover, offerOwnership } from '../../features/staff/handover-contract.ts'
import { confirmBackupCodes } from '../../features/identity/contract.ts'
import { whoAmI } from '../../features/sessions/contract.ts'
import type { House } from '../app.ts'
import { buildClinic, confirm, signIn } from '../builders.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, codesOf, freshOwner, type Preparation } from './scene.ts'

const REASON = { reason: 'Agreed with her on Monday' }

/** An Owner, confirmed just now, and a nurse of the same clinic, disabled or not. */
const onNurse =
  (body?: Record<string, unknown>, disabled = false): Preparation =>
  async ({ house }) => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const owner = clinic.the('OWNER')
    const visitor = await signIn(house, owner)
    await confirm(house, visitor, owner)
    const params = { personId: clinic.the('NURSE').id }
    if (disabled) await visitor.must(disablePerson, { params, body: REASON })
    return { house, visitor, sent: { params, ...(body && { body }) } }
  }

/** The ownership of a clinic offered to its nurse. */
async function offered(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  const [owner, nurse] = [clinic.the('OWNER'), clinic.the('NURSE')]
  const [giver, taker] = [await signIn(house, owner), await signIn(house, nurse)]
  await confirm(house, giver, owner)
  await confirm(house, taker, nurse)
  const body = { giverRole: 'ADMIN' as const, ...REASON }
  await giver.must(offerOwnership, { params: { personId: nurse.id }, body })
  await house.outbox.takeAll()
  return { giver, taker, handoverId: (await taker.must(getHandover)).toMe?.id }
}

const asTaker: Preparation = async ({ house }) => {
  const { taker, handoverId } = await offered(house)
  return { house, visitor: taker, sent: { body: { handoverId } } }
}

export const ACTS_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/staff/people/:personId/acts': onNurse(),
  'PUT /api/staff/people/:personId/role': onNurse({ role: 'DENTIST', ...REASON }),
  'POST /api/staff/people/:personId/disable': onNurse(REASON),
  'POST /api/staff/people/:personId/enable': onNurse({ ...REASON, endsOn: null }, true),
  'POST /api/staff/people/:personId/delete': onNurse(REASON, true),
  'PUT /api/staff/people/:personId/end-date': onNurse({ endsOn: null, ...REASON }),
  'POST /api/staff/people/:personId/ownership': onNurse({ giverRole: 'OWNER', ...REASON }),
  'GET /api/staff/second-owner': asOwner(),
  'GET /api/staff/second-owner/sheet.pdf': asOwner(),
  'PUT /api/staff/second-owner/envelope': async ({ house }) => {
    const { visitor } = await freshOwner(house, true)
    await visitor.must(confirmBackupCodes, { body: { code: await codesOf(house, visitor) } })
    return { house, visitor, sent: { body: { place: 'Safe in the office' } } }
  },
  'GET /api/handover': asOwner(),
  'POST /api/handover/accept': asTaker,
  'POST /api/handover/decline': asTaker,
  'DELETE /api/handover': async ({ house }) => ({ house, visitor: (await offered(house)).giver, sent: {} }),
}

const personOf = async (stranger: Visitor) => ({ personId: (await stranger.must(whoAmI)).person?.id })

export const FOREIGN_ACTS = Object.fromEntries(
  Object.keys(ACTS_CALLS)
    .filter((name) => name.includes(':personId'))
    .map((name) => [name, personOf]),
)
