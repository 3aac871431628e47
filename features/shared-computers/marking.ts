/**
 * How a browser becomes a shared computer, and stops being one. An Owner or Admin makes a code after a fresh sign-in;
 * whoever types it sits at that browser. The code is kept as a keyed hash, works once and for ten minutes; wrong, used and
 * over answer alike and are slowed by network.
 */
import { createHmac, randomInt } from 'node:crypto'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { may } from '../../pure/roles/roles.ts'
import {
  type Context,
  type DeviceId,
  INSTALLATION,
  type PersonId,
  speakingFor,
} from '../../server/context.ts'
import { type Audited, audited, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { Cookies } from '../../server/http/route.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { attemptFromNetwork } from '../identity/service.ts'
import * as sessions from '../sessions/service.ts'
import {
  type makeSharedCode,
  type markThisBrowser,
  sharedComputerProblem,
  type takeMark,
} from './contract.ts'
import {
  type CodeAtDoor,
  type EndedThere,
  endDeviceSessions,
  endRoster,
  findCodeAtDoor,
  holdSharedComputer,
  insertCode,
  insertSharedComputer,
  updateSharedComputer,
  useCode,
} from './marking-queries.ts'
import { refusing } from './refusals.ts'
import { findSettings, updateOffer, updateShares } from './queries.ts'

const CODE_MINUTES = 10
/** Without 0 O 1 I L, as people mistake them: 31 letters, ten of them are 49 bits for ten minutes. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 10

export interface Plate {
  name: string
  place: string
}

/** Throws `shared_computers.not_found` for one to be marked again that is none of the clinic's. */
export async function makeCode(
  ctx: Context,
  session: SessionView,
  { computerId, ...plate }: Plate & { computerId?: string | undefined },
): Promise<Answer<typeof makeSharedCode>> {
  const code = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const endsAt = new Date(ctx.now.getTime() + CODE_MINUTES * 60_000)
  await write(ctx, async (tx) => {
    if (computerId && !(await holdSharedComputer(tx, ctx, { id: computerId })))
      throw sharedComputerProblem('shared_computers.not_found')
    const id = newId(ctx.now)
    await insertCode(tx, ctx, {
      id,
      hash: hashCode(ctx, code),
      computerId,
      ...plate,
      madeBy: session.personId,
      endsAt,
    })
    return audited(
      about('shared_computer.code_made', computerId, plate, { link_ends_at: endsAt.toISOString() }),
    )
  }).catch(refusing(ctx, 'POST /api/shared-computers/codes'))
  return { code: `${code.slice(0, 5)}-${code.slice(5)}`, endsAt: endsAt.toISOString() }
}

/** Throws `shared_computers.code_not_matching`, `identity.slowed`, `shared_computers.taken`, `shared_computers.name_taken`. */
export async function markHere(call: {
  ctx: Context
  session: SessionView | undefined
  cookies: Cookies
  userAgent: string
  body: { code: string }
}): Promise<Answer<typeof markThisBrowser>> {
  const { ctx, cookies, body, session } = call
  const turn = await attemptFromNetwork(ctx, 'shared_computer_code')
  const code = await findCodeAtDoor(ctx, hashCode(ctx, lettersOf(body.code)))
  const good = code && code.usedAt === null && code.endsAt > ctx.now && code.state === 'active'
  if (!good || !may(code.role, 'devices.manage')) return refuseCode(ctx, code)
  const here = await sessions.deviceAt(ctx, cookies)
  // Whoever is signed in there typed it; else all that is known is who made it.
  const typist = session?.clinicId === code.clinicId ? ctx.actor : ({ kind: 'link', id: code.id } as const)
  const speaker = { ...speakingFor(ctx, { clinicId: code.clinicId, actor: typist }), deviceName: code.name }
  const fail = refusing(speaker, 'POST /api/shared-computer/mark')
  const late = sharedComputerProblem('shared_computers.code_not_matching')
  const device = await write(speaker, async (tx) => {
    if (!(await useCode(tx, speaker, code.id))) throw late
    const made = here ? undefined : await sessions.makeDevice(tx, speaker, call.userAgent)
    const deviceId = here?.id ?? made?.id
    if (deviceId === undefined) throw late
    const events = await mark(tx, speaker, {
      ...code,
      deviceId,
      markedBy: code.madeBy,
      computerId: code.computerId,
    })
    const ended = await endDeviceSessions(tx, speaker, deviceId, true, 'marked_shared')
    await sessions.judgeDevice(tx, deviceId)
    const [first, ...rest] = events
    const marked = { ...first, personal: { ...first.personal, made_by: code.madeByName } }
    return audited([marked, ...rest, ...ended.map((one) => endEvent(one, 'marked_shared'))], made)
  }).catch((error: unknown) => (error === late ? refuseCode(ctx, code) : fail(error)))
  await turn.succeeded()
  device?.apply(cookies)
  cookies.clearSession()
  return { name: code.name, place: code.place, clinic: code.clinicName }
}

interface Marking extends Plate {
  deviceId: DeviceId
  markedBy: PersonId
  /** The one that is marked again; null: a new one, or this browser under another name. */
  computerId: string | null
}

/**
 * Makes the browser that shared computer, inside a change of its clinic, and gives what the log is told. One that was
 * marked before gets the name and place; one that is marked again moves here, and its roster, which the former browser
 * held, ends.
 */
export async function mark(
  tx: Writer,
  ctx: Context,
  { deviceId, markedBy, computerId, name, place }: Marking,
): Promise<[AuditEvent, ...AuditEvent[]]> {
  await sessions.holdDevice(tx, deviceId)
  const settings = await findSettings(tx, ctx)
  // Whoever marks one has answered whether there are any.
  if (settings.shares_computers !== true) await updateShares(tx, ctx, true, markedBy)
  await updateOffer(tx, ctx, deviceId, 'shared', markedBy)
  const here = await holdSharedComputer(tx, ctx, { deviceId })
  const plate = { name, place }
  if (!computerId) {
    if (here) {
      await updateSharedComputer(tx, ctx, here.id, plate)
      return [about('shared_computer.changed', here.id, plate, changeOf(here, plate))]
    }
    const id = newId(ctx.now)
    await insertSharedComputer(tx, ctx, { id, deviceId, markedBy, ...plate })
    return [about('shared_computer.marked', id, plate)]
  }
  const again = await holdSharedComputer(tx, ctx, { id: computerId })
  if (!again) throw sharedComputerProblem('shared_computers.not_found')
  const events: AuditEvent[] = []
  if (here && here.id !== again.id) {
    await updateSharedComputer(tx, ctx, here.id, { ended_at: ctx.now })
    await endRoster(tx, ctx, here.id, 'mark_taken')
    events.push(about('shared_computer.mark_taken', here.id, here))
  }
  await endRoster(tx, ctx, again.id, 'marked_again')
  await updateSharedComputer(tx, ctx, again.id, { ...plate, device_id: deviceId })
  const left = again.device_id as DeviceId
  if (left !== deviceId) await sessions.judgeDevice(tx, left)
  return [about('shared_computer.marked_again', again.id, plate), ...events]
}

/** Throws `shared_computers.not_found`, `shared_computers.changed_meanwhile`, `shared_computers.name_taken`. */
export async function change(
  ctx: Context,
  computerId: string,
  { revision, ...plate }: Plate & { revision: number },
): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const before = await holdSharedComputer(tx, ctx, { id: computerId })
    if (!before) throw sharedComputerProblem('shared_computers.not_found')
    if (before.revision !== revision) throw sharedComputerProblem('shared_computers.changed_meanwhile')
    await updateSharedComputer(tx, ctx, computerId, plate)
    await sessions.judgeDevice(tx, before.device_id as DeviceId)
    return audited(about('shared_computer.changed', computerId, plate, changeOf(before, plate)))
  }).catch(refusing(ctx, 'PUT /api/shared-computers/:computerId'))
  return {}
}

