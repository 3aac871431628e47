/** Which browser is a shared computer, and what the clinic has of them. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Cookies } from '../../server/http/route.ts'
import { hashToken } from '../sessions/service.ts'
import type { listSharedComputers as listEndpoint } from './contract.ts'
import { findSharedComputerAtDoor, listSharedComputers, type SharedComputer } from './queries.ts'

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

export async function overview(ctx: Context): Promise<Answer<typeof listEndpoint>> {
  const rows = await read(ctx, (tx) => listSharedComputers(tx, ctx))
  return {
    computers: rows.map((row) => ({
      id: row.id,
      name: row.name,
      place: row.place,
      markedAt: row.marked_at.toISOString(),
      markedBy: row.marked_by_name,
      revision: row.revision,
    })),
  }
}
