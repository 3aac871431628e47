/**
 * The clock of tests: `GET` and `PUT /api/test/clock`, only with ENAMEL_TEST_CLOCK=1 and on loopback. The
 * offset is a row of the database, so that every process shares it; a PUT answers when everything due by then
 * has run.
 */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { systemContext } from '../context.ts'
import { door, unaudited } from '../db/database.ts'
import type { Kernel } from '../kernel.ts'
import { httpProblem } from './contract.ts'

const order = z.union([
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advanceSeconds: z.number().int().min(-400_000_000).max(400_000_000) }),
])
const SETTLE_MS = 120_000

/** Reads the shared offset into this process's clock. */
export async function refreshClock(kernel: Kernel): Promise<void> {
  const row = await door({ kernel }, (way) =>
    way.selectFrom('installation').select('clock_offset_ms').executeTakeFirst(),
  )
  kernel.clock.setOffset(Number(row?.clock_offset_ms ?? 0))
}

export async function addTestClock(
  app: FastifyInstance,
  kernel: Kernel,
  settle: (limitMs: number) => Promise<{ ran: Record<string, number>; pending: number }>,
): Promise<void> {
  const seen = () => ({ now: kernel.clock.now().toISOString(), offsetSeconds: kernel.clock.offsetMs / 1000 })
  app.get('/api/test/clock', { config: { plain: 'test' } }, () => seen())
  app.put('/api/test/clock', { config: { plain: 'test' } }, async (request) => {
    const parsed = order.safeParse(request.body)
    if (!parsed.success) throw httpProblem('request.fields', { fields: [{ path: 'body', expected: 'form' }] })
    await unaudited(systemContext(kernel), 'the clock of tests is no act of anybody', async (tx) => {
      // Held until it is moved: two processes told to go on at once both do.
      const shared = await tx
        .selectFrom('installation')
        .select(['clock_offset_ms', 'set_up_at'])
        .forUpdate()
        .executeTakeFirstOrThrow()
      const before = Number(shared.clock_offset_ms)
      kernel.clock.setOffset(before)
      const here = kernel.clock.now().getTime()
      const target =
        'set' in parsed.data ? new Date(parsed.data.set).getTime() : here + parsed.data.advanceSeconds * 1000
      const offset = Math.round(before + target - here)
      // Back only before the first clinic: rows would otherwise lie in the future.
      if (offset < before && shared.set_up_at) throw httpProblem('request.not_allowed')
      await tx.updateTable('installation').set({ clock_offset_ms: offset }).execute()
      await sql`SELECT ensure_event_months(${new Date(target)}, 14)`.execute(tx)
    })
    await refreshClock(kernel)
    const settled = await settle(SETTLE_MS)
    return { now: kernel.clock.now().toISOString(), ...settled }
  })
}
