/**
 * The log as JSON Lines: the canonical export, one object a line, by which anybody can check it without us
 * (docs/log-export.md). Made a batch at a time, each in a transaction of its own: the log only grows, so what was begun
 * stays what it was; what keeping times or a redaction took meanwhile is left out as what was taken before.
 */
import { type EntryLine, type GivenTo, writeLine } from '../../pure/log-proof/export-line.ts'
import { writeBase64 } from '../../pure/merkle/base64.ts'
import type { Context } from '../../server/context.ts'
import { read, type Reader } from '../../server/db/database.ts'
import {
  DamagedTree,
  listLogs,
  type Log,
  LogTree,
  newestCheckpoint,
  type SignedCheckpoint,
  signedOf,
} from './tree.ts'
import {
  type LeafRow,
  listCheckpoints,
  listEntries,
  listErased,
  listGiven,
  listGivenCheckpoints,
  listLeaves,
  listLeavesAt,
  listPlaces,
} from './tree-queries.ts'

/**
 * whole: every leaf from 0 on, whose hashes make the roots. between: what happened in that time, each entry with its proof.
 * events: these alone, likewise, in batches of any size and order; one number a wanted event is held in memory.
 */
export type Exported =
  | { kind: 'whole' }
  | { kind: 'between'; from?: Date | undefined; to?: Date | undefined }
  | { kind: 'events'; ids: AsyncIterable<readonly string[]> | Iterable<readonly string[]> }

export interface ExportBatch {
  /** Whole lines, each ended by a line feed. */
  text: string
  /** How many entries are among them. */
  entries: number
  /** Where `events` or `whole` goes on after this, after a kill too; undefined in other exports, and at the end. */
  mark?: ExportMark
}

/** Where an export stands: who goes on from here writes what would have been written had it never stopped. */
export interface ExportMark {
  /** What each log was when it was begun: the size of its newest checkpoint, 0 without one. */
  sizes: readonly { log: number; size: number }[]
  log: number
  /** The leaf written last; -1: what stands before the entries alone. */
  leaf: number
  /** Written so far, of all logs. */
  entries: number
}

const BATCH = 1_000
/** Each proof may need tiles of its own: fewer than `LogTree` keeps. */
const PROVED_BATCH = 100
/** Leaves that one statement looks through. */
const WALKED = 200_000

/**
 * All lines in order. It ends with the newest checkpoint of each log: events that none covers yet are left out, so whoever wants
 * the latest has the log sealed first (`kernel.sealNow`). `after`: of the same `events`, goes on there, against the same
 * checkpoints; what was erased meanwhile is missing as it would have been. Of `whole` likewise.
 */
export async function* exportLines(
  ctx: Context,
  exported: Exported,
  after?: ExportMark,
): AsyncGenerator<ExportBatch> {
  const logs = await read(ctx, (tx) => listLogs(tx, ctx))
  const chosen = exported.kind === 'events' ? await placesOf(ctx, exported.ids) : undefined
  const sizes = after?.sizes ?? (await sizesOf(ctx, logs))
  let total = after?.entries ?? 0
  const known = logs.filter(({ log }) => sizes.some((one) => one.log === log))
  // Without what was opened since it was begun, and what is written already.
  for (const log of known) {
    const size = sizes.find((one) => one.log === log.log)?.size ?? 0
    if (log.log < (after?.log ?? 0)) continue
    const from = after?.log === log.log ? after.leaf : undefined
    const start = logLine(log, known)
    const lines =
      exported.kind === 'whole'
        ? wholeLog(ctx, log, start, { size, after: from })
        : selection(
            ctx,
            log,
            start,
            chosen
              ? picked(ctx, log, chosen.get(log.log) ?? new Float64Array())
              : within(ctx, log, exported.kind === 'between' ? exported : {}),
            { size, after: from },
          )
    for await (const { leaf = -1, ...batch } of lines) {
      total += batch.entries
      yield {
        ...batch,
        ...(exported.kind !== 'between' && { mark: { sizes, log: log.log, leaf, entries: total } }),
      }
    }
  }
  yield { text: writeLine({ type: 'end', entries: String(total) }), entries: 0 }
}

const sizesOf = (ctx: Context, logs: readonly Log[]): Promise<ExportMark['sizes']> =>
  read(ctx, async (tx) => {
    const sizes: { log: number; size: number }[] = []
    for (const log of logs)
      sizes.push({ log: log.log, size: (await newestCheckpoint(tx, ctx, log))?.size ?? 0 })
    return sizes
  })

/** Lines of one log; `leaf`: the last of them. */
type Lines = AsyncGenerator<{ text: string; entries: number; leaf?: number }>

