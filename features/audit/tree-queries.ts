/** SQL of reading the sealed log: heads, tiles, checkpoints, leaves with what they stand for. All of the context's clinic. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

export interface HeadRow {
  log: number
  origin: string
  opened_at: Date
  closed_at: Date | null
  size: string
  levels: Buffer[]
  root: Buffer
  continues: string | null
}

/** The clinic's logs, the first one first; one alone is open. */
export function listHeadRows(tx: Reader, ctx: Context): Promise<HeadRow[]> {
  return tx
    .selectFrom('head')
    .select(['log', 'origin', 'opened_at', 'closed_at', 'size', 'levels', 'root', 'continues'])
    .where('clinic_id', '=', ctx.clinicId)
    .orderBy('log')
    .execute()
}

export interface TileRow {
  level: number
  idx: string
  data: Buffer
}

/** Those of these tiles that are full; each by its key. */
export async function listTiles(
  tx: Reader,
  ctx: Context,
  log: number,
  wanted: readonly { level: number; index: number }[],
): Promise<TileRow[]> {
  const { rows } = await sql<TileRow>`
    SELECT t.level, t.idx, t.data
      FROM unnest(${wanted.map(({ level }) => level)}::integer[], ${wanted.map(({ index }) => index)}::bigint[]) AS w (level, idx)
      JOIN tile t ON t.clinic_id = ${ctx.clinicId} AND t.log = ${log} AND t.level = w.level AND t.idx = w.idx`.execute(
    tx,
  )
  return rows
}

export interface CheckpointRow {
  log: number
  size: string
  root: Buffer
  at: Date
  note: string
}

const CHECKPOINT = ['log', 'size', 'root', 'at', 'note'] as const

