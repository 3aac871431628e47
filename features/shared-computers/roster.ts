/** The shift of a shared computer: what its lock screen shows, and how Owners and Admins end it. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { lockNames } from '../../pure/names/lock-names.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, refuse, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { Cookies } from '../../server/http/route.ts'
import * as sessions from '../sessions/service.ts'
import { sharedComputerProblem } from './contract.ts'
import type { getSharedComputer, listShift } from './lock-contract.ts'
import { findComputer, listRoster, type Member } from './lock-queries.ts'
import { findSharedComputer, type SharedComputer } from './service.ts'

/** Who may unlock that computer now. */
export function rosterOf(ctx: Context, computer: SharedComputer): Promise<Member[]> {
  const there = { ...ctx, clinicId: computer.clinicId }
  return read(there, (tx) => listRoster(tx, there, computer.id))
}

/** Public by the device cookie alone: names as the clinic chose to show them, never an address or a role. */
export async function lockScreen(ctx: Context, cookies: Cookies): Promise<Answer<typeof getSharedComputer>> {
  const computer = await findSharedComputer(ctx, cookies)
  if (!computer) return { computer: null }
  const [roster, last] = await Promise.all([rosterOf(ctx, computer), sessions.lastPersonHere(ctx, cookies)])
  const names = lockNames(
    roster.map(({ name }) => name),
    computer.lockNames,
  )
  return {
    computer: {
      name: computer.name,
      place: computer.place,
      clinic: { name: computer.clinicName, zone: computer.zone, locale: computer.locale },
      roster: roster.map((member, index) => ({
        personId: member.personId,
        name: names[index] ?? '',
        passkey: member.hasPasskey && ctx.kernel.config.reachedAs !== 'number',
        pin: member.hasPin,
        last: member.personId === last,
      })),
    },
  }
}

/** For Owners and Admins of the clinic. Throws `shared_computers.not_found`. */
export async function shiftOf(ctx: Context, computerId: string): Promise<Answer<typeof listShift>> {
  const people = await read(ctx, async (tx) =>
    (await findComputer(tx, ctx, computerId)) === undefined ? undefined : listRoster(tx, ctx, computerId),
  )
  if (!people) return notFound(ctx, 'GET', computerId)
  return {
    people: people.map((member) => ({
      personId: member.personId,
      name: member.name,
      open: member.state === 'open',
      since: member.joinedAt.toISOString(),
      lastActiveAt: member.lastActivityAt.toISOString(),
      endsAt: member.endsAt.toISOString(),
    })),
  }
}

/** Ends the shift of one person there, or of all: sessions kept for it end too, also the one that is open. */
export async function endShift(
  ctx: Context,
  which: { computerId: string; personId?: string },
): Promise<{ ended: number }> {
  const { computerId } = which
  const personId = which.personId as PersonId | undefined
  const none = new Error('no such computer, or not of its shift')
  return write(ctx, async (tx) => {
    const name = await findComputer(tx, ctx, computerId)
    const gone = name
      ? await sessions.endShift(tx, ctx, { computerId, why: 'by_keeper', ...(personId && { personId }) })
      : []
    if (name === undefined || (personId && gone.length === 0)) throw none
    const event = (target: { type: string; id: string }, personal: Record<string, string>): AuditEvent => ({
      action: 'shift.ended',
      category: 'auth',
      target,
      personal: { computer: name, reason: 'shift_ended', ...personal },
    })
    const [first, ...more] = gone.map((one) =>
      event({ type: 'person', id: one.personId }, { target_name: one.name }),
    )
    // Nobody was of the shift: that it was asked for is told all the same.
    return audited(first ? [first, ...more] : event({ type: 'shared_computer', id: computerId }, {}), {
      ended: gone.length,
    })
  }).catch((error: unknown) =>
    error === none ? notFound(ctx, 'DELETE', computerId) : Promise.reject(error as Error),
  )
}

/** Another clinic's computer is as unknown as one that never was. */
function notFound(ctx: Context, method: string, computerId: string): Promise<never> {
  return refuse(ctx, sharedComputerProblem('shared_computers.not_found'), {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    target: { type: 'shared_computer', id: computerId },
    personal: {
      route: `${method} /api/shared-computers/:computerId/shift`,
      reason: 'shared_computers.not_found',
    },
  })
}
