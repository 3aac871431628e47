/** The tree as the database keeps it: full tiles and the edge in the head. What it says is checked elsewhere. */
import { TILE_WIDTH, GrowingTree, hashesOf, subtreeRoot } from '../../pure/merkle/tree.ts'
import { sameBytes } from '../../pure/merkle/primitives.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { listTiles, type LogHead } from './queries.ts'

const { sha256 } = nodePrimitives

/** The hashes of one tile, full or at the edge; undefined: it is not there. */
export type StoredTile = readonly Uint8Array[] | undefined

export class StoredTree {
  readonly #ctx: Context
  readonly #head: LogHead
  /** Whether the edge makes the root that stands beside it. */
  readonly edgeHolds: boolean

  constructor(ctx: Context, head: LogHead) {
    this.#ctx = ctx
    this.#head = head
    const edge = GrowingTree.resume(sha256, head.size, head.levels)
    this.edgeHolds = edge !== undefined && sameBytes(edge.root(), head.root)
  }

  /** How many full tiles of a level there must be. */
  fullTiles(level: number): number {
    return Math.floor(this.#head.size / TILE_WIDTH ** (level + 1))
  }

  /** Tiles `from` to before `to` of one level, the partial one among them. */
  async tiles(tx: Reader, level: number, from: number, to: number): Promise<StoredTile[]> {
    const full = this.fullTiles(level)
    const found =
      from < full
        ? await listTiles(tx, this.#ctx, this.#head.log, { level, from, to: Math.min(to, full) })
        : new Map<number, Buffer>()
    return Array.from({ length: to - from }, (_none, place) => {
      const index = from + place
      const data = index < full ? found.get(index) : index === full ? this.#head.levels[level] : undefined
      return data && hashesOf(data)
    })
  }

  /** The partial tile of each level of the tree when it had that size; undefined where a tile is not there. */
  async levelsAt(tx: Reader, size: number): Promise<Uint8Array[] | undefined> {
    const levels: Uint8Array[] = []
    for (let [level, left] = [0, size]; left > 0; level += 1) {
      const [index, width] = [Math.floor(left / TILE_WIDTH), left % TILE_WIDTH]
      const [tile] = width === 0 ? [[]] : await this.tiles(tx, level, index, index + 1)
      if (!tile || tile.length < width) return undefined
      levels.push(Buffer.concat(tile.slice(0, width)))
      left = index
    }
    return levels
  }

  /** Whether these 256 make the hash above them. */
  async holdsAbove(
    tx: Reader,
    level: number,
    index: number,
    hashes: readonly Uint8Array[],
  ): Promise<boolean> {
    const [above] = await this.tiles(
      tx,
      level + 1,
      Math.floor(index / TILE_WIDTH),
      Math.floor(index / TILE_WIDTH) + 1,
    )
    const hash = above?.[index % TILE_WIDTH]
    return hash !== undefined && sameBytes(subtreeRoot(sha256, hashes), hash)
  }
}
