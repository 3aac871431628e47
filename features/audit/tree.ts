/**
 * The sealed tree of the context's clinic, as the role that serves reads it: from full tiles and the edge that stands in
 * the head. Any proof between two sizes is a handful of tiles, whatever the size of the log.
 */
import type { Checkpoint } from '../../pure/merkle/checkpoint.ts'
import { HASH_BYTES } from '../../pure/merkle/primitives.ts'
import { consistencyParts, inclusionParts, type Node, proofOf } from '../../pure/merkle/proofs.ts'
import { GrowingTree, hashesOf, nodeHash, TILE_WIDTH } from '../../pure/merkle/tree.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { logSigner } from '../../server/seal/signing.ts'
import { type CheckpointRow, findNewestCheckpoint, listHeadRows, listTiles } from './tree-queries.ts'

const { sha256 } = nodePrimitives
const TILE_HEIGHT = 8
/** Full tiles kept at hand by one `LogTree`: at most 16 KiB each. */
const MOST_KEPT = 256

/** One log of a clinic, as it stood when it was looked at. */
export interface Log {
  log: number
  origin: string
  /** What others check its checkpoints with. */
  verifierKey: string
  /** Leaves that are numbered; a checkpoint may not cover the last of them yet. */
  size: number
  root: Uint8Array
  /** The partial tile of each level, the lowest first. */
  levels: readonly Uint8Array[]
  openedAt: Date
  /** Null: the one that goes on. */
  closedAt: Date | null
  /** The checkpoint of the log before that a restored backup could not reach any more. */
  continues: string | null
}

/** A checkpoint as it was signed. */
export interface SignedCheckpoint extends Checkpoint {
  log: number
  at: Date
  note: string
}

/** The clinic's logs, the first one first; none before anything was sealed. */
export async function listLogs(tx: Reader, ctx: Context): Promise<Log[]> {
  const rows = await listHeadRows(tx, ctx)
  return rows.map(({ log, origin, size, levels, root, opened_at, closed_at, continues }) => ({
    log,
    origin,
    verifierKey: logSigner(ctx.kernel.keys, ctx.clinicId, log, origin).verifierKey,
    size: Number(size),
    root,
    levels,
    openedAt: opened_at,
    closedAt: closed_at,
    continues,
  }))
}

export const signedOf = (origin: string, { log, size, root, at, note }: CheckpointRow): SignedCheckpoint => ({
  log,
  origin,
  size: Number(size),
  root,
  at,
  note,
})

/** Undefined when none was signed yet. */
export async function newestCheckpoint(
  tx: Reader,
  ctx: Context,
  { log, origin }: Pick<Log, 'log' | 'origin'>,
): Promise<SignedCheckpoint | undefined> {
  const row = await findNewestCheckpoint(tx, ctx, log)
  return row && signedOf(origin, row)
}

/** What is stored of the tree is not all there, or not of one size: `audit check` says what was changed. */
export class DamagedTree extends Error {}

/** The hashes of one tile, and the nodes above them as far as they were asked for. */
type Rows = Uint8Array[][]

/**
 * Keeps the tiles it read: they never change. May be used in any number of transactions of the same clinic; it knows
 * the log up to the size that it had when it was listed.
 */
export class LogTree {
  readonly log: Log
  readonly #ctx: Context
  readonly #full = new Map<string, Rows>()
  readonly #edge: readonly Rows[]

  constructor(ctx: Context, log: Log) {
    this.#ctx = ctx
    this.log = log
    this.#edge = log.levels.map((data) => [hashesOf(data)])
  }

  /** The audit path of a leaf in the tree of that size, RFC 9162 §2.1.3.1. Throws RangeError for what is beyond the log. */
  async inclusion(tx: Reader, index: number, size: number): Promise<Uint8Array[]> {
    const [proof = []] = await this.inclusions(tx, [index], size)
    return proof
  }

  /** The audit paths of several leaves, their tiles read by one statement. */
  async inclusions(tx: Reader, indexes: readonly number[], size: number): Promise<Uint8Array[][]> {
    for (const index of indexes) if (index >= size) throw new RangeError(`No leaf ${index} below ${size}`)
    this.#refuseBeyond(size)
    const wanted = indexes.map((index) => inclusionParts(index, size))
    const hashOf = await this.#hashesFor(tx, wanted.flat(2))
    return wanted.map((parts) => proofOf(sha256, parts, hashOf))
  }

