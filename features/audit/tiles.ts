/** A log as the files of C2SP tlog-tiles: checkpoint, tiles of hashes, bundles of entries. Any client of tiled logs reads them. */
import { TILE_WIDTH } from '../../pure/merkle/tree.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import { type Log, LogTree, newestCheckpoint, type SignedCheckpoint } from './tree.ts'
import { listEntries, listLeaves } from './tree-queries.ts'

export interface TileFile {
  /** Below the folder, its parts joined by `/`. */
  path: string
  /** Undefined: it cannot be made, for an entry of it was erased or is longer than a bundle can say. */
  data: Uint8Array | undefined
}

/** A bundle says the length of an entry in two bytes. */
const MOST_ENTRY_BYTES = 65_535

/** tlog-tiles, “Merkle Tree”: three digits a part, all but the last with an x. */
function numbered(index: number): string {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const parts = padded.match(/\d{3}/g) ?? []
  return parts.map((part, place) => (place === parts.length - 1 ? part : `x${part}`)).join('/')
}

const pathOf = (level: number | 'entries', index: number, width: number) =>
  `tile/${level}/${numbered(index)}${width === TILE_WIDTH ? '' : `.p/${width}`}`

/**
 * All files of the tree of that log's newest checkpoint, the checkpoint last: whoever reads the folder meanwhile finds what
 * it promises. `has`: full ones that are there already, and never change. Undefined before the first checkpoint.
 */
export async function tileFiles(
  ctx: Context,
  log: Log,
  has: (path: string) => boolean,
): Promise<{ checkpoint: SignedCheckpoint; files: AsyncGenerator<TileFile> } | undefined> {
  const checkpoint = await read(ctx, (tx) => newestCheckpoint(tx, ctx, log))
  return checkpoint && { checkpoint, files: filesOf(ctx, log, checkpoint, has) }
}

async function* filesOf(
  ctx: Context,
  log: Log,
  checkpoint: SignedCheckpoint,
  has: (path: string) => boolean,
): AsyncGenerator<TileFile> {
  const tree = new LogTree(ctx, log)
  for (const { level, index, width } of tilesOf(checkpoint.size)) {
    const path = pathOf(level, index, width)
    if (width < TILE_WIDTH || !has(path))
      yield { path, data: await read(ctx, (tx) => tree.tile(tx, { level, index, width })) }
    const bundle = pathOf('entries', index, width)
    if (level === 0 && (width < TILE_WIDTH || !has(bundle)))
      yield { path: bundle, data: await bundleOf(ctx, log, index, width) }
  }
  yield { path: 'checkpoint', data: Buffer.from(checkpoint.note) }
}

/** Every tile of a tree of that size, the partial one of a level last; empty ones are none. */
function* tilesOf(size: number): Generator<{ level: number; index: number; width: number }> {
  for (let [level, hashes] = [0, size]; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const full = Math.floor(hashes / TILE_WIDTH)
    for (let index = 0; index < full; index += 1) yield { level, index, width: TILE_WIDTH }
    if (hashes % TILE_WIDTH > 0) yield { level, index: full, width: hashes % TILE_WIDTH }
  }
}

function bundleOf(ctx: Context, log: Log, index: number, width: number): Promise<Uint8Array | undefined> {
  const from = index * TILE_WIDTH
  return read(ctx, async (tx) => {
    const leaves = await listLeaves(tx, ctx, { log: log.log, from, to: from + width, most: width })
    const entries = new Map((await listEntries(tx, ctx, leaves)).map(({ id, body }) => [id, body]))
    const parts: Buffer[] = []
    for (const { event_id } of leaves) {
      const body = entries.get(event_id)
      if (!body || body.length > MOST_ENTRY_BYTES) return undefined
      const length = Buffer.alloc(2)
      length.writeUInt16BE(body.length)
      parts.push(length, body)
    }
    return leaves.length === width ? Buffer.concat(parts) : undefined
  })
}
