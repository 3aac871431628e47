/** The signed checkpoints of a log as they lie in the database: made, looked up, thinned out after a quarter of a year. */
import type pg from 'pg'
import { readCheckpoint } from '../../pure/merkle/checkpoint.ts'
import { readNote } from '../../pure/merkle/note.ts'
import { hashesOf, nodeHash, subtreeRoot, TILE_WIDTH } from '../../pure/merkle/tree.ts'
import type { ClinicId } from '../context.ts'
import type { Keys } from '../keys.ts'
import type { Head, Why } from './head.ts'
import { nodePrimitives } from './primitives.ts'
import type { PublishedCheckpoint } from './published.ts'
import { logSigner } from './signing.ts'

/** Signs where the head stands. Never two roots for one size: the table's key refuses it. */
export async function signCheckpoint(
  client: pg.ClientBase,
  clinicId: ClinicId,
  head: Head,
  { keys, now }: { keys: Keys; now: Date },
): Promise<PublishedCheckpoint> {
  const { log, origin, size, root } = head
  const note = logSigner(keys, clinicId, log, origin).signCheckpoint({ origin, size, root })
  await client.query({
    name: 'seal_checkpoint',
    text: 'INSERT INTO checkpoint (clinic_id, log, size, root, at, note) VALUES ($1, $2, $3, $4, $5, $6)',
    values: [clinicId, log, size, root, now, note],
  })
  return { log, note }
}

/** The newest one of this log; undefined when it has none. */
export async function findNewest(
  client: pg.ClientBase,
  clinicId: ClinicId,
  { log, signedSize }: Head,
): Promise<PublishedCheckpoint | undefined> {
  if (signedSize === 0) return undefined
  const { rows } = await client.query<{ note: string }>({
    name: 'seal_newest',
    text: 'SELECT note FROM checkpoint WHERE clinic_id = $1 AND log = $2 AND size = $3',
    values: [clinicId, log, signedSize],
  })
  return rows[0] && { log, note: rows[0].note }
}

export const sizeOf = ({ note }: PublishedCheckpoint): number => read(note).size

function read(note: string): { size: number; root: Uint8Array } {
  const checkpoint = readCheckpoint(readNote(note)?.text ?? '')
  if (!checkpoint) throw new Error('What was given out as a checkpoint cannot be read')
  return checkpoint
}

/** Why this head must not be gone on with, when others hold this checkpoint; undefined: it goes on from there. */
export async function findFork(
  client: pg.ClientBase,
  clinicId: ClinicId,
  head: Head,
  given: PublishedCheckpoint,
): Promise<Why | undefined> {
  if (given.log < head.log) return undefined
  const { size, root } = read(given.note)
  if (given.log > head.log || size > head.size) return 'behind'
  const now = await rootAt(client, clinicId, head, size)
  return now !== undefined && Buffer.compare(now, root) === 0 ? undefined : 'another'
}

/** The root of the tree as it was at that size, above 0, from its tiles; undefined when they are not all there. */
async function rootAt(
  client: pg.ClientBase,
  clinicId: ClinicId,
  head: Head,
  size: number,
): Promise<Uint8Array | undefined> {
  if (size === head.size) return head.root
  // The complete subtrees of that size from left to right; each lies within one tile, 256 hashes wide and 8 high.
  const parts: { level: number; index: number; from: number; count: number }[] = []
  let at = 0
  for (let height = Math.floor(Math.log2(size)); height >= 0; height -= 1) {
    if (Math.floor(size / 2 ** height) % 2 === 0) continue
    const [level, count] = [Math.floor(height / 8), 2 ** (height % 8)]
    const first = at / TILE_WIDTH ** level
    parts.push({ level, count, index: Math.floor(first / TILE_WIDTH), from: first % TILE_WIDTH })
    at += 2 ** height
  }
  const { rows } = await client.query<{ level: number; idx: string; data: Buffer }>(
    `SELECT level, idx, data FROM tile JOIN unnest($3::integer[], $4::bigint[]) AS wanted (level, idx) USING (level, idx)
      WHERE clinic_id = $1 AND log = $2`,
    [clinicId, head.log, parts.map(({ level }) => level), parts.map(({ index }) => index)],
  )
  const hashes = parts.map(({ level, index, from, count }) => {
    const isFull = index < Math.floor(head.size / TILE_WIDTH ** (level + 1))
    const tile = isFull
      ? rows.find((row) => row.level === level && Number(row.idx) === index)?.data
      : head.levels[level]
    const found = tile ? hashesOf(tile).slice(from, from + count) : []
    return found.length === count ? subtreeRoot(nodePrimitives.sha256, found) : undefined
  })
  if (!hashes.every((hash) => hash !== undefined)) return undefined
  return hashes.reduceRight((right, hash) => nodeHash(nodePrimitives.sha256, hash, right))
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const KEPT_WHOLE_MS = 90 * DAY_MS

/**
 * After 90 days one an hour is kept, and every one that left the house: at most once a day, of what has come of that age
 * since. Gives up to when it is done now; undefined when it is not time yet.
 */
export async function thinOut(
  client: pg.ClientBase,
  clinicId: ClinicId,
  { log, thinnedTo }: Head,
  now: Date,
): Promise<Date | undefined> {
  const until = new Date(Math.floor((now.getTime() - KEPT_WHOLE_MS) / HOUR_MS) * HOUR_MS)
  if (thinnedTo && until.getTime() - thinnedTo.getTime() < DAY_MS) return undefined
  await client.query('SELECT thin_checkpoints($1, $2, $3, $4)', [
    clinicId,
    log,
    thinnedTo ?? '-infinity',
    until,
  ])
  return until
}
