/** One batch of one clinic: out of the queue, into the tree, signed when it is time. One transaction of the sealer's role. */
import type pg from 'pg'
import { GrowingTree } from '../../pure/merkle/tree.ts'
import type { ClinicId } from '../context.ts'
import type { Keys } from '../keys.ts'
import { nodePrimitives } from './primitives.ts'
import type { PublishedCheckpoint } from './published.ts'
import { logSigner, originOf } from './signing.ts'

export const SIGN_AFTER_MS = 60_000
export const SIGN_AFTER_LEAVES = 256
/** So many at once: more would hold the clinic's log for too long, and fewer would not keep up with a storm. */
const BATCH = 1024

export interface Head {
  log: number
  origin: string
  size: number
  levels: Buffer[]
  signedSize: number
  signedAt: Date
}

export interface SealOptions {
  keys: Keys
  /** ENAMEL_ORIGIN: names a log that is opened now. */
  origin: string
  /** Actions after which a checkpoint is signed without waiting. */
  atOnce: ReadonlySet<string>
  /** Throws when this head must not be gone on with: others hold a larger tree, or another one. */
  check?(client: pg.ClientBase, clinicId: ClinicId, head: Head): Promise<void>
}

export interface Sealed {
  /** How many leaves were added. */
  count: number
  /** There may be more waiting. */
  more: boolean
  /** Signed in this transaction: to be given out now that it is committed. */
  signed: PublishedCheckpoint | undefined
}

const NOTHING: Sealed = { count: 0, more: false, signed: undefined }

/** Nothing when another process is just sealing this clinic. */
export async function sealBatch(
  client: pg.ClientBase,
  clinicId: ClinicId,
  now: Date,
  options: SealOptions,
): Promise<Sealed> {
  await client.query('BEGIN')
  try {
    const sealed = await sealInside(client, clinicId, now, options)
    await client.query('COMMIT')
    return sealed
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

async function sealInside(
  client: pg.ClientBase,
  clinicId: ClinicId,
  now: Date,
  options: SealOptions,
): Promise<Sealed> {
  const head = (await lockHead(client, clinicId)) ?? (await openHead(client, clinicId, now, options))
  if (!head) return NOTHING
  await options.check?.(client, clinicId, head)
  const tree = GrowingTree.resume(nodePrimitives.sha256, head.size, head.levels)
  if (!tree) throw new Error(`The head of the log of clinic ${clinicId} does not fit its size ${head.size}`)
  const waiting = await takeWaiting(client, clinicId)
  for (const { leaf } of waiting) tree.append(leaf)
  const root = Buffer.from(tree.root())
  let actions: string[] = []
  if (waiting.length > 0) {
    await insertLeaves(client, clinicId, head, waiting)
    await insertTiles(client, clinicId, head, tree)
    actions = await insertSearched(client, clinicId, waiting)
  }
  const unsigned = tree.size - head.signedSize
  const isTime =
    unsigned > 0 &&
    (unsigned >= SIGN_AFTER_LEAVES ||
      now.getTime() - head.signedAt.getTime() >= SIGN_AFTER_MS ||
      actions.some((action) => options.atOnce.has(action)))
  const signed = isTime
    ? {
        log: head.log,
        note: await insertCheckpoint(client, clinicId, head, { size: tree.size, root, now }, options),
      }
    : undefined
  if (waiting.length > 0 || signed)
    await client.query({
      name: 'seal_head',
      text: `UPDATE head SET size = $3, levels = $4, root = $5, signed_size = $6, signed_at = $7 WHERE clinic_id = $1 AND log = $2`,
      values: [
        clinicId,
        head.log,
        tree.size,
        tree.levels().map((level) => Buffer.from(level)),
        root,
        signed ? tree.size : head.signedSize,
        signed ? now : head.signedAt,
      ],
    })
  return { count: waiting.length, more: waiting.length === BATCH, signed }
}

interface HeadRow {
  log: number
  origin: string
  size: string
  levels: Buffer[]
  signed_size: string
  signed_at: Date
}

const HEAD = 'log, origin, size, levels, signed_size, signed_at'

const headOf = (row: HeadRow | undefined): Head | undefined =>
  row && {
    log: row.log,
    origin: row.origin,
    size: Number(row.size),
    levels: row.levels,
    signedSize: Number(row.signed_size),
    signedAt: row.signed_at,
  }

async function lockHead(client: pg.ClientBase, clinicId: ClinicId): Promise<Head | undefined> {
  const { rows } = await client.query<HeadRow>({
    name: 'seal_lock',
    text: `SELECT ${HEAD} FROM head WHERE clinic_id = $1 AND closed_at IS NULL FOR UPDATE SKIP LOCKED`,
    values: [clinicId],
  })
  return headOf(rows[0])
}

/** The first log of a clinic; undefined when there is one, which another process holds. */
async function openHead(
  client: pg.ClientBase,
  clinicId: ClinicId,
  now: Date,
  { origin }: SealOptions,
): Promise<Head | undefined> {
  const { rows } = await client.query<HeadRow>(
    `INSERT INTO head (clinic_id, log, origin, opened_at, size, levels, root, signed_size, signed_at)
     SELECT $1, 1, $2, $3, 0, '{}', $4, 0, $3 WHERE NOT EXISTS (SELECT FROM head WHERE clinic_id = $1)
     ON CONFLICT DO NOTHING RETURNING ${HEAD}`,
    [clinicId, originOf(origin, clinicId, 1), now, nodePrimitives.sha256(new Uint8Array())],
  )
  return headOf(rows[0])
}

interface Waiting {
  at: Date
  event_id: string
  leaf: Buffer
}

async function takeWaiting(client: pg.ClientBase, clinicId: ClinicId): Promise<Waiting[]> {
  const { rows } = await client.query<Waiting>({
    name: 'seal_take',
    text: `WITH taken AS (
             DELETE FROM outbox WHERE clinic_id = $1 AND seq IN
               (SELECT seq FROM outbox WHERE clinic_id = $1 ORDER BY seq LIMIT ${BATCH}) RETURNING seq, at, event_id, leaf)
           SELECT at, event_id, leaf FROM taken ORDER BY seq`,
    values: [clinicId],
  })
  return rows
}

async function insertLeaves(
  client: pg.ClientBase,
  clinicId: ClinicId,
  head: Head,
  waiting: readonly Waiting[],
): Promise<void> {
  await client.query({
    name: 'seal_ledger',
    text: `INSERT INTO ledger (clinic_id, log, leaf_index, at, event_id, leaf)
           SELECT $1, $2, $3::bigint + place - 1, at, event_id, leaf
             FROM unnest($4::timestamptz[], $5::uuid[], $6::bytea[]) WITH ORDINALITY AS w (at, event_id, leaf, place)`,
    values: [
      clinicId,
      head.log,
      head.size,
      waiting.map(({ at }) => at),
      waiting.map(({ event_id }) => event_id),
      waiting.map(({ leaf }) => leaf),
    ],
  })
}

async function insertTiles(
  client: pg.ClientBase,
  clinicId: ClinicId,
  head: Head,
  tree: GrowingTree,
): Promise<void> {
  const tiles = tree.takeFullTiles()
  if (tiles.length === 0) return
  await client.query({
    name: 'seal_tiles',
    text: `INSERT INTO tile (clinic_id, log, level, idx, data)
           SELECT $1, $2, t.* FROM unnest($3::integer[], $4::bigint[], $5::bytea[]) AS t (level, idx, data)`,
    values: [
      clinicId,
      head.log,
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ data }) => Buffer.from(data)),
    ],
  })
}