/** With the link to the log before and to the one after, where a restore had another opened. */
function logLine({ origin, verifierKey, continues }: Log, logs: readonly Log[]): string {
  const continued = logs.find((one) => one.continues?.startsWith(`${origin}\n`))?.continues
  return writeLine({
    type: 'log',
    origin,
    vkey: verifierKey,
    ...(continues !== null && { continues }),
    ...(typeof continued === 'string' && { continued }),
  })
}

/** As far as that checkpoint's size; `after`: all up to that leaf is written, and undefined: nothing is. */
async function* wholeLog(
  ctx: Context,
  log: Log,
  start: string,
  { size: signed, after }: { size: number; after: number | undefined },
): Lines {
  if (after === undefined) yield { text: start, entries: 0 }
  // A log that was closed gets no more checkpoints: what it sealed after its last is nowhere else.
  const size = Math.max(signed, log.closedAt === null ? 0 : log.size)
  const tree = new LogTree(ctx, log)
  for (let from = (after ?? -1) + 1; from < size; from += BATCH) {
    const to = Math.min(from + BATCH, size)
    yield await read(ctx, async (tx) => {
      const leaves = await listLeaves(tx, ctx, { log: log.log, from, to, most: to - from })
      const checkpoints = await checkpointLines(tx, ctx, log, from, to)
      const lines = await entryLines(tx, ctx, tree, leaves)
      const text = lines
        .flatMap((line, place) => [line, ...(checkpoints.get(Number(leaves[place]?.leaf_index) + 1) ?? [])])
        .join('')
      return { text, entries: leaves.length, leaf: to - 1 }
    })
  }
}

/** What stands right after the entry that makes its size, by size. */
async function checkpointLines(
  tx: Reader,
  ctx: Context,
  log: Log,
  after: number,
  to: number,
): Promise<Map<number, string[]>> {
  const range = { log: log.log, after, to }
  const rows = await listCheckpoints(tx, ctx, { ...range, most: BATCH })
  const given = await givenBySize(tx, ctx, range)
  return new Map(
    rows.map(({ size, note }) => [Number(size), [checkpointLine(note, { given: given.get(Number(size)) })]]),
  )
}

const checkpointLine = (
  note: string,
  of: { consistency?: readonly Uint8Array[] | undefined; given: readonly GivenTo[] | undefined },
) =>
  writeLine({
    type: 'checkpoint',
    note,
    ...(of.consistency && { consistency: of.consistency.map(writeBase64) }),
    ...(of.given && { given: of.given }),
  })

/** The next leaves that are wanted, in order, at most so many; none at the end. */
type Source = (tx: Reader) => Promise<readonly LeafRow[]>

/** Against the checkpoint of that size; `after`: all up to that leaf is written, and undefined: nothing is. */
async function* selection(
  ctx: Context,
  log: Log,
  start: string,
  sourceOf: (size: number, from: number) => Source,
  { size: wanted, after }: { size: number; after: number | undefined },
): Lines {
  const checkpoint = wanted > 0 ? await read(ctx, (tx) => checkpointOf(tx, ctx, log, wanted)) : undefined
  const tree = new LogTree(ctx, log)
  if (after === undefined) {
    const proving = checkpoint ? await read(ctx, (tx) => provingLines(tx, ctx, tree, checkpoint)) : ''
    yield { text: start + proving, entries: 0 }
  }
  if (!checkpoint) return
  const { size } = checkpoint
  const next = sourceOf(size, (after ?? -1) + 1)
  for (;;) {
    const batch = await read(ctx, async (tx) => {
      const leaves = await next(tx)
      const indexes = leaves.map(({ leaf_index }) => Number(leaf_index))
      const proofs = await tree.inclusions(tx, indexes, size)
      const lines = await entryLines(tx, ctx, tree, leaves, { size, proofs })
      return { text: lines.join(''), entries: leaves.length, leaf: indexes.at(-1) ?? -1 }
    })
    if (batch.entries === 0) return
    yield batch
  }
}

/** One that was thinned out meanwhile gives way to the newest. */
async function checkpointOf(tx: Reader, ctx: Context, log: Log, size: number) {
  const [row] = await listCheckpoints(tx, ctx, { log: log.log, after: size - 1, to: size, most: 1 })
  return row ? signedOf(log.origin, row) : newestCheckpoint(tx, ctx, log)
}

/** The checkpoints that somebody outside keeps, and the one that the entries are proved against; each extends the one before. */
async function provingLines(
  tx: Reader,
  ctx: Context,
  tree: LogTree,
  newest: SignedCheckpoint,
): Promise<string> {
  const range = { log: tree.log.log, after: 0, to: newest.size }
  const given = await givenBySize(tx, ctx, range)
  const kept = (await listGivenCheckpoints(tx, ctx, range)).map((row) => signedOf(newest.origin, row))
  const lines: string[] = []
  let before = 0
  for (const { size, note } of [...kept.filter((one) => one.size !== newest.size), newest]) {
    const consistency = before === 0 ? undefined : await tree.consistency(tx, before, size)
    lines.push(checkpointLine(note, { consistency, given: given.get(size) }))
    before = size
  }
  return lines.join('')
}

