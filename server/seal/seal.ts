/** One batch of one clinic: out of the queue, into the tree, signed when it is time. One transaction of the sealer's role. */
import pg from 'pg'
import { GrowingTree } from '../../pure/merkle/tree.ts'
import type { ClinicId } from '../context.ts'
import type { Keys } from '../keys.ts'
import { findFork, findNewest, signCheckpoint, sizeOf, thinOut } from './checkpoints.ts'
import { closeHead, type Head, lockHead, openHead, updateHead, type Why } from './head.ts'
import { nodePrimitives } from './primitives.ts'
import type { Published, PublishedCheckpoint } from './published.ts'
import { insertSearched } from './searched.ts'

export const SIGN_AFTER_MS = 60_000
const SIGN_AFTER_LEAVES = 256
/** So many at once: more would hold the clinic's log for too long, and fewer would not keep up with a storm. */
const BATCH = 1024

/** What is due when a log was begun anew, its number as the key (features/sealing). */
export const REOPENED = 'log.reopened'
/** What is due from then on whenever a clinic has its first log. */
export const HEARTBEAT = 'log.heartbeat'
export const DAILY = 'log.sealed'

export interface SealOptions {
  keys: Keys
  /** ENAMEL_ORIGIN: names a log that is opened now. */
  origin: string
  /** Actions after which a checkpoint is signed without waiting. */
  atOnce: ReadonlySet<string>
  published: Pick<Published, 'newest'>
  /** Where this process left each log: one that another changed meanwhile is compared with what was given out. */
  left: ReadonlyMap<ClinicId, Left>
  /** Without what the log is searched by: the seal does not wait for it. */
  bare?: boolean
}

/** As much of a head as tells that it is the same. */
export type Left = Pick<Head, 'log' | 'size' | 'root'>

export interface Sealed {
  /** How many leaves were added. */
  count: number
  /** There may be more waiting. */
  more: boolean
  /** Where the log stands, now that it is committed; undefined when another process holds it. */
  head?: Head
  /** To be remembered, now that it is committed. */
  signed?: PublishedCheckpoint | undefined
  /** A new log was begun. */
  reopened?: Why | undefined
}

/** The connection is of no use any more. */
export class LostConnection extends Error {}
/** What somebody wrote cannot be searched: the cause says why. */
export class NotSearchable extends Error {}

/** Nothing when another process is just sealing this clinic. */
export async function sealBatch(
  client: pg.ClientBase,
  clinicId: ClinicId,
  now: Date,
  options: SealOptions,
): Promise<Sealed> {
  // By name: a server whose default is stricter would refuse what another process had just sealed.
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
  try {
    const sealed = await sealInside(client, clinicId, now, options)
    await client.query('COMMIT')
    return sealed
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: unknown) => {
      throw new LostConnection('The sealer lost its connection', { cause: error ?? cause })
    })
    throw error
  }
}

async function sealInside(
  client: pg.ClientBase,
  clinicId: ClinicId,
  now: Date,
  options: SealOptions,
): Promise<Sealed> {
  const found = await findHead(client, clinicId, now, options)
  if (!found) return { count: 0, more: false }
  const { head, reopened } = found
  const { tree } = found
  const waiting = await takeWaiting(client, clinicId)
  for (const { leaf } of waiting) tree.append(leaf)
  let actions: string[] = []
  if (waiting.length > 0) {
    await insertLeaves(client, clinicId, head, waiting)
    await insertTiles(client, clinicId, head, tree)
    if (!options.bare) actions = await insertSearched(client, clinicId, waiting).catch(explainSearch)
  }
  const grown: Head = {
    ...head,
    size: tree.size,
    levels: tree.levels().map((level) => Buffer.from(level)),
    root: Buffer.from(tree.root()),
  }
  const isTime = shouldSign(grown, now) || actions.some((action) => options.atOnce.has(action))
  let signed = isTime ? await signCheckpoint(client, clinicId, grown, { keys: options.keys, now }) : undefined
  if (signed) {
    grown.signedSize = grown.size
    grown.signedAt = now
    grown.thinnedTo = (await thinOut(client, clinicId, grown, now)) ?? grown.thinnedTo
  }
  if (waiting.length > 0 || signed) await updateHead(client, clinicId, grown)
  // Signed by another process, or by this one before it was killed.
  if (!signed && isBehind(options.published.newest(clinicId), grown))
    signed = await findNewest(client, clinicId, grown)
  return { count: waiting.length, more: waiting.length === BATCH, head: grown, signed, reopened }
}