  /** That the tree of `size` begins with that of `first`, RFC 9162 §2.1.4.1. Throws RangeError for what is beyond the log. */
  async consistency(tx: Reader, first: number, size: number): Promise<Uint8Array[]> {
    if (first > size) throw new RangeError(`A tree of ${size} does not begin with one of ${first}`)
    this.#refuseBeyond(size)
    const parts = consistencyParts(first, size)
    return proofOf(sha256, parts, await this.#hashesFor(tx, parts.flat()))
  }

  /** The root of the tree as it was at that size. Throws RangeError for what is beyond the log. */
  async rootAt(tx: Reader, size: number): Promise<Uint8Array> {
    this.#refuseBeyond(size)
    const levels: Uint8Array[] = []
    for (let [level, left] = [0, size]; left > 0; level += 1, left = Math.floor(left / TILE_WIDTH)) {
      const width = left % TILE_WIDTH
      levels.push(
        width === 0
          ? new Uint8Array()
          : await this.tile(tx, { level, index: Math.floor(left / TILE_WIDTH), width }),
      )
    }
    const tree = GrowingTree.resume(sha256, size, levels)
    if (!tree) throw new Error(`The tiles of log ${this.log.origin} make no tree of ${size}`)
    return tree.root()
  }

  /** Leaves as the tree keeps them. Throws DamagedTree for what is beyond the log, or gone. */
  async leaves(tx: Reader, indexes: readonly number[]): Promise<Uint8Array[]> {
    const beyond = indexes.find((index) => index >= this.log.size)
    if (beyond !== undefined)
      throw new DamagedTree(`The log has ${this.log.size} leaves, and not leaf ${beyond}`)
    const hashOf = await this.#hashesFor(
      tx,
      indexes.map((index) => ({ height: 0, index })),
    )
    return indexes.map((index) => hashOf({ height: 0, index }))
  }

  /** The first `width` hashes of a tile, as C2SP tlog-tiles serves them. */
  async tile(
    tx: Reader,
    { level, index, width = TILE_WIDTH }: { level: number; index: number; width?: number },
  ): Promise<Uint8Array> {
    await this.#load(tx, [{ level, index }])
    return Buffer.concat((this.#rows(level, index)[0] ?? []).slice(0, width), width * HASH_BYTES)
  }

  #refuseBeyond(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.log.size)
      throw new RangeError(`The log has ${this.log.size} leaves, not ${size}`)
  }

  async #hashesFor(tx: Reader, nodes: readonly Node[]): Promise<(node: Node) => Uint8Array> {
    await this.#load(tx, nodes.map(tileOf))
    return (node) => {
      const { level, index, bit, at } = tileOf(node)
      const hash = nodeIn(this.#rows(level, index), bit, at)
      if (!hash) throw new DamagedTree(`Tile ${level}/${index} of log ${this.log.origin} is too short`)
      return hash
    }
  }

  #rows(level: number, index: number): Rows {
    const rows = this.#isEdge(level, index) ? this.#edge[level] : this.#full.get(`${level}/${index}`)
    if (!rows) throw new DamagedTree(`Tile ${level}/${index} of log ${this.log.origin} is missing`)
    return rows
  }

  #isEdge(level: number, index: number): boolean {
    return index === Math.floor(this.log.size / TILE_WIDTH ** (level + 1))
  }

  async #load(tx: Reader, tiles: readonly { level: number; index: number }[]): Promise<void> {
    const wanted = new Map(
      tiles
        .filter(({ level, index }) => !this.#isEdge(level, index))
        .map(({ level, index }) => [`${level}/${index}`, { level, index }]),
    )
    for (const key of wanted.keys()) {
      const kept = this.#full.get(key)
      if (!kept) continue
      wanted.delete(key)
      // What was used last goes last.
      this.#full.delete(key)
      this.#full.set(key, kept)
    }
    if (wanted.size === 0) return
    for (const key of this.#full.keys()) {
      if (this.#full.size + wanted.size <= MOST_KEPT) break
      if (!tiles.some(({ level, index }) => `${level}/${index}` === key)) this.#full.delete(key)
    }
    for (const { level, idx, data } of await listTiles(tx, this.#ctx, this.log.log, [...wanted.values()]))
      this.#full.set(`${level}/${idx}`, [hashesOf(data)])
  }
}

/** In which tile a node is found: `bit` levels above its hashes, the `at`th there. */
function tileOf({ height, index }: Node): { level: number; index: number; bit: number; at: number } {
  const bit = height % TILE_HEIGHT
  const across = 2 ** (TILE_HEIGHT - bit)
  return { level: (height - bit) / TILE_HEIGHT, index: Math.floor(index / across), bit, at: index % across }
}

/** Undefined beyond the end of a partial tile. Each node is hashed once and kept. */
function nodeIn(rows: Rows, bit: number, at: number): Uint8Array | undefined {
  const row = (rows[bit] ??= [])
  const kept = row[at]
  if (kept || bit === 0) return kept
  const [left, right] = [nodeIn(rows, bit - 1, 2 * at), nodeIn(rows, bit - 1, 2 * at + 1)]
  if (!left || !right) return undefined
  return (row[at] = nodeHash(sha256, left, right))
}
