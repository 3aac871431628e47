/**
 * The walk through the leaves in their order: each leaf against the ledger, the tiles and the bytes of its event, and the tree
 * that they make against every checkpoint on the way. What is stored twice tells which of the two was changed.
 */
import { sameBytes } from '../../pure/merkle/primitives.ts'
import { GrowingTree, TILE_WIDTH } from '../../pure/merkle/tree.ts'
import type { Context } from '../../server/context.ts'
import { read, type Reader } from '../../server/db/database.ts'
import { leafOf } from '../../server/db/events.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { faultOf } from './checkpoints.ts'
import type { Derived } from './derived.ts'
import { differencesOf, readBody } from './entry.ts'
import { type Erased, findErased } from './erased.ts'
import type { Findings } from './found.ts'
import { type LeafRow, listCheckpoints, listLeaves, type LogHead } from './queries.ts'
import { type StoredTile, StoredTree } from './stored-tree.ts'

const { sha256 } = nodePrimitives

/** Leaves read at once: four tiles. */
const RUN = 4 * TILE_WIDTH

/** A root that the tree had once, said by somebody other than the checkpoints. */
export interface KnownRoot {
  size: number
  root: Uint8Array
}

export interface LeafWalk {
  ctx: Context
  head: LogHead
  found: Findings
  /** Roots that must come by on the way: of the last check, of the newest checkpoint given out. */
  known: readonly KnownRoot[]
  /** Leaf hashes whose number nobody has any more: their events are not strange, their numbers are missing. */
  unnumbered: Map<string, number>
  derived: Derived
}

/** Leaves from `from`, a multiple of 256, to before `to`, which is one too or the end of the log. How many were read. */
export async function walkLeaves(walk: LeafWalk, from: number, to: number): Promise<number> {
  const { ctx, head, found } = walk
  const stored = new StoredTree(ctx, head)
  const begin = from === 0 ? [] : await read(ctx, (tx) => stored.levelsAt(tx, from))
  const tree = begin && GrowingTree.resume(sha256, from, begin)
  if (!tree) {
    found.add({ problem: 'tile_missing', log: head.log, index: from - 1 })
    return walkLeaves(walk, 0, to)
  }
  const roots = new Roots(walk, from)
  for (let at = from; at < to; at += RUN) {
    const end = Math.min(at + RUN, to)
    await read(ctx, async (tx) => {
      const rows = await listLeaves(tx, ctx, head.log, { from: at, to: end })
      const tiles = await stored.tiles(tx, 0, at / TILE_WIDTH, Math.ceil(end / TILE_WIDTH))
      await roots.ready(tx, at, end)
      const erased = await findErased(tx, ctx, head.log, { from: at, to: end })
      const changed = new Set<number>()
      for (const [place, tile] of tiles.entries()) {
        const first = at + place * TILE_WIDTH
        const leaves = await oneTile(walk, tx, stored, {
          first,
          to: Math.min(first + TILE_WIDTH, end),
          rows,
          tile,
          erased,
          changed,
        })
        for (const leaf of leaves) {
          tree.append(leaf)
          roots.reached(tree)
        }
      }
      await walk.derived.compareSearched(
        tx,
        { ctx, found, log: head.log },
        { rows, from: at, to: end, changed },
      )
      await compareTilesAbove(walk, tx, stored, tree)
      if (end === to) await compareEnd(walk, tx, stored, tree)
    })
  }
  return to - from
}

interface OneTile {
  first: number
  to: number
  rows: readonly LeafRow[]
  tile: StoredTile
  erased: Erased
  /** Leaves whose entry is not as it was sealed are added. */
  changed: Set<number>
}

