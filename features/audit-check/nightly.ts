/** Each night every log is checked; what does not hold is on record once, and every Owner hears of it at once. */
import { type Context, systemContext } from '../../server/context.ts'
import { audited, read, unaudited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { Kernel } from '../../server/kernel.ts'
import * as people from '../people/service.ts'
import { check, type Checked } from './check.ts'
import { MOST_KEPT } from './contract.ts'
import type { Found } from './found.ts'
import { partTonight, stateOf } from './plan.ts'
import { listUnchecked } from './queries.ts'
import { type CheckState, findCheck, insertFindings, listUnknown, upsertCheck } from './state-queries.ts'
import { sayerOf } from './telling.ts'

const HOUR_MS = 3_600_000
/** A second run of the same night does nothing, and what began today waits for the next. */
const SAME_NIGHT_MS = 12 * HOUR_MS
/** Each is an event of its own; what was found besides is one with its number. */
const MOST_EVENTS = 20
/** Sentences in the mail. */
const MOST_TOLD = 5

/** So many logs at a time: most are small, and wait for the database. */
const AT_ONCE = 4

/** Every log, each by itself: the fault of one leaves the others their check. */
export async function checkAll(kernel: Kernel): Promise<void> {
  const since = new Date(systemContext(kernel).now.getTime() - SAME_NIGHT_MS)
  const clinics = (await listUnchecked({ kernel }, since)).values()
  const one = async () => {
    for (const clinicId of clinics)
      await checkTonight(systemContext(kernel, clinicId)).catch((error: unknown) =>
        kernel.log.error({ err: error, clinicId }, 'The log of a clinic could not be checked'),
      )
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

async function checkTonight(ctx: Context): Promise<void> {
  const before = await read(ctx, (tx) => findCheck(tx, ctx))
  const checked = await check(ctx, partTonight(before))
  await tell(ctx, checked, before)
  // Of a log that was changed itself what was made from it may be all that is left.
  if (checked.derived.any && checked.found.derivedAlone) await checked.derived.mend(ctx)
}

async function tell(ctx: Context, checked: Checked, before: CheckState | undefined): Promise<void> {
  const { found } = checked
  // Nothing is sealed there yet.
  if (checked.logs.length === 0 && found.count === 0) return
  const named = found.named
    .slice(0, MOST_KEPT)
    .map((one) => (found.derivedAlone && isMended(one) ? { ...one, mended: ctx.now } : one))
  const after = stateAfter(ctx, checked, before, found.count - named.length)
  const keep = (tx: Writer) => upsertCheck(tx, ctx, after)
  if (found.count === 0)
    return write(ctx, async (tx) => {
      await keep(tx)
      return audited(verified(after))
    })
  const fresh = await read(ctx, (tx) => listUnknown(tx, ctx, named))
  if (fresh.length === 0) return unaudited(ctx, 'the check found what it had found before', keep)
  ctx.kernel.log.error(
    { clinicId: ctx.clinicId, found: found.count, first: fresh[0] },
    'The log does not hold against its own tree',
  )
  await write(ctx, async (tx) => {
    await keep(tx)
    await insertFindings(tx, ctx, named)
    await tellOwners(tx, ctx, fresh, found.count - named.length)
    const [first, ...others] = failed(ctx, fresh, found.count - named.length)
    if (!first) throw new Error('Something was found, and there is nothing to say of it')
    return audited([first, ...others])
  })
}

function stateAfter(
  ctx: Context,
  checked: Checked,
  before: CheckState | undefined,
  more: number,
): CheckState {
  const { logs, next } = checked
  return {
    checkedAt: ctx.now,
    entries: logs.reduce((sum, { size }) => sum + size, 0),
    read: logs.reduce((sum, { read: leaves }) => sum + leaves, 0),
    more,
    logs: Object.fromEntries(logs.map((one) => [one.log, stateOf(one, before?.logs[one.log])])),
    rows: next[0],
  }
}

/** What belongs to no entry is nothing that could be made anew. */
const isMended = ({ index, what }: Found): boolean => index !== undefined || what !== 'added'

const verified = ({ entries, read: leaves }: CheckState): AuditEvent => ({
  action: 'log.verified',
  category: 'platform',
  target: { type: 'log' },
  personal: { entries: String(entries), read: String(leaves) },
})

function failed(ctx: Context, fresh: readonly Found[], more: number): AuditEvent[] {
  const said = sayerOf(ctx.kernel)
  const one = (found: Found): AuditEvent => ({
    action: 'log.check_failed',
    category: 'platform',
    outcome: 'failed',
    target: found.eventId === undefined ? { type: 'log' } : { type: 'event', id: found.eventId },
    personal: { finding: said(found) },
  })
  const rest = Math.max(0, fresh.length - MOST_EVENTS) + more
  return [
    ...fresh.slice(0, MOST_EVENTS).map(one),
    ...(rest > 0
      ? [{ ...one(fresh[MOST_EVENTS] ?? (fresh[0] as Found)), target: { type: 'log' }, count: rest }]
      : []),
  ]
}

/** One mail a check, whatever it found: the page has all of it. */
async function tellOwners(tx: Writer, ctx: Context, fresh: readonly Found[], more: number): Promise<void> {
  const said = sayerOf(ctx.kernel)
  await people.tellOwners(tx, ctx, {
    template: 'log_check_failed',
    values: {
      n: String(fresh.length + more),
      found: fresh
        .slice(0, MOST_TOLD)
        .map((one) => `- ${said(one)}`)
        .join('\n'),
      more: String(Math.max(0, fresh.length - MOST_TOLD) + more),
    },
  })
}