/** A clock that was put back must not put the signing off until it has caught up. */
function shouldSign({ size, signedSize, signedAt }: Head, now: Date): boolean {
  const since = now.getTime() - signedAt.getTime()
  return (
    size - signedSize >= SIGN_AFTER_LEAVES || (size > signedSize && (since >= SIGN_AFTER_MS || since < 0))
  )
}

/** Whether the newest checkpoint of this log is newer than what is remembered. */
export function isBehind(
  newest: PublishedCheckpoint | undefined,
  { log, signedSize }: Pick<Head, 'log' | 'signedSize'>,
): boolean {
  if (signedSize === 0 || (newest && newest.log > log)) return false
  return !newest || newest.log < log || sizeOf(newest) < signedSize
}

interface Found {
  head: Head
  tree: GrowingTree
  reopened?: Why | undefined
}

/** The log that is gone on with: the first, the one there is, or a new one where that cannot be. */
async function findHead(
  client: pg.ClientBase,
  clinicId: ClinicId,
  now: Date,
  { origin, published, left }: SealOptions,
): Promise<Found | undefined> {
  const opening = { now, ownAddress: origin }
  let head = await lockHead(client, clinicId)
  if (!head) {
    head = await openHead(client, clinicId, { log: 1, ...opening })
    if (!head) return undefined
    await orderSignsOfLife(client, clinicId, now)
  }
  const tree = GrowingTree.resume(nodePrimitives.sha256, head.size, head.levels)
  const given = published.newest(clinicId)
  const why =
    !tree || Buffer.compare(tree.root(), head.root) !== 0
      ? 'damaged'
      : given && !isAsLeft(head, left.get(clinicId))
        ? await findFork(client, clinicId, head, given)
        : undefined
  if (tree && !why) return { head, tree }
  const continues = given ?? (await findNewest(client, clinicId, head))
  await closeHead(client, clinicId, head.log, now)
  const next = await openHead(client, clinicId, {
    log: Math.max(head.log, given?.log ?? 0) + 1,
    ...opening,
    after: { why: why ?? 'damaged', continues: continues?.note },
  })
  if (!next) throw new Error(`The log of clinic ${clinicId} could not be begun anew`)
  await order(client, clinicId, REOPENED, String(next.log), now)
  return { head: next, tree: new GrowingTree(nodePrimitives.sha256), reopened: why ?? 'damaged' }
}

function isAsLeft(head: Head, left: Left | undefined): boolean {
  return left?.log === head.log && left.size === head.size && left.root.equals(head.root)
}

const HOUR_MS = 3_600_000

async function orderSignsOfLife(client: pg.ClientBase, clinicId: ClinicId, now: Date): Promise<void> {
  await order(client, clinicId, HEARTBEAT, 'hourly', new Date(now.getTime() + HOUR_MS))
  await order(client, clinicId, DAILY, 'daily', new Date(now.getTime() + 24 * HOUR_MS))
}

async function order(
  client: pg.ClientBase,
  clinicId: ClinicId,
  kind: string,
  key: string,
  at: Date,
): Promise<void> {
  await client.query(
    'INSERT INTO due (clinic_id, kind, key, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [clinicId, kind, key, at],
  )
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

/** Of an event that waits a second time all but the first go, unnumbered; how many. Nothing of ours writes one twice. */
export async function dropRepeated(client: pg.ClientBase, clinicId: ClinicId): Promise<number> {
  const { rowCount } = await client.query(
    `DELETE FROM outbox o WHERE clinic_id = $1
        AND (EXISTS (SELECT FROM ledger l WHERE l.clinic_id = $1 AND l.event_id = o.event_id)
             OR EXISTS (SELECT FROM outbox b WHERE b.clinic_id = $1 AND b.event_id = o.event_id AND b.seq < o.seq))`,
    [clinicId],
  )
  return rowCount ?? 0
}

/** The ledger refused an event that has a leaf number already. */
export const isRepeated = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.table === 'ledger'

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

/** PostgreSQL, Appendix A: data exceptions, and limits of what a value may hold. */
const OF_THE_DATA = /^(?:22|54)/

function explainSearch(error: unknown): never {
  if (error instanceof pg.DatabaseError && OF_THE_DATA.test(error.code ?? ''))
    throw new NotSearchable('What somebody wrote cannot be searched', { cause: error })
  throw error
}
