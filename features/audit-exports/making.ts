/** The bytes of an export, batch by batch: never all of it in memory, each batch read in a transaction of its own. */
import { createWords } from '../../pure/words/words.ts'
import { CSV_MARK, csvLine } from '../../pure/csv/csv.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import { exportLines } from '../audit/export-lines.ts'
import { type FoundRow, searchWhere } from '../audit/searching.ts'
import { csvHead, csvRow } from './as-csv.ts'
import { auditEventOf, type House } from './as-fhir.ts'
import { ocsfOf } from './as-ocsf.ts'
import type { Format } from './contract.ts'
import { type LoggedEvent, readLogged } from './logged.ts'
import { type ExportRow, listPlaces } from './queries.ts'

export interface Made {
  text: string
  /** How many lines of the log are in it. */
  lines: number
  /** How much of it all was made when this was: 0 to 1, by the time gone through or the lines. */
  done: number
}

/** What stands around the lines, and how one is written; `first`: none stands before it. */
interface Form {
  begin: (house: House) => string
  line: (event: LoggedEvent, house: House, first: boolean) => string
  end: (any: boolean) => string
}

/** JSON that can stand in a line: JSON.stringify leaves no line feed. */
const json = (value: unknown) => JSON.stringify(value)

const FORMS: Readonly<Record<Exclude<Format, 'jsonl'>, Form>> = {
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

export async function houseOf(ctx: Context, madeAt: Date): Promise<House> {
  const { name, locale, zone } = await read(ctx, (tx) => people.getClinic(tx, ctx))
  return {
    words: createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone }),
    zone,
    clinic: { id: ctx.clinicId, name },
    origin: ctx.kernel.config.origin,
    madeAt: madeAt.toISOString(),
  }
}

/** The same bytes whenever it is asked: what was written down after it was ordered is not in it, only what was erased is gone. */
export async function* make(ctx: Context, order: ExportRow): AsyncGenerator<Made> {
  if (order.format === 'jsonl') yield* lines(ctx, order)
  else yield* written(ctx, order, FORMS[order.format])
}

async function* written(ctx: Context, order: ExportRow, form: Form): AsyncGenerator<Made> {
  const house = await houseOf(ctx, order.ordered_at)
  let count = 0
  yield { text: form.begin(house), lines: 0, done: 0 }
  for await (const rows of rowsOf(ctx, order)) {
    const places = await read(ctx, (tx) =>
      listPlaces(
        tx,
        ctx,
        rows.map(({ id }) => id),
      ),
    )
    const text = rows
      .map(({ id, body, doc }, at) =>
        form.line(readLogged({ body, doc, leaf_index: places.get(id) }), house, count + at === 0),
      )
      .join('')
    count += rows.length
    yield { text, lines: rows.length, done: goneThrough(order, rows.at(-1)?.at) }
  }
  yield { text: form.end(count > 0), lines: 0, done: 1 }
}

/** Of the time that was ordered, walked back from its end: counting the lines first would take as long as making them. */
function goneThrough({ since, until }: ExportRow, at: Date | undefined): number {
  const span = until.getTime() - since.getTime()
  return at === undefined || span <= 0 ? 0 : Math.min(1, Math.max(0, (until.getTime() - at.getTime()) / span))
}

/** The canonical form, with proofs: what waits for the seal is sealed first. */
async function* lines(ctx: Context, order: ExportRow): AsyncGenerator<Made> {
  await ctx.kernel.sealNow(ctx.clinicId)
  // All ids are asked for before the first line is made.
  let [wanted, made] = [0, 0]
  const ids = (async function* () {
    for await (const rows of rowsOf(ctx, order)) {
      wanted += rows.length
      yield rows.map(({ id }) => id)
    }
  })()
  for await (const { text, entries } of exportLines(ctx, { kind: 'events', ids })) {
    made += entries
    yield { text, lines: entries, done: wanted === 0 ? 0 : made / wanted }
  }
}

/** The newest first. */
async function* rowsOf(ctx: Context, order: ExportRow): AsyncGenerator<FoundRow[]> {
  const filters = { ...order.filters, from: order.since.toISOString(), to: order.until.toISOString() }
  for await (const rows of searchWhere(ctx, filters)) {
    const known = rows.filter(({ received_at }) => received_at < order.ordered_at)
    if (known.length > 0) yield known
  }
}
