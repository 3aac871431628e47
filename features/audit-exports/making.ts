/** The bytes of an export, batch by batch: never all of it in memory, each batch read in a transaction of its own. */
import { CSV_MARK, csvLine } from '../../pure/csv/csv.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import { keepNewest } from '../audit/export.ts'
import { exportLines, type ExportMark } from '../audit/export-lines.ts'
import { type FoundRow, searchWhere } from '../audit/searching.ts'
import { csvHead, csvRow } from './as-csv.ts'
import { auditEventOf, type House } from './as-fhir.ts'
import { ocsfOf } from './as-ocsf.ts'
import { beginWith, type Begun, houseOf, type Mark } from './begun.ts'
import { type Format, logExportProblem } from './contract.ts'
import { type LoggedEvent, readLogged } from './logged.ts'
import { type ExportRow, listPlaces, type Numbered } from './queries.ts'

export interface Made {
  text: string
  /** How many lines of the log are in it. */
  lines: number
  /** How much of it all was made when this was: 0 to 1, by the time gone through or the lines. */
  done: number
  /** Where another work goes on after this. */
  mark: Mark
}

/** What an earlier work left: from here on the bytes are those that it would have written. */
export interface Kept {
  begun: Begun
  mark: Mark
  lines: number
}

/** What stands around the lines, and how one is written; `first`: none stands before it. */
interface Form {
  begin: (house: House) => string
  line: (event: LoggedEvent, house: House, first: boolean) => string
  end: (any: boolean) => string
}

/** JSON that can stand in a line: JSON.stringify leaves no line feed. */
const json = (value: unknown) => JSON.stringify(value)

const FORMS: Readonly<Record<Exclude<Format, 'jsonl' | 'whole'>, Form>> = {
  csv: {
    begin: (house) => `${CSV_MARK}${csvLine(csvHead(house))}`,
    line: (event, house) => csvLine(csvRow(event, house)),
    end: () => '',
  },
  // A Bundle is one JSON document; an empty list must not stand in one (FHIR R4, JSON).
  fhir: {
    begin: ({ madeAt }) => `{"resourceType":"Bundle","type":"collection","timestamp":${json(madeAt)}`,
    line: (event, house, first) =>
      `${first ? ',"entry":[' : ','}\n${json({ fullUrl: `urn:uuid:${event.id}`, resource: auditEventOf(event, house) })}`,
    end: (any) => (any ? '\n]}\n' : '}\n'),
  },
  ocsf: {
    begin: () => '',
    line: (event, house) => `${json(ocsfOf(event, house))}\n`,
    end: () => '',
  },
}

/** The same bytes whenever it is asked: what was written down after it was ordered is not in it, only what was erased is gone. */
export async function* make(ctx: Context, order: ExportRow): AsyncGenerator<Made> {
  // The whole log is always prepared: made anew it would have grown.
  if (order.format === 'whole') throw logExportProblem('audit_exports.not_ready')
  if (order.format === 'jsonl') {
    await ctx.kernel.sealNow(ctx.clinicId)
    yield* lines(ctx, order, undefined)
  } else {
    const begun = await beginWith(ctx)
    yield* written(ctx, order, FORMS[order.format], { begun, mark: undefined, lines: 0, sealed: false })
  }
}

/** The rest of one that is being prepared, of what was sealed when it was begun. */
export async function* makeRest(
  ctx: Context,
  order: ExportRow,
  begun: Begun,
  kept: Omit<Kept, 'begun'> | undefined,
): AsyncGenerator<Made> {
  const mark = kept?.mark
  if (mark === 'whole') return
  const leaf = mark && 'leaf' in mark ? mark.leaf : undefined
  if (order.format === 'whole') yield* whole(ctx, order, leaf)
  else if (order.format === 'jsonl') yield* lines(ctx, order, leaf)
  else {
    const from = { begun, mark: mark && 'after' in mark ? mark : undefined, lines: kept?.lines ?? 0 }
    yield* written(ctx, order, FORMS[order.format], { ...from, sealed: true })
  }
}

