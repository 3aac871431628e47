/** Taking lines out of the log: on record first, then the bytes. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import type { LogFilters } from '../../pure/contract/log-filters.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, refuse, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { schedule } from '../../server/jobs/schedule.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { findNewest, wantedOf } from '../audit/searching.ts'
import {
  type Format,
  KEPT_DAYS,
  type listExports,
  logExportProblem,
  MOST_AT_ONCE,
  MOST_PREPARING,
  type orderExport,
  type readExport,
  saveExport,
} from './contract.ts'
import { localTime } from './as-csv.ts'
import { make } from './making.ts'
import { FORGET, forgetAt, PREPARE } from './preparing.ts'
import { countPreparing, type ExportRow, findPart, findRow, insertExport, listRows } from './queries.ts'

const DAY_MS = 86_400_000
const PERMISSION = 'audit.read'

interface Order {
  format: Format
  reason: string
  filters: LogFilters
}

/** Throws `audit_exports.nothing`, `whole_has_no_filters`, `too_many`. The bounds in time are fixed here, so that it stays what was ordered. */
export async function order(
  ctx: Context,
  session: SessionView,
  { format, reason, filters }: Order,
): Promise<Answer<typeof orderExport>> {
  const { from: _from, to, ...others } = filters
  const whole = format === 'whole'
  // Whoever names filters wants those lines: they are not given all of it.
  if (whole && Object.values(filters).some((filter) => filter !== undefined))
    throw logExportProblem('audit_exports.whole_has_no_filters')
  const until = new Date(Math.min(to === undefined ? Infinity : Date.parse(to), ctx.now.getTime()))
  const wanted = whole ? undefined : await count(ctx, { ...filters, to: until.toISOString() })
  if (wanted?.count === 0) throw logExportProblem('audit_exports.nothing')
  const large = !wanted || wanted.count > MOST_AT_ONCE
  const since = wanted?.since ?? new Date(0)
  const exportId = newId(ctx.now)
  const state = large ? 'preparing' : 'at_once'
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session, PERMISSION)
    if (large) {
      await people.holdClinic(tx, ctx)
      if ((await countPreparing(tx, ctx)) >= MOST_PREPARING)
        throw logExportProblem('audit_exports.too_many', { values: { n: MOST_PREPARING } })
      await schedule(tx, ctx, { kind: PREPARE, key: exportId, at: ctx.now })
    }
    await schedule(tx, ctx, { kind: FORGET, key: exportId, at: forgetAt(ctx.now) })
    await insertExport(tx, ctx, {
      id: exportId,
      format,
      filters: others,
      since,
      until,
      reason,
      by: session.personId,
      state,
      lines: large ? 0 : wanted.count,
      keptUntil: new Date(ctx.now.getTime() + KEPT_DAYS * DAY_MS),
    })
    return audited(
      {
        action: 'audit.exported',
        category: 'config',
        target: { type: 'log_export', id: exportId },
        personal: {
          format,
          reason,
          ...(!whole && {
            filters: Object.entries(asSent({ ...others, from: since.toISOString(), to: until.toISOString() }))
              .map(([name, value]) => `${name} ${value}`)
              .join(', '),
            lines: large ? `${MOST_AT_ONCE}+` : String(wanted.count),
          }),
        },
      },
      { exportId, state, lines: large ? null : wanted.count },
    )
  })
}

/** How many there are, exactly up to 10,000, and from when on. */
async function count(ctx: Context, filters: LogFilters): Promise<{ since: Date; count: number }> {
  return read(ctx, async (tx) => {
    const asked = await wantedOf(tx, ctx, filters)
    const found = await findNewest(tx, ctx, asked, { most: MOST_AT_ONCE + 1 })
    return { since: asked.from, count: found.length }
  })
}

/** As filters stand in an address. */
const asSent = (filters: LogFilters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  )

export async function list(ctx: Context): Promise<Answer<typeof listExports>> {
  const rows = await read(ctx, (tx) => listRows(tx, ctx))
  return { now: ctx.now.toISOString(), exports: rows.map((row) => show(ctx, row)) }
}

/** Throws as `save` does; nothing leaves by it. */
export async function look(ctx: Context, exportId: string): Promise<Answer<typeof readExport>> {
  return show(ctx, await savable(ctx, exportId))
}

/** On record before the first byte. Throws why it cannot be saved. */
export async function save(ctx: Context, exportId: string): Promise<FileAnswer> {
  const row = await savable(ctx, exportId)
  await write(ctx, async () =>
    audited({
      action: 'audit.export_taken',
      category: 'config',
      target: { type: 'log_export', id: exportId },
      personal: { format: row.format, lines: row.lines, reason: row.reason },
    }),
  )
  const { name: clinic, zone } = await read(ctx, (tx) => people.getClinic(tx, ctx))
  const day = localTime(row.ordered_at.toISOString(), zone).slice(0, 10)
  return {
    name: `${clinic} – Audit log ${day}.${ENDINGS[row.format]}`,
    content: row.state === 'at_once' ? bytesOf(ctx, row) : partsOf(ctx, exportId),
  }
}

const ENDINGS: Readonly<Record<Format, string>> = {
  csv: 'csv',
  jsonl: 'jsonl',
  fhir: 'fhir.json',
  ocsf: 'ocsf.jsonl',
  whole: 'whole.jsonl',
}

async function savable(ctx: Context, exportId: string): Promise<ExportRow> {
  const row = await read(ctx, (tx) => findRow(tx, ctx, exportId))
  if (!row)
    return refuse(ctx, logExportProblem('audit_exports.not_found'), {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      target: { type: 'log_export', id: exportId },
      personal: { route: `${saveExport.method} ${saveExport.url}`, reason: 'audit_exports.not_found' },
    })
  const state = stateOf(ctx, row)
  if (state === 'gone') throw logExportProblem('audit_exports.gone')
  if (state === 'preparing') throw logExportProblem('audit_exports.not_ready')
  if (state === 'failed') throw logExportProblem('audit_exports.failed')
  if (state === 'too_large') throw logExportProblem('audit_exports.too_large')
  return row
}

const stateOf = ({ now }: Context, { state, kept_until }: ExportRow) =>
  (state === 'at_once' || state === 'ready') && kept_until <= now ? 'gone' : state

async function* bytesOf(ctx: Context, row: ExportRow): AsyncGenerator<Uint8Array> {
  for await (const { text } of make(ctx, row)) yield Buffer.from(text)
}

/** One part after the other, so that no more than one is in memory. */
async function* partsOf(ctx: Context, exportId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const part = await read(ctx, (tx) => findPart(tx, ctx, exportId, position))
    if (!part) return
    yield part
  }
}

function show(ctx: Context, row: ExportRow): Answer<typeof readExport> {
  const { since, until } = row
  return {
    id: row.id,
    format: row.format,
    filters: asSent({ ...row.filters, from: since.toISOString(), to: until.toISOString() }),
    reason: row.reason,
    orderedAt: row.ordered_at.toISOString(),
    by: row.by,
    state: stateOf(ctx, row),
    lines: Number(row.lines),
    bytes: row.state === 'ready' ? Number(row.bytes) : null,
    done: row.state === 'preparing' ? row.percent / 100 : 1,
    keptUntil: row.kept_until.toISOString(),
  }
}
