/** SQL of finding events: by the index made for it where they are sealed, in the queue where they wait for the seal. */
import { type RawBuilder, sql } from 'kysely'
import type { LogCategory, LogOutcome } from '../../pure/contract/log-filters.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

/** What is looked for; every moment is a bound of every statement, so that no plan is made over months of no concern. */
export interface Wanted {
  from: Date
  /** Exclusive. */
  to: Date
  category?: readonly LogCategory[] | undefined
  action?: readonly string[] | undefined
  person?: string | undefined
  target?: string | undefined
  patient?: string | undefined
  session?: string | undefined
  device?: string | undefined
  address?: string | undefined
  outcome?: readonly LogOutcome[] | undefined
  /** A tsquery, as `askWords` gives it; empty: what was typed has no word in it, so nothing is found. */
  words?: string | undefined
  /** Of this action none. */
  leftOut?: string | undefined
}

/** Where an event stands in the order of the list. */
export interface Place {
  at: Date
  id: string
}

export interface Found extends Place {
  category: LogCategory
  action: string
  actor_id: string | null
  target_id: string | null
}

const COLUMNS = 'category, action, actor_id, target_id'

/** One value is compared by `=`: an index then gives the order as well. */
const among = (column: RawBuilder<unknown>, values: readonly string[]) =>
  values.length === 1
    ? sql`${column} = ${sql.lit(values[0] ?? '')}`
    : sql`${column} = ANY (${[...values]}::text[])`