export function findNewestCheckpoint(
  tx: Reader,
  ctx: Context,
  log: number,
): Promise<CheckpointRow | undefined> {
  return tx
    .selectFrom('checkpoint')
    .select(CHECKPOINT)
    .where('clinic_id', '=', ctx.clinicId)
    .where('log', '=', log)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Those above `after` up to `to`, the smallest first. */
export function listCheckpoints(
  tx: Reader,
  ctx: Context,
  { log, after, to, most }: { log: number; after: number; to: number; most: number },
): Promise<CheckpointRow[]> {
  return tx
    .selectFrom('checkpoint')
    .select(CHECKPOINT)
    .where('clinic_id', '=', ctx.clinicId)
    .where('log', '=', log)
    .where('size', '>', String(after))
    .where('size', '<=', String(to))
    .orderBy('size')
    .limit(most)
    .execute()
}

export interface GivenRow {
  size: string
  kind: string
  name: string
  at: Date
}

/** Who was given which checkpoint of a log, of those outside who keep them. */
export async function listGiven(
  tx: Reader,
  ctx: Context,
  { log, after, to }: { log: number; after: number; to: number },
): Promise<GivenRow[]> {
  const { rows } = await sql<GivenRow>`
    SELECT size, kind, name, at FROM witness
     WHERE clinic_id = ${ctx.clinicId} AND log = ${log} AND size > ${after} AND size <= ${to}
       AND kind IN ('mailbox', 'outsider', 'printed')
     ORDER BY size, at, id`.execute(tx)
  return rows
}

/** The checkpoints of a log that somebody outside keeps, the smallest first. */
export async function listGivenCheckpoints(
  tx: Reader,
  ctx: Context,
  { log, to }: { log: number; to: number },
): Promise<CheckpointRow[]> {
  const { rows } = await sql<CheckpointRow>`
    SELECT log, size, root, at, note FROM checkpoint c
     WHERE clinic_id = ${ctx.clinicId} AND log = ${log} AND size <= ${to}
       AND EXISTS (SELECT FROM witness w WHERE w.clinic_id = ${ctx.clinicId} AND w.log = ${log} AND w.size = c.size
                      AND w.kind IN ('mailbox', 'outsider', 'printed'))
     ORDER BY size`.execute(tx)
  return rows
}

/** The largest checkpoint of a log that somebody outside keeps, and covers this many leaves at least. */
export async function findNewestGiven(
  tx: Reader,
  ctx: Context,
  { log, least }: { log: number; least: number },
): Promise<(CheckpointRow & { kind: string; name: string; given_at: Date }) | undefined> {
  const { rows } = await sql<CheckpointRow & { kind: string; name: string; given_at: Date }>`
    SELECT c.log, c.size, c.root, c.at, c.note, w.kind, w.name, w.at AS given_at
      FROM witness w JOIN checkpoint c ON c.clinic_id = w.clinic_id AND c.log = w.log AND c.size = w.size
     WHERE w.clinic_id = ${ctx.clinicId} AND c.clinic_id = ${ctx.clinicId} AND w.log = ${log} AND w.size >= ${least}
       AND w.kind IN ('mailbox', 'outsider', 'printed')
     ORDER BY w.at DESC, w.id DESC LIMIT 1`.execute(tx)
  return rows[0]
}

export interface LeafRow {
  leaf_index: string
  at: Date
  event_id: string
  leaf: Buffer
}

/** Leaves from `from` to before `to` in order; of those whose event happened in a time, where one is given. */
export async function listLeaves(
  tx: Reader,
  ctx: Context,
  {
    log,
    from,
    to,
    most,
    since,
    until,
  }: {
    log: number
    from: number
    to: number
    most: number
    since?: Date | undefined
    until?: Date | undefined
  },
): Promise<LeafRow[]> {
  const within = sql`${since ? sql`AND at >= ${since}` : sql``} ${until ? sql`AND at < ${until}` : sql``}`
  const { rows } = await sql<LeafRow>`
    SELECT leaf_index, at, event_id, leaf FROM ledger
     WHERE clinic_id = ${ctx.clinicId} AND log = ${log} AND leaf_index >= ${from} AND leaf_index < ${to} ${within}
     ORDER BY leaf_index LIMIT ${most}`.execute(tx)
  return rows
}

/** These leaves, in order; those alone that there are. */
export async function listLeavesAt(
  tx: Reader,
  ctx: Context,
  log: number,
  indexes: readonly number[],
): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    SELECT leaf_index, at, event_id, leaf FROM ledger
     WHERE clinic_id = ${ctx.clinicId} AND log = ${log} AND leaf_index = ANY (${[...indexes]}::bigint[])
     ORDER BY leaf_index`.execute(tx)
  return rows
}

/** Where these events stand in the clinic's logs; those that are not numbered yet are missing. */
export async function listPlaces(
  tx: Reader,
  ctx: Context,
  eventIds: readonly string[],
): Promise<{ log: number; leaf_index: string; event_id: string; at: Date; leaf: Buffer }[]> {
  return tx
    .selectFrom('ledger')
    .select(['log', 'leaf_index', 'event_id', 'at', 'leaf'])
    .where('clinic_id', '=', ctx.clinicId)
    .where((row) => row('event_id', '=', row.fn.any(sql<string[]>`${[...eventIds]}::uuid[]`)))
    .execute()
}

export interface EntryRow {
  id: string
  body: Buffer
  /** Openings; null where they were erased. */
  doc: Buffer | null
}

/** What these leaves stand for, looked up within the months concerned alone; what was erased is missing. */
export async function listEntries(
  tx: Reader,
  ctx: Context,
  leaves: readonly { at: Date; event_id: string }[],
): Promise<EntryRow[]> {
  const times = leaves.map(({ at }) => at.getTime())
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
  const { rows } = await sql<EntryRow>`
    SELECT e.id, e.body, p.doc
      FROM unnest(${leaves.map(({ at }) => at)}::timestamptz[], ${leaves.map((leaf) => leaf.event_id)}::uuid[]) AS w (at, event_id)
      CROSS JOIN LATERAL (SELECT id, body FROM event e
                           WHERE e.clinic_id = ${ctx.clinicId} AND e.at = w.at AND e.id = w.event_id
                             AND e.at BETWEEN ${first} AND ${last} OFFSET 0) e
      LEFT JOIN LATERAL (SELECT doc FROM event_pii p
                          WHERE p.clinic_id = ${ctx.clinicId} AND p.at = w.at AND p.event_id = w.event_id
                            AND p.at BETWEEN ${first} AND ${last} OFFSET 0) p ON true`.execute(tx)
  return rows
}

export async function countWaiting(tx: Reader, ctx: Context): Promise<number> {
  const { n } = await tx
    .selectFrom('outbox')
    .select((row) => row.fn.countAll<string>().as('n'))
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Whether an event waits for its number. */
export async function isWaiting(tx: Reader, ctx: Context, eventId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('outbox')
    .select('event_id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return found !== undefined
}

/** Place in the queue for the seal of what waits longest; undefined: nothing waits. */
export async function findFirstWaiting(tx: Reader, ctx: Context): Promise<bigint | undefined> {
  const row = await tx
    .selectFrom('outbox')
    .select((of) => of.fn.min('seq').as('seq'))
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
  return row?.seq ? BigInt(row.seq) : undefined
}

/** The same of what came last. */
export async function findLastWaiting(tx: Reader, ctx: Context): Promise<bigint | undefined> {
  const row = await tx
    .selectFrom('outbox')
    .select((of) => of.fn.max('seq').as('seq'))
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
  return row?.seq ? BigInt(row.seq) : undefined
}

/** Which of these leaves keeping times took: their rows were erased, and an event of the log says so. */
export async function listErased(
  tx: Reader,
  ctx: Context,
  log: number,
  indexes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (indexes.length === 0) return new Set()
  const { rows } = await sql<{ leaf_index: string }>`
    SELECT w.leaf_index FROM unnest(${[...indexes]}::bigint[]) AS w (leaf_index)
     WHERE EXISTS (SELECT FROM log_erasure e
                    WHERE e.clinic_id = ${ctx.clinicId} AND e.log = ${log} AND e.fields = '{}' AND e.leaves @> w.leaf_index)`.execute(
    tx,
  )
  return new Set(rows.map(({ leaf_index }) => leaf_index))
}
