/**
 * The tree of RFC 6962 §2.1 as it grows: one leaf at a time, one hash a leaf, kept as C2SP tiles of 256 hashes. What has
 * to be kept of a tree of any size to go on with it is its rightmost, partial tile of each level.
 */
import { HASH_BYTES, type Sha256 } from './primitives.ts'

export const TILE_WIDTH = 256
const TILE_HEIGHT = 8

/** A full tile: `data` holds 256 hashes; `level` and `index` as C2SP tlog-tiles counts them. */
export interface Tile {
  level: number
  index: number
  data: Uint8Array
}

/** What is hashed is put together here: a buffer of its own for each would take as long as the hash. */
let leafBytes = new Uint8Array(8192)
const nodeBytes = Uint8Array.of(1, ...new Uint8Array(2 * HASH_BYTES))

/** SHA-256(0x00 || entry). */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  if (entry.length >= leafBytes.length) leafBytes = new Uint8Array(2 * entry.length)
  leafBytes.set(entry, 1)
  return sha256(leafBytes.subarray(0, entry.length + 1))
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeBytes.set(left, 1)
  nodeBytes.set(right, 1 + HASH_BYTES)
  return sha256(nodeBytes)
}

/** The hashes that stand one after the other in a tile, or in part of one. */
export function hashesOf(data: Uint8Array): Uint8Array[] {
  return Array.from({ length: data.length / HASH_BYTES }, (_none, index) =>
    data.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  )
}

/** Root of a complete subtree over these hashes, whose number is a power of two. */
export function subtreeRoot(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let index = 0; index + 1 < row.length; index += 2)
      above.push(nodeHash(sha256, row[index] as Uint8Array, row[index + 1] as Uint8Array))
    row = above
  }
  return row[0] as Uint8Array
}

export class GrowingTree {
  readonly #sha256: Sha256
  #size = 0
  /** Roots of the complete subtrees from left to right, each lower than the one before. */
  readonly #peaks: Uint8Array[] = []
  /** The partial tile of each level. */
  readonly #edge: Uint8Array[][] = []
  #full: Tile[] = []

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  /** Goes on with a tree of that size. `levels` as `levels()` gave them; undefined when they cannot be of that size. */
  static resume(sha256: Sha256, size: number, levels: readonly Uint8Array[]): GrowingTree | undefined {
    const tree = new GrowingTree(sha256)
    tree.#size = size
    let left = size
    for (const data of levels) {
      if (data.length !== (left % TILE_WIDTH) * HASH_BYTES) return undefined
      left = Math.floor(left / TILE_WIDTH)
      const hashes = hashesOf(Uint8Array.from(data))
      tree.#edge.push([...hashes])
      const peaks: Uint8Array[] = []
      // The bits of a tile's width are the complete subtrees in it, the highest at the left.
      let from = 0
      for (let bit = TILE_HEIGHT - 1; bit >= 0; bit -= 1) {
        if (!(hashes.length & (1 << bit))) continue
        peaks.push(subtreeRoot(sha256, hashes.slice(from, from + (1 << bit))))
        from += 1 << bit
      }
      tree.#peaks.unshift(...peaks)
    }
    return left === 0 ? tree : undefined
  }

  get size(): number {
    return this.#size
  }

  append(leaf: Uint8Array): void {
    const peaks = this.#peaks
    let hash = leaf
    this.#size += 1
    this.#keep(0, leaf)
    // A complete subtree ends here for each time that two goes into the size.
    for (let height = 1, left = this.#size; left % 2 === 0; height += 1, left /= 2) {
      hash = nodeHash(this.#sha256, peaks.pop() as Uint8Array, hash)
      if (height % TILE_HEIGHT === 0) this.#keep(height / TILE_HEIGHT, hash)
    }
    peaks.push(hash)
  }

  /** The hash of the empty string for an empty tree. */
  root(): Uint8Array {
    if (this.#size === 0) return this.#sha256(new Uint8Array())
    return this.#peaks.reduceRight((right, left) => nodeHash(this.#sha256, left, right))
  }

  /** The partial tile of each level, the lowest first; an empty one where the level below is just full. */
  levels(): Uint8Array[] {
    return this.#edge.map(joined)
  }

  /** The tiles that became full since the last call. */
  takeFullTiles(): Tile[] {
    return this.#full.splice(0)
  }

  #keep(level: number, hash: Uint8Array): void {
    const edge = (this.#edge[level] ??= [])
    edge.push(hash)
    if (edge.length < TILE_WIDTH) return
    const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1)) - 1
    this.#full.push({ level, index, data: joined(edge) })
    edge.length = 0
  }
}

function joined(hashes: readonly Uint8Array[]): Uint8Array {
  const data = new Uint8Array(hashes.length * HASH_BYTES)
  hashes.forEach((hash, index) => data.set(hash, index * HASH_BYTES))
  return data
}
