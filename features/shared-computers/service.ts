/** Which browser is a shared computer, and what the clinic has of them. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Cookies } from '../../server/http/route.ts'
import { deviceAt, hashToken } from '../sessions/service.ts'
import type { listComputers, LOCK_NAMES, listSharedComputers as listEndpoint } from './contract.ts'
import {
  countSharedComputers,
  findSettings,
  findSharedComputerAtDoor,
  type ListedComputer,
  listOffers,
  listSharedComputers,
  type SharedComputer,
} from './queries.ts'

export type { SharedComputer }

/**
 * The shared computer that this browser is, by its device cookie alone: nobody has to be signed in, and its clinic may be
 * another than the context's. Undefined: it is none, or is one no more.
 */
export async function findSharedComputer(
  ctx: Context,
  cookies: Pick<Cookies, 'device'>,
): Promise<SharedComputer | undefined> {
  return cookies.device ? findSharedComputerAtDoor(ctx, hashToken(cookies.device)) : undefined
}

/** What step 3 asks: the clinic's answer (undefined: nobody answered) and when, how many are marked, how many browsers wait for an answer, the idle time there. */
export async function sharedComputersState(ctx: Context): Promise<{
  answer: boolean | undefined
  answeredAt: Date | undefined
  computers: number
  offers: number
  idleMinutes: number
}> {
  return read(ctx, async (tx) => {
    const settings = await findSettings(tx, ctx)
    return {
      answer: settings.shares_computers ?? undefined,
      answeredAt: settings.shares_answered_at ?? undefined,
      ...(await countSharedComputers(tx, ctx)),
      idleMinutes: settings.shared_idle_minutes,
    }
  })
}

const SILENT_MS = 7 * 24 * 3_600_000

/** As things, without anybody's name: what is not declared in the contract never leaves (server/http/handler.ts). */
export async function computers(ctx: Context): Promise<Answer<typeof listComputers>> {
  const rows = await read(ctx, (tx) => listSharedComputers(tx, ctx))
  return { computers: rows.map((row) => thingOf(row, ctx.now)) }
}

const thingOf = (row: ListedComputer, now: Date) => ({
  id: row.id,
  name: row.name,
  place: row.place,
  browser: row.browser,
  system: row.system,
  markedAt: row.marked_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  silent: now.getTime() - (row.last_used_at ?? row.marked_at).getTime() >= SILENT_MS,
  lookalikeSince: row.lookalike_since?.toISOString() ?? null,
})

export async function overview(ctx: Context, cookies: Cookies): Promise<Answer<typeof listEndpoint>> {
  const here = await deviceAt(ctx, cookies)
  const { computers, offers, settings } = await read(ctx, async (tx) => ({
    computers: await listSharedComputers(tx, ctx),
    offers: await listOffers(tx, ctx),
    settings: await findSettings(tx, ctx),
  }))
  return {
    computers: computers.map((row) => ({
      ...thingOf(row, ctx.now),
      markedBy: row.marked_by,
      roster: row.roster,
      here: row.device_id === here?.id,
      revision: row.revision,
    })),
    offers: offers.map((row) => ({
      deviceId: row.device_id,
      browser: row.browser,
      system: row.system,
      seenAt: row.seen_at.toISOString(),
      people: row.people,
      here: row.device_id === here?.id,
    })),
    thisIsShared: here?.shared !== undefined,
    lockNames: settings.lock_names as (typeof LOCK_NAMES)[number],
    sharedIdleMinutes: settings.shared_idle_minutes,
    shares:
      settings.shares_computers !== null && settings.shares_answered_at
        ? {
            answer: settings.shares_computers,
            at: settings.shares_answered_at.toISOString(),
            by: settings.answered_by ?? '',
          }
        : null,
  }
}
