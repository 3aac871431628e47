/**
 * Who reads the log is in the log: once an hour for what somebody looked for, so that a page which asks again every few
 * seconds does not fill it with itself. What was found leaves only when that is on record.
 */
import { hash } from 'node:crypto'
import type { LogFilters } from '../../pure/contract/log-filters.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, type Reader, read, write } from '../../server/db/database.ts'
import { insertReading, isReadingKnown } from './reading-queries.ts'

const AN_HOUR_MS = 3_600_000

/** What `work` reads with these filters, on record when somebody in person asks for it. */
export async function onRecord<T>(
  ctx: Context,
  filters: LogFilters,
  work: (tx: Reader) => Promise<T>,
): Promise<T> {
  const { personId } = ctx
  const search = wordsOf(filters)
  const what = hash('sha256', search, 'base64url')
  let recorded: Promise<void> | undefined
  const done = await read(ctx, async (tx) => {
    const known = personId === undefined || isReadingKnown(tx, ctx, personId, what)
    // What is read is of the moment of the first statement: the record of it, made meanwhile, is not among it.
    const [result] = await Promise.all([
      work(tx),
      Promise.resolve(known).then((is) => {
        if (is || personId === undefined) return
        recorded = record(ctx, personId, { search, what })
        recorded.catch(() => undefined)
      }),
    ])
    return result
  })
  await recorded
  return done
}

/** The filters but for the time and the log's own signs: whoever looks further back looks for the same. */
function wordsOf({ from: _from, to: _to, hourly: _hourly, ...filters }: LogFilters): string {
  return Object.entries(filters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${String(value)}`]))
    .toSorted((one, other) => (one < other ? -1 : 1))
    .join('\n')
}

/** Another request of the same moment was first. */
class OnRecordAlready extends Error {}

async function record(
  ctx: Context,
  personId: PersonId,
  { search, what }: { search: string; what: string },
): Promise<void> {
  const until = new Date(ctx.now.getTime() + AN_HOUR_MS)
  await write(ctx, async (tx) => {
    if (!(await insertReading(tx, ctx, personId, { what, until }))) throw new OnRecordAlready()
    return audited({ action: 'audit.searched', category: 'platform', personal: { search } })
  }).catch((error: unknown) => {
    if (!(error instanceof OnRecordAlready)) throw error
  })
}