/** What happened in a time: the ledger walked once, part by part. */
const within =
  (ctx: Context, log: Log, { from, to }: { from?: Date | undefined; to?: Date | undefined }) =>
  (size: number, first: number): Source => {
    let at = first
    return async (tx) => {
      while (at < size) {
        const end = Math.min(at + WALKED, size)
        const leaves = await listLeaves(tx, ctx, {
          log: log.log,
          from: at,
          to: end,
          most: PROVED_BATCH,
          since: from,
          until: to,
        })
        const last = leaves.at(-1)
        at = last && leaves.length === PROVED_BATCH ? Number(last.leaf_index) + 1 : end
        if (last) return leaves
      }
      return []
    }
  }

const picked =
  (ctx: Context, log: Log, indexes: Float64Array) =>
  (size: number, first: number): Source => {
    let at = indexes.findIndex((index) => index >= first)
    if (at < 0) at = indexes.length
    return async (tx) => {
      const wanted = [...indexes.subarray(at, at + PROVED_BATCH)].filter((index) => index < size)
      at += wanted.length
      return wanted.length === 0 ? [] : listLeavesAt(tx, ctx, log.log, wanted)
    }
  }

/** Where the wanted events stand, by log, in order: the verifier knows by it that none comes twice. */
async function placesOf(
  ctx: Context,
  batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<Map<number, Float64Array>> {
  const found = new Map<number, Float64Array[]>()
  for await (const ids of batches) {
    if (ids.length === 0) continue
    const places = await read(ctx, (tx) => listPlaces(tx, ctx, ids))
    for (const [log, ofLog] of Map.groupBy(places, (place) => place.log)) {
      const indexes = Float64Array.from(ofLog, ({ leaf_index }) => Number(leaf_index))
      found.set(log, [...(found.get(log) ?? []), indexes])
    }
  }
  return new Map([...found].map(([log, parts]) => [log, sortedOnce(parts)]))
}

function sortedOnce(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  all.sort()
  return all.filter((index, place) => index !== all[place - 1])
}

async function givenBySize(
  tx: Reader,
  ctx: Context,
  range: { log: number; after: number; to: number },
): Promise<Map<number, GivenTo[]>> {
  const rows = await listGiven(tx, ctx, range)
  const bySize = Map.groupBy(rows, ({ size }) => Number(size))
  return new Map(
    [...bySize].map(([size, ofSize]) => [
      size,
      ofSize.map(({ kind, name, at }) => ({ kind, name, at: at.toISOString() })),
    ]),
  )
}

/**
 * A line a leaf, the leaf itself as the tree keeps it. Where keeping times erased the event the leaf alone is left, which goes on
 * to make the roots; where it is missing for no such reason, the line says nothing, and no verifier takes it.
 */
async function entryLines(
  tx: Reader,
  ctx: Context,
  tree: LogTree,
  leaves: readonly LeafRow[],
  proved?: { size: number; proofs: readonly Uint8Array[][] },
): Promise<string[]> {
  if (leaves.length === 0) return []
  const entries = new Map((await listEntries(tx, ctx, leaves)).map((entry) => [entry.id, entry]))
  const hashes = await leavesOf(tx, tree, leaves)
  const missing = leaves.filter(({ event_id }) => !entries.has(event_id))
  const erased = await listErased(
    tx,
    ctx,
    tree.log.log,
    missing.map(({ leaf_index }) => leaf_index),
  )
  return leaves.map(({ leaf_index, event_id }, place) => {
    const entry = entries.get(event_id)
    return writeLine({
      type: 'entry',
      index: leaf_index,
      ...(entry && { entry: entry.body.toString('base64') }),
      leaf: writeBase64(hashes[place] ?? new Uint8Array()),
      ...(erased.has(leaf_index) && { erased: true as const }),
      ...(entry?.doc && opened(entry.doc)),
      ...(proved && { size: String(proved.size), proof: (proved.proofs[place] ?? []).map(writeBase64) }),
    })
  })
}

/** As the tree has them; of a tree that was damaged, as the ledger has them: the file is written all the same, and tells. */
async function leavesOf(tx: Reader, tree: LogTree, leaves: readonly LeafRow[]): Promise<Uint8Array[]> {
  try {
    return await tree.leaves(
      tx,
      leaves.map(({ leaf_index }) => Number(leaf_index)),
    )
  } catch (error) {
    if (!(error instanceof DamagedTree)) throw error
    return leaves.map(({ leaf }) => leaf)
  }
}

/** Nothing where somebody made it unreadable: a file says only what can be checked. */
function opened(doc: Buffer): Pick<EntryLine, 'open'> {
  try {
    return { open: JSON.parse(doc.toString('utf8')) as NonNullable<EntryLine['open']> }
  } catch {
    return {}
  }
}
