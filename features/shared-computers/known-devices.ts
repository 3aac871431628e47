/** Browsers that somebody signed in with: one's own list, and for Owners and Admins that of everybody. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { outranks } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, refuse, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { httpProblem } from '../../server/http/contract.ts'
import { describeAgent } from '../../server/http/agent.ts'
import type { Cookies } from '../../server/http/route.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as sessions from '../sessions/service.ts'
import {
  type forgetMyDevice,
  knownDeviceProblem,
  type listKnownDevices as listAllEndpoint,
  type listMyDevices,
} from './devices-contract.ts'
import * as queries from './device-queries.ts'
import { refusing } from './refusals.ts'

export async function myDevices(ctx: Context): Promise<Answer<typeof listMyDevices>> {
  const rows = await read(ctx, (tx) => queries.listOwnDevices(tx, ctx))
  return { devices: rows.map((row) => ({ ...shown(row), here: row.device_id === ctx.deviceId })) }
}

export async function rename(ctx: Context, deviceId: string, name: string): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const before = await mine(tx, ctx, deviceId)
    await queries.updateOwnDevice(tx, ctx, deviceId, { name })
    return audited(about('known_device.renamed', before, { before: nameOf(before), after: name }))
  }).catch(refusing(ctx, 'PUT /api/profile/devices/:deviceId/name'))
  return {}
}

/**
 * "Nobody else uses it": its sessions have the idle time of one's own device from now on. Throws
 * `known_devices.is_shared`, `known_devices.others_use_it`, `known_devices.not_found`.
 */
export async function stateOwn(ctx: Context, deviceId: string, own: boolean): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const before = await mine(tx, ctx, deviceId)
    const use = await queries.findDeviceUse(tx, ctx, deviceId)
    if (own && use.shared) throw knownDeviceProblem('known_devices.is_shared')
    if (own && use.others) throw knownDeviceProblem('known_devices.others_use_it')
    await queries.updateOwnDevice(tx, ctx, deviceId, { own })
    await sessions.judgeDevice(tx, before.device_id)
    return audited(about('known_device.own_stated', before, { after: own ? 'own' : 'not_own' }))
  }).catch(refusing(ctx, 'PUT /api/profile/devices/:deviceId/own'))
  return {}
}

/** Ends one's sessions there, in all clinics; this one too where it is the browser one sits at. */
export async function forgetMine(
  ctx: Context,
  session: SessionView,
  deviceId: string,
  cookies: Cookies,
): Promise<Answer<typeof forgetMyDevice>> {
  const ended = await write(ctx, async (tx) => {
    const before = await mine(tx, ctx, deviceId)
    await queries.updateOwnDevice(tx, ctx, deviceId, { own: false, forgotten_at: ctx.now })
    const there = await queries.endOwnSessionsAt(tx, ctx, session.personId, deviceId)
    return audited(
      [
        about('known_device.forgotten', before),
        ...there.map((one) => ({ ...endEvent(session.personId, session.personName), ...one })),
      ],
      there,
    )
  }).catch(refusing(ctx, 'DELETE /api/profile/devices/:deviceId'))
  if (ended.some(({ sessionId }) => sessionId === session.sessionId)) cookies.clearSession()
  return { ended: ended.length }
}

export async function everybodysDevices(
  ctx: Context,
  session: SessionView,
): Promise<Answer<typeof listAllEndpoint>> {
  const rows = await read(ctx, (tx) => queries.listKnownDevices(tx))
  const people = Map.groupBy(rows, (row) => row.person_id)
  return {
    people: [...people].flatMap(([id, devices]) => {
      const [first] = devices
      if (!first) return []
      return [
        {
          id,
          name: first.person_name,
          role: first.role,
          mayForget: id === session.personId || outranks(session.role, first.role),
          devices: devices.map(shown),
        },
      ]
    }),
  }
}

/** Throws `known_devices.not_found`, and `request.not_allowed` for somebody of the same rank or above. */
export async function forgetOf(
  ctx: Context,
  session: SessionView,
  { personId, deviceId }: { personId: string; deviceId: string },
  reason: string,
): Promise<Answer<typeof forgetMyDevice>> {
  const route = 'POST /api/known-devices/:personId/:deviceId/forget'
  const fail = refusing(ctx, route)
  const rows = await read(ctx, (tx) => queries.listKnownDevices(tx))
  const row = rows.find((one) => one.person_id === personId && one.device_id === deviceId)
  if (!row) return fail(knownDeviceProblem('known_devices.not_found'))
  if (personId !== session.personId && !outranks(session.role, row.role))
    await refuse(ctx, httpProblem('request.not_allowed'), {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      target: { type: 'person', id: personId },
      personal: {
        route,
        reason: 'request.not_allowed',
        target_name: row.person_name,
      },
    })
  const ended = await write(ctx, async (tx) => {
    if (!(await queries.forgetDevice(tx, ctx, personId, deviceId)))
      throw knownDeviceProblem('known_devices.not_found')
    const there = await queries.endSessionsAt(tx, ctx, personId, deviceId)
    return audited(
      [
        {
          action: 'known_device.forgotten',
          category: 'auth',
          target: { type: 'person', id: personId },
          personal: { target_name: row.person_name, device: nameOf(row), reason },
        },
        ...there.map((sessionId) => ({ ...endEvent(personId, row.person_name), sessionId })),
      ],
      there,
    )
  }).catch(fail)
  return { ended: ended.length }
}

async function mine(tx: Writer, ctx: Context, deviceId: string): Promise<queries.OwnDevice> {
  const [row] = await queries.listOwnDevices(tx, ctx, deviceId)
  if (!row) throw knownDeviceProblem('known_devices.not_found')
  return row
}

const shown = (row: queries.OwnDevice) => ({
  deviceId: row.device_id,
  name: row.name,
  browser: row.browser,
  system: row.system,
  firstAt: row.known_at.toISOString(),
  lastAt: row.last_at.toISOString(),
  own: row.own,
  sharedComputer: row.computer,
})

const nameOf = (row: queries.OwnDevice) => row.name ?? describeAgent(row) ?? ''

const about = (action: string, row: queries.OwnDevice, more: Record<string, string> = {}): AuditEvent => ({
  action,
  category: 'auth',
  target: { type: 'device', id: row.device_id },
  personal: { target_name: nameOf(row), ...more },
})

const endEvent = (personId: string, name: string): AuditEvent => ({
  action: 'session.end',
  category: 'auth',
  target: { type: 'person', id: personId },
  personal: { reason: 'device_forgotten', target_name: name },
})