/** What the batch is found by, and counted as. Gives the actions in it. */
async function insertSearched(
  client: pg.ClientBase,
  clinicId: ClinicId,
  waiting: readonly Waiting[],
): Promise<string[]> {
  const times = waiting.map(({ at }) => at.getTime())
  // Each looked up by its key, within the months concerned: a join might walk a whole month for a handful.
  const { rows } = await client.query<{ action: string }>({
    name: 'seal_search',
    text: `WITH found AS (
             SELECT e.clinic_id, e.at, e.id, e.category, e.action, e.outcome, e.actor_id, e.target_id, e.patient_id, e.session_id,
                    e.device_id, p.doc -> 'address' ->> 'value' AS address,
                    log_search_words($1, concat_ws(' ', e.action, (SELECT string_agg(v.value ->> 'value', ' ') FROM jsonb_each(p.doc) v))) AS words
               FROM unnest($2::timestamptz[], $3::uuid[]) AS w (at, event_id)
               CROSS JOIN LATERAL (SELECT * FROM event e WHERE e.clinic_id = $1 AND e.at = w.at AND e.id = w.event_id
                                      AND e.at BETWEEN $4 AND $5 OFFSET 0) e
               LEFT JOIN LATERAL (SELECT convert_from(p.doc, 'UTF8')::jsonb AS doc FROM event_pii p
                                   WHERE p.clinic_id = $1 AND p.at = w.at AND p.event_id = w.event_id
                                     AND p.at BETWEEN $4 AND $5 OFFSET 0) p ON true),
           searched AS (
             INSERT INTO event_search (clinic_id, at, event_id, category, action, outcome, actor_id, target_id, patient_id, session_id,
                                       device_id, address, words)
             SELECT * FROM found ON CONFLICT DO NOTHING),
           counted AS (
             INSERT INTO event_count AS c (clinic_id, hour, category, action, actor_id, n)
             SELECT clinic_id, date_trunc('hour', at, 'UTC'), category, action,
                    coalesce(actor_id, '00000000-0000-0000-0000-000000000000'), count(*)
               FROM found GROUP BY 1, 2, 3, 4, 5
             ON CONFLICT (clinic_id, hour, category, action, actor_id) DO UPDATE SET n = c.n + excluded.n)
           SELECT DISTINCT action FROM found`,
    values: [
      clinicId,
      waiting.map(({ at }) => at),
      waiting.map(({ event_id }) => event_id),
      new Date(Math.min(...times)),
      new Date(Math.max(...times)),
    ],
  })
  return rows.map(({ action }) => action)
}

async function insertCheckpoint(
  client: pg.ClientBase,
  clinicId: ClinicId,
  { log, origin }: Head,
  { size, root, now }: { size: number; root: Buffer; now: Date },
  { keys }: SealOptions,
): Promise<string> {
  const note = logSigner(keys, clinicId, log, origin).signCheckpoint({ origin, size, root })
  await client.query({
    name: 'seal_checkpoint',
    text: 'INSERT INTO checkpoint (clinic_id, log, size, root, at, note) VALUES ($1, $2, $3, $4, $5, $6)',
    values: [clinicId, log, size, root, now, note],
  })
  return note
}
