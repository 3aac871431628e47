/** Calls of shared computers and known devices that succeed, and ids of another clinic's. */
import {
  listSharedComputers,
  makeSharedCode,
  markThisBrowser,
} from '../../features/shared-computers/contract.ts'
import { listKnownDevices, listMyDevices } from '../../features/shared-computers/devices-contract.ts'
import type { House } from '../app.ts'
import { buildClinic, confirm, markShared, signIn, signInAt } from '../builders.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation, type Prepared } from './scene.ts'

const PLATE = { name: 'Front desk 1', place: 'Reception' }

/** A browser that is shared, or that two people have used; and another at which the Owner is confirmed. */
async function sharedComputer(house: House, which: 'marked' | 'offered' = 'marked') {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  const desk = await signIn(house, clinic.the('NURSE'))
  if (which === 'offered') await signInAt(house, desk, clinic.the('OWNER'))
  const computerId = which === 'marked' ? await markShared(house, desk, clinic, 'Surgery 2') : undefined
  const visitor = await signIn(house, clinic.the('OWNER'))
  await confirm(house, visitor, clinic.the('OWNER'))
  return { visitor, computerId }
}

async function ownDevice(house: House, body?: Record<string, unknown>): Promise<Prepared> {
  const { visitor } = await freshOwner(house)
  const { devices } = await visitor.must(listMyDevices)
  return { house, visitor, sent: { params: { deviceId: devices[0]?.deviceId }, ...(body && { body }) } }
}

export const DEVICE_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/shared-computers': asOwner(),
  'GET /api/shared-computers/lock-sheet.pdf': asOwner(),
  'POST /api/shared-computers/codes': asOwner({ body: PLATE }),
  'POST /api/shared-computer/mark': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const { code } = await visitor.must(makeSharedCode, { body: PLATE })
    return { house, visitor: house.visitor(), sent: { body: { code } } }
  },
  'PUT /api/shared-computers/:computerId': async ({ house }) => {
    const { visitor, computerId } = await sharedComputer(house)
    return { house, visitor, sent: { params: { computerId }, body: { ...PLATE, revision: 1 } } }
  },
  'DELETE /api/shared-computers/:computerId': async ({ house }) => {
    const { visitor, computerId } = await sharedComputer(house)
    return { house, visitor, sent: { params: { computerId } } }
  },
  'POST /api/shared-computers/offers/:deviceId': async ({ house }) => {
    const { visitor } = await sharedComputer(house, 'offered')
    const { offers } = await visitor.must(listSharedComputers)
    return {
      house,
      visitor,
      sent: { params: { deviceId: offers[0]?.deviceId }, body: { answer: 'not_shared' } },
    }
  },
  'PUT /api/shared-computers/question': asOwner({ body: { answer: true } }),
  'PUT /api/shared-computers/names': asOwner({ body: { names: 'initials' } }),
  'GET /api/profile/devices': asOwner(),
  'PUT /api/profile/devices/:deviceId/name': ({ house }) => ownDevice(house, { name: 'Work laptop' }),
  'PUT /api/profile/devices/:deviceId/own': ({ house }) => ownDevice(house, { own: true }),
  'DELETE /api/profile/devices/:deviceId': ({ house }) => ownDevice(house),
  'GET /api/known-devices': asOwner(),
  'POST /api/known-devices/:personId/:deviceId/forget': async ({ house }) => {
    const { owner, visitor } = await freshOwner(house)
    const { devices } = await visitor.must(listMyDevices)
    const params = { personId: owner.id, deviceId: devices[0]?.deviceId }
    return { house, visitor, sent: { params, body: { reason: 'Laptop sold' } } }
  },
}

async function computerOf(stranger: Visitor, house: House) {
  const { code } = await stranger.must(makeSharedCode, { body: PLATE })
  await house.visitor().must(markThisBrowser, { body: { code } })
  return { computerId: (await stranger.must(listSharedComputers)).computers[0]?.id }
}

async function deviceOf(stranger: Visitor) {
  return { deviceId: (await stranger.must(listMyDevices)).devices[0]?.deviceId }
}

export const FOREIGN_DEVICES: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'PUT /api/shared-computers/:computerId': computerOf,
  'DELETE /api/shared-computers/:computerId': computerOf,
  'POST /api/shared-computers/offers/:deviceId': deviceOf,
  'PUT /api/profile/devices/:deviceId/name': deviceOf,
  'PUT /api/profile/devices/:deviceId/own': deviceOf,
  'DELETE /api/profile/devices/:deviceId': deviceOf,
  'POST /api/known-devices/:personId/:deviceId/forget': async (stranger) => {
    const { people } = await stranger.must(listKnownDevices)
    return { personId: people[0]?.id, deviceId: people[0]?.devices[0]?.deviceId }
  },
}