/** The conditions on the columns that `event` and `event_search` have in common. */
function conditions(of: 'e' | 's', wanted: Wanted): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${of}.${name}`)
  const lists = [
    ['category', wanted.category],
    ['action', wanted.action],
    ['outcome', wanted.outcome],
  ] as const
  const ids = [
    ['actor_id', wanted.person],
    ['target_id', wanted.target],
    ['patient_id', wanted.patient],
    ['session_id', wanted.session],
    ['device_id', wanted.device],
  ] as const
  const all = [
    sql`${column('at')} >= ${wanted.from} AND ${column('at')} < ${wanted.to}`,
    ...lists.flatMap(([name, values]) => (values ? [among(column(name), values)] : [])),
    ...ids.flatMap(([name, id]) => (id === undefined ? [] : [sql`${column(name)} = ${id}::uuid`])),
    ...(wanted.words === '' ? [sql`false`] : []),
    ...(wanted.leftOut === undefined ? [] : [sql`${column('action')} <> ${wanted.leftOut}`]),
  ]
  return sql.join(all, sql` AND `)
}

/** Null where nothing of the text is a word. */
export async function askWords(tx: Reader, ctx: Context, text: string): Promise<string | null> {
  const { rows } = await sql<{ words: string | null }>`
    SELECT log_asked_words(${ctx.clinicId}::uuid, ${text})::text AS words`.execute(tx)
  return rows[0]?.words ?? null
}

export interface Which {
  /** Older than that one. */
  before: Place | undefined
  most: number
}

/** Sealed ones, the newest first. */
export function foundSql(ctx: Context, wanted: Wanted, { before, most }: Which): RawBuilder<Found> {
  return !wanted.words
    ? sql<Found>`
          SELECT at, event_id AS id, ${sql.raw(COLUMNS)} FROM event_search s
           WHERE s.clinic_id = ${ctx.clinicId} AND ${conditions('s', wanted)}
             ${wanted.address === undefined ? sql`` : sql`AND s.address = ${wanted.address}`}
             ${before ? sql`AND (s.at, s.event_id) < (${before.at}, ${before.id}::uuid)` : sql``}
           ORDER BY s.at DESC, s.event_id DESC LIMIT ${most}`
    : // The function takes the clinic from the one this transaction speaks for.
      sql<Found>`
          SELECT at, event_id AS id, ${sql.raw(COLUMNS)}
            FROM log_with_words(${wanted.words}::tsquery, ${wanted.from}, ${wanted.to}, ${before?.at ?? null}, ${before?.id ?? null}::uuid, ${most},
                   ${listOrNull(wanted.category)}, ${listOrNull(wanted.action)}, ${listOrNull(wanted.outcome)},
                   ${wanted.person ?? null}::uuid, ${wanted.target ?? null}::uuid, ${wanted.patient ?? null}::uuid,
                   ${wanted.session ?? null}::uuid, ${wanted.device ?? null}::uuid, ${wanted.address ?? null},
                   ${wanted.leftOut ?? null})
           WHERE clinic_id = ${ctx.clinicId}`
}

export async function listFound(tx: Reader, ctx: Context, wanted: Wanted, which: Which): Promise<Found[]> {
  return (await foundSql(ctx, wanted, which).execute(tx)).rows
}

const listOrNull = (values: readonly string[] | undefined) => sql`${values ? [...values] : null}::text[]`

/** Those of the clinic that wait for the seal; hardly ever any. */
export async function listWaiting(tx: Reader, ctx: Context): Promise<Place[]> {
  const { rows } = await sql<Place>`
    SELECT at, event_id AS id FROM outbox WHERE clinic_id = ${ctx.clinicId} /* prepared log_waiting */`.execute(
    tx,
  )
  return rows
}

/** Which of these, that wait for the seal, are looked for. They have no words yet. */
export async function listFoundWaiting(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  places: readonly Place[],
): Promise<Found[]> {
  if (places.length === 0) return []
  const { rows } = await sql<Found>`
    SELECT e.at, e.id, ${sql.raw(COLUMNS)} FROM ${given(places)}
     CROSS JOIN LATERAL (SELECT * FROM event e
                          WHERE e.clinic_id = ${ctx.clinicId} AND e.at = g.at AND e.id = g.id AND ${conditions('e', wanted)} OFFSET 0) e
     ${wanted.address === undefined ? sql`` : sql`WHERE ${addressOpened(ctx, wanted)} = ${wanted.address}`}
     ORDER BY e.at DESC, e.id DESC`.execute(tx)
  return rows
}

const given = (places: readonly Place[]) =>
  sql`unnest(${places.map(({ at }) => at)}::timestamptz[], ${places.map(({ id }) => id)}::uuid[]) AS g (at, id)`

const addressOpened = (ctx: Context, { from, to }: Wanted) => sql`
  (SELECT convert_from(p.doc, 'UTF8')::jsonb -> 'address' ->> 'value' FROM event_pii p
    WHERE p.clinic_id = ${ctx.clinicId} AND p.at = e.at AND p.event_id = e.id AND p.at >= ${from} AND p.at < ${to})`

/** Which of these, that are sealed, are looked for. */
export async function listFoundAmong(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  places: readonly Place[],
): Promise<Found[]> {
  if (places.length === 0) return []
  const { rows } = await sql<Found>`
    SELECT s.at, s.event_id AS id, ${sql.raw(COLUMNS)} FROM ${given(places)}
     CROSS JOIN LATERAL (SELECT * FROM event_search s
                          WHERE s.clinic_id = ${ctx.clinicId} AND s.at = g.at AND s.event_id = g.id AND ${conditions('s', wanted)} OFFSET 0) s
     WHERE ${wanted.address === undefined ? sql`true` : sql`s.address = ${wanted.address}`}
       AND ${!wanted.words ? sql`true` : sql`s.words @@ ${wanted.words}::tsquery`}
     ORDER BY s.at DESC, s.event_id DESC`.execute(tx)
  return rows
}

/** How far the sealed log has come; log 1 of size 0 before the first seal. */
export async function getHead(tx: Reader, ctx: Context): Promise<{ log: number; size: string }> {
  const { rows } = await sql<{ log: number; size: string }>`
    SELECT log, size::text FROM head WHERE clinic_id = ${ctx.clinicId} AND closed_at IS NULL /* prepared log_head */`.execute(
    tx,
  )
  return rows[0] ?? { log: 1, size: '0' }
}

/** Sealed since then, in their order. */
export async function listSealedSince(
  tx: Reader,
  ctx: Context,
  { log, size }: { log: number; size: string },
  most: number,
): Promise<Place[]> {
  const { rows } = await sql<Place>`
    SELECT at, event_id AS id FROM ledger
     WHERE clinic_id = ${ctx.clinicId} AND (log, leaf_index) >= (${log}::integer, ${size}::bigint)
     ORDER BY log, leaf_index LIMIT ${most}`.execute(tx)
  return rows
}

export interface EventRow extends Place {
  received_at: Date
  source: string
  category: LogCategory
  action: string
  outcome: LogOutcome
  actor_kind: 'person' | 'system' | 'key' | 'link' | 'nobody'
  actor_id: string | null
  target_type: string | null
  target_id: string | null
  patient_id: string | null
  session_id: string | null
  device_id: string | null
  body: Buffer
  /** Openings; null when they were erased. */
  doc: Buffer | null
}

/** So many of one month are asked for together; fewer one by one, a few in a statement. */
const TOGETHER = 4
const SINGLY_AT_ONCE = 12

/**
 * These events as they are on file, in no order; those that are no longer there are left out. A statement a month: one over
 * years is planned for longer than it runs. Where they lie years apart each is named by itself: its month is then known to the plan.
 */
export async function listRows(tx: Reader, ctx: Context, places: readonly Place[]): Promise<EventRow[]> {
  const months = [...Map.groupBy(places, ({ at }) => at.toISOString().slice(0, 7)).values()]
  const apart = months.filter((month) => month.length < TOGETHER).flat()
  const rows = await Promise.all([
    ...months.filter((month) => month.length >= TOGETHER).map((month) => listRowsOfMonth(tx, ctx, month)),
    ...Array.from({ length: Math.ceil(apart.length / SINGLY_AT_ONCE) }, (_, part) =>
      listRowsApart(tx, ctx, apart.slice(part * SINGLY_AT_ONCE, (part + 1) * SINGLY_AT_ONCE)),
    ),
  ])
  return rows.flat()
}

const ROW =
  sql.raw(`e.id, e.at, e.received_at, e.source, e.category, e.action, e.outcome, e.actor_kind, e.actor_id,
           e.target_type, e.target_id, e.patient_id, e.session_id, e.device_id, e.body`)

async function listRowsApart(tx: Reader, ctx: Context, places: readonly Place[]): Promise<EventRow[]> {
  const each = places.map(
    ({ at, id }) => sql`
    SELECT ${ROW}, (SELECT p.doc FROM event_pii p WHERE p.clinic_id = ${ctx.clinicId} AND p.at = ${at} AND p.event_id = ${id}::uuid) AS doc
      FROM event e WHERE e.clinic_id = ${ctx.clinicId} AND e.at = ${at} AND e.id = ${id}::uuid`,
  )
  return (await sql<EventRow>`${sql.join(each, sql` UNION ALL `)}`.execute(tx)).rows
}

async function listRowsOfMonth(tx: Reader, ctx: Context, places: readonly Place[]): Promise<EventRow[]> {
  const times = places.map(({ at }) => at.getTime())
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
  const { rows } = await sql<EventRow>`
    SELECT ${ROW}, p.doc
      FROM ${given(places)}
     CROSS JOIN LATERAL (SELECT * FROM event e WHERE e.clinic_id = ${ctx.clinicId} AND e.at = g.at AND e.id = g.id
                            AND e.at BETWEEN ${first} AND ${last} OFFSET 0) e
      LEFT JOIN LATERAL (SELECT p.doc FROM event_pii p WHERE p.clinic_id = ${ctx.clinicId} AND p.at = g.at AND p.event_id = g.id
                            AND p.at BETWEEN ${first} AND ${last} OFFSET 0) p ON true`.execute(tx)
  return rows
}