interface From {
  begun: Begun
  mark: { after: { at: string; id: string } | null } | undefined
  lines: number
  /** Only what was sealed when it was begun. */
  sealed: boolean
}

async function* written(
  ctx: Context,
  order: ExportRow,
  form: Form,
  { begun, mark, lines: before, sealed }: From,
): AsyncGenerator<Made> {
  const house = houseOf(ctx, begun, order.ordered_at)
  let count = before
  if (!mark) yield { text: form.begin(house), lines: 0, done: 0, mark: { after: null } }
  for await (const rows of rowsOf(ctx, order, mark?.after ?? undefined)) {
    const places = await read(ctx, (tx) =>
      listPlaces(
        tx,
        ctx,
        rows.map(({ id }) => id),
      ),
    )
    const wanted = sealed ? rows.filter(({ id }) => isWithin(begun, places.get(id))) : rows
    const text = wanted
      .map(({ id, body, doc }, at) =>
        form.line(readLogged({ body, doc, leaf_index: places.get(id)?.index }), house, count + at === 0),
      )
      .join('')
    count += wanted.length
    const last = rows.at(-1)
    yield {
      text,
      lines: wanted.length,
      done: goneThrough(order, last?.at),
      mark: { after: last ? { at: last.at.toISOString(), id: last.id } : null },
    }
  }
  yield { text: form.end(count > 0), lines: 0, done: 1, mark: 'whole' }
}

const isWithin = ({ sizes }: Begun, place: Numbered | undefined): boolean =>
  place !== undefined && sizes.some(({ log, size }) => log === place.log && Number(place.index) < size)

/** Of the time that was ordered, walked back from its end: counting the lines first would take as long as making them. */
function goneThrough({ since, until }: ExportRow, at: Date | undefined): number {
  const span = until.getTime() - since.getTime()
  return at === undefined || span <= 0 ? 0 : Math.min(1, Math.max(0, (until.getTime() - at.getTime()) / span))
}

/** The canonical form, with proofs. */
async function* lines(ctx: Context, order: ExportRow, after: ExportMark | undefined): AsyncGenerator<Made> {
  // All ids are asked for before the first line is made.
  let [wanted, made] = [0, after?.entries ?? 0]
  const ids = (async function* () {
    for await (const rows of rowsOf(ctx, order)) {
      wanted += rows.length
      yield rows.map(({ id }) => id)
    }
  })()
  for await (const { text, entries, mark } of exportLines(ctx, { kind: 'events', ids }, after)) {
    made += entries
    const done = wanted === 0 ? 0 : Math.min(1, made / wanted)
    yield { text, lines: entries, done, mark: mark ? { leaf: mark } : 'whole' }
  }
}

/** The canonical form of all there is; it ends with a checkpoint that covers the order itself, which is kept. */
async function* whole(ctx: Context, { by }: ExportRow, after: ExportMark | undefined): AsyncGenerator<Made> {
  if (!after) await keepNewest(ctx, by)
  let made = after?.entries ?? 0
  for await (const { text, entries, mark } of exportLines(ctx, { kind: 'whole' }, after)) {
    made += entries
    const all = mark?.sizes.reduce((sum, { size }) => sum + size, 0) ?? made
    yield { text, lines: entries, done: all === 0 ? 0 : made / all, mark: mark ? { leaf: mark } : 'whole' }
  }
}

/** The newest first. */
async function* rowsOf(
  ctx: Context,
  order: ExportRow,
  after?: { at: string; id: string },
): AsyncGenerator<FoundRow[]> {
  const filters = { ...order.filters, from: order.since.toISOString(), to: order.until.toISOString() }
  const place = after && { at: new Date(after.at), id: after.id }
  for await (const rows of searchWhere(ctx, filters, { after: place })) {
    const known = rows.filter(({ received_at }) => received_at < order.ordered_at)
    if (known.length > 0) yield known
  }
}
