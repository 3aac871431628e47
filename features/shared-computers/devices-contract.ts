/** Known devices: one's own, and for Owners and Admins those of everybody. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const knownDeviceProblem = problems({
  'known_devices.not_found': 404,
  /** "My own device" of one that is shared, or may be. */
  'known_devices.is_shared': 409,
  'known_devices.others_use_it': 409,
})

export const knownDeviceActions = [
  'known_device.renamed',
  'known_device.own_stated',
  'known_device.forgotten',
] as const

const instant = z.iso.datetime()
const params = z.strictObject({ deviceId: id })

const device = z.object({
  deviceId: z.string(),
  /** Given by its person; null: browser and system. */
  name: z.string().nullable(),
  browser: z.string(),
  system: z.string(),
  firstAt: instant,
  lastAt: instant,
  /** Its person says that nobody else uses it. */
  own: z.boolean(),
  /** The shared computer it is; null: none. */
  sharedComputer: z.string().nullable(),
})

export const listMyDevices = endpoint({
  method: 'GET',
  url: '/api/profile/devices',
  summary: 'The browsers this person signed in with.',
  response: z.object({ devices: z.array(device.extend({ here: z.boolean() })) }),
})

export const renameMyDevice = endpoint({
  method: 'PUT',
  url: '/api/profile/devices/:deviceId/name',
  summary: 'Gives one of one’s own browsers a name.',
  params,
  body: z.strictObject({ name: line(40) }),
  response: nothing,
})

export const stateOwnDevice = endpoint({
  method: 'PUT',
  url: '/api/profile/devices/:deviceId/own',
  summary: 'Whether nobody else uses this browser.',
  params,
  body: z.strictObject({ own: z.boolean() }),
  response: nothing,
})

export const forgetMyDevice = endpoint({
  method: 'DELETE',
  url: '/api/profile/devices/:deviceId',
  summary:
    'Takes a browser off one’s own list and ends its sessions; the next sign-in there is that of a new device.',
  params,
  response: z.object({ ended: z.number() }),
})

export const listKnownDevices = endpoint({
  method: 'GET',
  url: '/api/known-devices',
  summary: 'The browsers of everybody in the clinic, by person.',
  response: z.object({
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        role: z.enum(ROLES),
        /** Whether whoever asks may take a browser off this person's list. */
        mayForget: z.boolean(),
        devices: z.array(device),
      }),
    ),
  }),
})

export const forgetKnownDevice = endpoint({
  method: 'POST',
  url: '/api/known-devices/:personId/:deviceId/forget',
  summary: 'Takes a browser off somebody’s list and ends its sessions in this clinic.',
  params: z.strictObject({ personId: id, deviceId: id }),
  body: z.strictObject({ reason: line(200) }),
  response: z.object({ ended: z.number() }),
})