/** Its sessions of this clinic and its roster end in the same change. Throws `shared_computers.not_found`. */
export async function takeMarkOff(
  ctx: Context,
  session: SessionView,
  computerId: string,
  cookies: Cookies,
): Promise<Answer<typeof takeMark>> {
  const ended = await write(ctx, async (tx): Promise<Audited<EndedThere[]>> => {
    const before = await holdSharedComputer(tx, ctx, { id: computerId })
    if (!before) throw sharedComputerProblem('shared_computers.not_found')
    const deviceId = before.device_id as DeviceId
    await sessions.holdDevice(tx, deviceId)
    await updateSharedComputer(tx, ctx, computerId, { ended_at: ctx.now })
    await endRoster(tx, ctx, computerId, 'mark_taken')
    const there = await endDeviceSessions(tx, ctx, deviceId, false, 'mark_taken')
    await sessions.judgeDevice(tx, deviceId)
    return audited(
      [
        about('shared_computer.mark_taken', computerId, before),
        ...there.map((one) => endEvent(one, 'mark_taken')),
      ],
      there,
    )
  }).catch(refusing(ctx, 'DELETE /api/shared-computers/:computerId'))
  if (ended.some(({ sessionId }) => sessionId === session.sessionId)) cookies.clearSession()
  return { ended: ended.length }
}

const lettersOf = (typed: string) => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

/** Keyed, so that a copy of the database alone cannot be searched for a code. */
const hashCode = (ctx: Context, code: string) =>
  createHmac('sha256', ctx.kernel.keys.derive('shared computer code')).update(code).digest()

/** In the log of the clinic whose code it was, else of the only clinic, else of the installation. */
async function refuseCode(ctx: Context, code: CodeAtDoor | undefined): Promise<never> {
  const clinicId = code?.clinicId ?? (await sessions.onlyClinic(ctx)) ?? INSTALLATION
  const reason = 'shared_computers.code_not_matching'
  await recordRefusal(speakingFor(ctx, { clinicId }), {
    action: 'shared_computer.code_refused',
    category: 'config',
    outcome: 'refused',
    personal: { reason, target_name: code?.name },
  })
  throw sharedComputerProblem(reason)
}

const said = ({ name, place }: Plate) => `${name} (${place})`
const changeOf = (before: Plate, after: Plate) => ({ before: said(before), after: said(after) })

/** Its name as what it is about: `device_name` of an event is where it happened. */
const about = (
  action: string,
  id: string | undefined,
  { name, place }: Plate,
  more: Record<string, string> = {},
): AuditEvent => ({
  action,
  category: 'config',
  target: { type: 'shared_computer', id },
  personal: { target_name: name, place, ...more },
})

const endEvent = (
  { clinicId, sessionId, personId, personName }: EndedThere,
  why: 'marked_shared' | 'mark_taken',
): AuditEvent => ({
  action: 'session.end',
  category: 'auth',
  clinicId,
  sessionId,
  target: { type: 'person', id: personId },
  personal: { reason: why, target_name: personName },
})