/** The leaves of one tile as they were sealed, as far as anything still tells; and what differs from them. */
async function oneTile(
  walk: LeafWalk,
  tx: Reader,
  stored: StoredTree,
  { first, to, rows, tile, erased, changed }: OneTile,
): Promise<Uint8Array[]> {
  const { found, head } = walk
  const { log } = head
  const width = to - first
  const own = rows.filter(({ index }) => index >= first && index < to)
  const whole = tile !== undefined && tile.length >= width ? tile.slice(0, width) : undefined
  const numbered = numberedOnce(walk, own, whole)
  const kept = Array.from({ length: width }, (_none, place) => numbered.get(first + place)?.sealed)
  const same =
    whole !== undefined && kept.every((leaf, place) => leaf && sameBytes(leaf, whole[place] as Uint8Array))
  let sealed = whole
  if (!same) {
    const index = first / TILE_WIDTH
    const complete = kept.every((leaf) => leaf !== undefined) ? (kept as Uint8Array[]) : undefined
    const full = width === TILE_WIDTH
    const holds = async (leaves: readonly Uint8Array[]) =>
      full ? stored.holdsAbove(tx, 0, index, leaves) : leaves === whole && stored.edgeHolds
    const byTile = whole !== undefined && (await holds(whole))
    // The tile stands alone against ledger and events, which say the same: then it is the tile.
    const byLedger =
      !byTile &&
      complete !== undefined &&
      ((await holds(complete)) || [...numbered.values()].every(makesItsLeaf))
    if (!byTile) {
      const differs =
        whole && complete
          ? complete.findIndex((leaf, place) => !sameBytes(leaf, whole[place] as Uint8Array))
          : 0
      const place = { log, index: first + Math.max(0, differs) }
      found.add(
        !full
          ? { problem: 'head_changed', what: 'levels', ...place }
          : { problem: whole ? 'tile_changed' : 'tile_missing', what: '0', ...place },
      )
    }
    if (byLedger) sealed = complete
  }
  const leaves = Array.from(
    { length: width },
    // Where nothing tells what it was the tree cannot come out right, and will say so.
    (_none, place) => sealed?.[place] ?? kept[place] ?? new Uint8Array(32),
  )
  const known = new Set(own.map(({ sealed: leaf }) => leaf.toString('hex')))
  for (const [place, leaf] of leaves.entries()) {
    const row = numbered.get(first + place)
    if (row) {
      const before = found.count
      compareRow(walk, row, leaf, known, erased)
      if (found.count > before) changed.add(first + place)
    } else {
      found.add({ problem: 'index_missing', log, index: first + place })
      walk.unnumbered.set(Buffer.from(leaf).toString('hex'), first + place)
    }
  }
  return leaves
}

const makesItsLeaf = ({ event, sealed }: LeafRow) => event !== undefined && leafOf(event.body).equals(sealed)

/** One row a number: of two with the same the one that the tile knows. */
function numberedOnce(
  { found, head }: LeafWalk,
  rows: readonly LeafRow[],
  tile: StoredTile,
): Map<number, LeafRow> {
  const numbered = new Map<number, LeafRow>()
  for (const row of rows) {
    const { index, eventId, ledgerAt } = row
    const before = numbered.get(index)
    const leaf = tile?.[index % TILE_WIDTH]
    const first = before === undefined || (leaf !== undefined && sameBytes(row.sealed, leaf))
    if (first) numbered.set(index, row)
    const other = first ? before : row
    if (other)
      found.add({
        problem: 'index_reused',
        log: head.log,
        index,
        eventId: other === row ? eventId : other.eventId,
        at: other === row ? ledgerAt : other.ledgerAt,
      })
  }
  return numbered
}

/** One row of the ledger and its event against the leaf that was sealed there. */
function compareRow(
  { ctx, found, head }: LeafWalk,
  row: LeafRow,
  leaf: Uint8Array,
  /** Leaves that the ledger has in this tile. */
  inTile: ReadonlySet<string>,
  erased: Erased,
): void {
  const { index, eventId, ledgerAt, event, sealed } = row
  const place = { log: head.log, index, eventId, at: ledgerAt }
  const asSealed = sameBytes(sealed, leaf)
  // Its neighbours have what belongs here: two changed places.
  if (!asSealed && inTile.has(Buffer.from(leaf).toString('hex')))
    return found.add({ problem: 'index_order', ...place })
  if (!event) {
    if (!asSealed) found.add({ problem: 'ledger_changed', what: 'leaf', ...place })
    else if (!erased.row(index)) found.add({ problem: 'row_missing', ...place })
    return
  }
  const hash = leafOf(event.body)
  if (!sameBytes(hash, leaf)) {
    const problem = saysOther(event.body, ctx.clinicId) ? 'entry_of_other_clinic' : 'entry_changed'
    // Of bytes that were changed the columns prove nothing.
    return found.add({ problem, ...place })
  }
  if (!asSealed) found.add({ problem: 'ledger_changed', what: 'leaf', ...place })
  if (!event.leaf.equals(hash)) found.add({ problem: 'column_changed', what: 'leaf', ...place })
  for (const { problem, what } of differencesOf(event, row.doc)) {
    if (problem === 'erased_unexplained' && erased.opening(index, what)) continue
    found.add({ problem, what, ...place })
  }
}

