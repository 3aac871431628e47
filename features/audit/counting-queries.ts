/** SQL of counting events by the sums that the sealer keeps an hour. */
import { sql } from 'kysely'
import type { LogCategory } from '../../pure/contract/log-filters.ts'
import { type Context, INSTALLATION } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { Wanted } from './queries.ts'

export interface Kind {
  category: LogCategory
  action: string
  actor_id: string | null
}

/** Sums and single events alike: how many of a kind. */
export interface Sum extends Kind {
  n: number
}

interface Hours {
  /** Both at the full hour; the second exclusive. */
  first: Date
  end: Date
}

/** Everything that was sealed within these hours, by category, action and person. */
export async function listSums(tx: Reader, ctx: Context, { first, end }: Hours): Promise<Sum[]> {
  const { rows } = await sql<Sum>`
    SELECT category, action, nullif(actor_id, ${INSTALLATION}::uuid) AS actor_id, sum(n)::integer AS n
      FROM event_count
     WHERE clinic_id = ${ctx.clinicId} AND hour >= ${first} AND hour < ${end}
     GROUP BY category, action, actor_id`.execute(tx)
  return rows
}

/** The same for a part of an hour, event by event. */
export async function listSumsWithin(
  tx: Reader,
  ctx: Context,
  { from, to }: Pick<Wanted, 'from' | 'to'>,
): Promise<Sum[]> {
  if (from >= to) return []
  const { rows } = await sql<Sum>`
    SELECT category, action, actor_id, count(*)::integer AS n FROM event_search
     WHERE clinic_id = ${ctx.clinicId} AND at >= ${from} AND at < ${to}
     GROUP BY category, action, actor_id`.execute(tx)
  return rows
}

/** How many in each part of a time; `parts` are the beginnings of them, in order. */
export async function listSumsByPart(
  tx: Reader,
  ctx: Context,
  { first, end }: Hours,
  { category, action, person }: Pick<Wanted, 'category' | 'action' | 'person'>,
  parts: readonly Date[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ part: number; n: number }>`
    SELECT width_bucket(hour, ${[...parts]}::timestamptz[]) AS part, sum(n)::integer AS n FROM event_count
     WHERE clinic_id = ${ctx.clinicId} AND hour >= ${first} AND hour < ${end}
       AND ${category ? sql`category = ANY (${[...category]}::text[])` : sql`true`}
       AND ${action ? sql`action = ANY (${[...action]}::text[])` : sql`true`}
       AND ${person === undefined ? sql`true` : sql`actor_id = ${person}::uuid`}
     GROUP BY 1`.execute(tx)
  return new Map(rows.map(({ part, n }) => [part - 1, n]))
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
