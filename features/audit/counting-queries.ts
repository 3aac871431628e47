/** SQL of counting events: by the sums that the sealer keeps an hour and a month, or the newest one by one. */
import { type RawBuilder, sql } from 'kysely'
import type { LogCategory } from '../../pure/contract/log-filters.ts'
import { type Context, INSTALLATION } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { Edge, Span, Spans } from './counting-spans.ts'
import { foundSql, type Wanted } from './queries.ts'

export interface Kind {
  category: LogCategory
  action: string
  actor_id: string | null
}

/** Sums and single events alike: how many of a kind. */
export interface Sum extends Kind {
  n: number
}

type Summed = Pick<Wanted, 'category' | 'action' | 'person' | 'leftOut'>

/** What was sealed within these months and hours, as (category, action, actor_id, at, n); `at`: the beginning of the hour, the middle of the month. */
function sumsSql(
  ctx: Context,
  { months, hours }: Pick<Spans, 'months' | 'hours'>,
  { category, action, person, leftOut }: Summed,
): RawBuilder<unknown> {
  const conditions = sql.join(
    [
      sql`true`,
      ...(category ? [sql`category = ANY (${[...category]}::text[])`] : []),
      ...(action ? [sql`action = ANY (${[...action]}::text[])`] : []),
      ...(person === undefined ? [] : [sql`actor_id = ${person}::uuid`]),
      ...(leftOut === undefined ? [] : [sql`action <> ${leftOut}`]),
    ],
    sql` AND `,
  )
  return sql.join(
    [
      ...months.map(
        ({ from, to }) => sql`
        SELECT category, action, actor_id, month + interval '15 days' AS at, n FROM event_count_month
         WHERE clinic_id = ${ctx.clinicId} AND ${conditions} AND month >= ${from} AND month < ${to}`,
      ),
      ...hours.map(
        ({ from, to }) => sql`
        SELECT category, action, actor_id, hour AS at, n FROM event_count
         WHERE clinic_id = ${ctx.clinicId} AND ${conditions} AND hour >= ${from} AND hour < ${to}`,
      ),
    ],
    sql` UNION ALL `,
  )
}

/** Everything that was sealed within these whole months and hours, by category, action and person. */
export async function listSums(tx: Reader, ctx: Context, spans: Spans): Promise<Sum[]> {
  if (spans.hours.length + spans.months.length === 0) return []
  const { rows } = await sql<Sum>`
    SELECT category, action, nullif(actor_id, ${INSTALLATION}::uuid) AS actor_id, sum(n)::integer AS n
      FROM (${sumsSql(ctx, spans, {})}) sums
     GROUP BY category, action, sums.actor_id`.execute(tx)
  return rows
}

/** The same for a part of an hour, event by event. */
export async function listSumsWithin(tx: Reader, ctx: Context, { from, to }: Span): Promise<Sum[]> {
  const { rows } = await sql<Sum>`
    SELECT category, action, actor_id, count(*)::integer AS n FROM event_search
     WHERE clinic_id = ${ctx.clinicId} AND at >= ${from} AND at < ${to}
     GROUP BY category, action, actor_id`.execute(tx)
  return rows
}

/** The newest of those looked for, as many as asked for, by category, action and person; `first`: the oldest of a kind. */
export async function listSumsFound(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  most: number,
): Promise<(Sum & { first: Date })[]> {
  const { rows } = await sql<Sum & { first: Date }>`
    SELECT category, action, actor_id, count(*)::integer AS n, min(at) AS first FROM (${foundSql(ctx, wanted, { before: undefined, most })}) found
     GROUP BY category, action, actor_id`.execute(tx)
  return rows
}

/** How many in each part of a time; `parts` are the beginnings of them, in order. */
export async function listSumsByPart(
  tx: Reader,
  ctx: Context,
  spans: Spans,
  wanted: Summed,
  parts: readonly Date[],
): Promise<Map<number, number>> {
  if (spans.hours.length + spans.months.length === 0) return new Map()
  const { rows } = await sql<{ part: number; n: number }>`
    SELECT width_bucket(at, ${[...parts]}::timestamptz[]) AS part, sum(n)::integer AS n
      FROM (${sumsSql(ctx, spans, wanted)}) sums GROUP BY 1`.execute(tx)
  return new Map(rows.map(({ part, n }) => [part - 1, n]))
}

/** How many were sealed within each of these hours, in their order. */
export async function listSumsOfEdges(
  tx: Reader,
  ctx: Context,
  edges: readonly Edge[],
  wanted: Summed,
): Promise<number[]> {
  if (edges.length === 0) return []
  const { rows } = await sql<{ n: number }>`
    SELECT coalesce(s.n, 0)::integer AS n
      FROM unnest(${edges.map(({ from }) => from)}::timestamptz[], ${edges.map(({ to }) => to)}::timestamptz[]) WITH ORDINALITY AS e (opens, closes, place)
     CROSS JOIN LATERAL (SELECT sum(c.n) AS n FROM event_count c
                          WHERE c.clinic_id = ${ctx.clinicId} AND c.hour >= e.opens AND c.hour < e.closes
                            AND ${wanted.category ? sql`c.category = ANY (${[...wanted.category]}::text[])` : sql`true`}
                            AND ${wanted.action ? sql`c.action = ANY (${[...wanted.action]}::text[])` : sql`true`}
                            AND ${wanted.leftOut === undefined ? sql`true` : sql`c.action <> ${wanted.leftOut}`}
                            AND ${wanted.person === undefined ? sql`true` : sql`c.actor_id = ${wanted.person}::uuid`}) s
     ORDER BY e.place`.execute(tx)
  return rows.map(({ n }) => n)
}

/** The hour of the first event that is counted. */
export async function findFirstHour(tx: Reader, ctx: Context): Promise<Date | undefined> {
  const { rows } = await sql<{ hour: Date }>`
    SELECT hour FROM event_count WHERE clinic_id = ${ctx.clinicId} ORDER BY hour LIMIT 1`.execute(tx)
  return rows[0]?.hour
}

/** IANA zone of the clinic; UTC for the installation's own log. */
export async function getZone(tx: Reader, ctx: Context): Promise<string> {
  const row = await tx.selectFrom('clinic').select('zone').where('id', '=', ctx.clinicId).executeTakeFirst()
  return row?.zone ?? 'UTC'
}