const saysOther = (body: Buffer, clinicId: string) => {
  const said = readBody(body)?.['clinic']
  return typeof said === 'string' && said !== clinicId
}

/** The tiles above the first level that became full by now. */
async function compareTilesAbove(
  { head, found }: LeafWalk,
  tx: Reader,
  stored: StoredTree,
  tree: GrowingTree,
): Promise<void> {
  for (const { level, index, data } of tree.takeFullTiles()) {
    if (level === 0) continue
    const [tile] = await stored.tiles(tx, level, index, index + 1)
    const first = index * TILE_WIDTH ** (level + 1)
    if (!tile) found.add({ problem: 'tile_missing', what: String(level), log: head.log, index: first })
    else if (!sameBytes(Buffer.concat(tile), data)) {
      const place = tile.findIndex((hash, at) => !sameBytes(hash, data.subarray(at * 32, at * 32 + 32)))
      found.add({
        problem: 'tile_changed',
        what: String(level),
        log: head.log,
        index: first + place * TILE_WIDTH ** level,
      })
    }
  }
}

/** What the tree is at the end of the walk, against the head, or against the tiles that go on from there. */
async function compareEnd(
  { head, found }: LeafWalk,
  tx: Reader,
  stored: StoredTree,
  tree: GrowingTree,
): Promise<void> {
  const { log, size } = head
  const levels = tree.levels()
  if (tree.size === size) {
    const as = levels.every((level, at) => sameBytes(level, head.levels[at] ?? new Uint8Array()))
    if (!as || head.levels.length !== levels.length)
      found.add({ problem: 'head_changed', what: 'levels', log })
    else if (!sameBytes(tree.root(), head.root)) found.add({ problem: 'head_changed', what: 'root', log })
    return
  }
  const kept = await stored.levelsAt(tx, tree.size)
  for (const [level, hashes] of levels.entries()) {
    if (level > 0 && kept && !sameBytes(hashes, kept[level] ?? new Uint8Array()))
      found.add({
        problem: 'tile_changed',
        what: String(level),
        log,
        index: Math.max(0, tree.size - TILE_WIDTH ** level),
      })
  }
}

/** Checkpoints and known roots that come by on the way. */
class Roots {
  readonly #walk: LeafWalk
  #coming = new Map<number, KnownRoot[]>()
  /** The size up to which the tree is known to be the one that was signed. */
  #good: number
  #told = false

  constructor(walk: LeafWalk, from: number) {
    this.#walk = walk
    this.#good = from
  }

  async ready(tx: Reader, above: number, upTo: number): Promise<void> {
    const { ctx, head, found, known } = this.#walk
    const due = known.filter(({ size }) => size > above && size <= upTo)
    for (const checkpoint of await listCheckpoints(tx, ctx, head.log, { above, upTo })) {
      const fault = faultOf(ctx, head, checkpoint)
      if (fault) found.add({ at: checkpoint.at, ...fault })
      else due.push(checkpoint)
    }
    this.#coming = Map.groupBy(due, ({ size }) => size)
  }

  reached(tree: GrowingTree): void {
    const due = this.#coming.get(tree.size)
    if (!due) return
    const { found, head } = this.#walk
    const root = tree.root()
    if (due.every((one) => sameBytes(one.root, root))) this.#good = tree.size
    // From the first that differs on all do: the change lies before it, and after the last that held.
    else if (!this.#told) {
      found.add({ problem: 'root_wrong', log: head.log, index: this.#good, last: tree.size - 1 })
      this.#told = true
    }
  }
}
