/**
 * A clinic's log in the database against itself: every event against its leaf, the leaves against the tree, the tree against
 * what was signed; and every row of the clinic against the log. It reads run by run and changes nothing.
 */
import { systemContext, type ClinicId, type Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Kernel } from '../../server/kernel.ts'
import { type PublishedCheckpoint, readPublished } from '../../server/seal/published.ts'
import { faultOf, sizeOf } from './checkpoints.ts'
import { Derived } from './derived.ts'
import { Findings } from './found.ts'
import { type KnownRoot, walkLeaves } from './leaves.ts'
import { type Beyond, findBeyond, hasLog, listHeadless, listHeads, type LogHead } from './queries.ts'
import type { RowKey } from './row-queries.ts'
import { checkWaiting, walkRows } from './rows.ts'
import { StoredTree } from './stored-tree.ts'

/** Which part of a log is read: stretches of leaves, each beginning at a multiple of 256. */
export interface Part {
  leaves(head: LogHead): readonly { from: number; to: number }[]
  /** Roots that the log had when it was checked before. */
  known(log: number): readonly KnownRoot[]
  /** Where the walk through the rows begins, and how many. */
  rows: { after: RowKey | undefined; most: number }[]
}

export const WHOLE: Part = {
  leaves: ({ size }) => [{ from: 0, to: size }],
  known: () => [],
  rows: [{ after: undefined, most: Number.MAX_SAFE_INTEGER }],
}

export interface CheckedLog {
  log: number
  origin: string
  size: number
  root: Buffer
  /** Leaves that were read. */
  read: number
}

export interface Checked {
  clinicId: ClinicId
  logs: CheckedLog[]
  /** Events looked for in the log. */
  rows: number
  /** Of each walk through the rows: where it goes on; undefined: it came to the end. */
  next: (RowKey | undefined)[]
  found: Findings
  derived: Derived
}

/** Throws only when the database cannot be read. */
export async function check(ctx: Context, part: Part = WHOLE): Promise<Checked> {
  const { clinicId, kernel } = ctx
  const [found, derived] = [new Findings(), new Derived()]
  // Before the heads: what is given out is committed by then.
  const published = await newestPublished(kernel, clinicId, found)
  const { heads, beyond, headless } = await read(ctx, async (tx) => {
    const all = await listHeads(tx, ctx)
    const past: Beyond[] = []
    for (const head of all) past.push(await findBeyond(tx, ctx, head))
    return {
      heads: all,
      beyond: past,
      headless: (await hasLog(tx, ctx))
        ? await listHeadless(
            tx,
            ctx,
            all.map(({ log }) => log),
          )
        : [],
    }
  })
  for (const log of headless) found.add({ problem: 'head_changed', what: 'missing', log })
  const unnumbered = new Map<string, number>()
  const logs: CheckedLog[] = []
  for (const [place, head] of heads.entries()) {
    const kept = comparePublished(ctx, { found, head, next: heads[place + 1], published })
    const known = [...part.known(head.log), ...kept]
    let count = 0
    for (const { from, to } of part.leaves(head))
      count += await walkLeaves({ ctx, head, found, known, unnumbered, derived }, from, to)
    const past = beyond[place]
    if (past) compareBeyond(ctx, { found, head, beyond: past })
    logs.push({ log: head.log, origin: head.origin, size: head.size, root: head.root, read: count })
  }
  if (heads.length === 0 && published && headless.length === 0)
    found.add({ problem: 'head_changed', what: 'missing', log: published.log })
  await checkWaiting({ ctx, found })
  let rows = 0
  const next: (RowKey | undefined)[] = []
  for (const { after, most } of part.rows) {
    const walked = await walkRows({ ctx, found, unnumbered, derived }, after, most)
    rows += walked.count
    next.push(walked.next)
    // That was all of them.
    if (after === undefined && walked.next === undefined) break
  }
  await read(ctx, (tx) => derived.compareSummed(tx, { ctx, found }))
  return { clinicId, logs, rows, next, found, derived }
}

export const checkWhole = (kernel: Kernel, clinicId: ClinicId): Promise<Checked> =>
  check(systemContext(kernel, clinicId))

/** The largest checkpoint that left this program, which no database takes back. */
async function newestPublished(
  kernel: Kernel,
  clinicId: ClinicId,
  found: Findings,
): Promise<PublishedCheckpoint | undefined> {
  try {
    return await readPublished(kernel.config.dataFolder, clinicId)
  } catch {
    found.add({ problem: 'kept_checkpoint_wrong', what: 'unreadable' })
    return undefined
  }
}

interface AgainstPublished {
  found: Findings
  head: LogHead
  /** The log after this one. */
  next: LogHead | undefined
  published: PublishedCheckpoint | undefined
}

/** The root that the log must come by; none where it was cut back below it, which is a finding of its own. */
function comparePublished(ctx: Context, { found, head, next, published }: AgainstPublished): KnownRoot[] {
  if (published?.log !== head.log) return []
  const said = sizeOf(published.note)
  if (
    !said ||
    faultOf(
      ctx,
      { ...head, origin: originOf(published.note) },
      { ...said, root: Buffer.from(said.root), note: published.note },
    )
  ) {
    found.add({ problem: 'kept_checkpoint_wrong', what: 'note', log: head.log })
    return []
  }
  if (said.size <= head.size) return [said]
  // A log that was put back is known for it: the one after begins with what it could not reach.
  if (next?.continues !== published.note)
    found.add({ problem: 'tail_cut', log: head.log, index: head.size, last: said.size - 1 })
  return []
}

const originOf = (note: string) => note.slice(0, note.indexOf('\n'))

/** What lies past the end, and what should lie at it. */
function compareBeyond(
  ctx: Context,
  { found, head, beyond }: { found: Findings; head: LogHead; beyond: Beyond },
): void {
  const { log, size } = head
  const stored = new StoredTree(ctx, head)
  if (beyond.leaf !== undefined) found.add({ problem: 'head_changed', what: 'size', log, index: size })
  for (const [level, n] of beyond.tiles)
    if (n > stored.fullTiles(level)) found.add({ problem: 'tile_changed', what: 'more', log, index: size })
  if (beyond.checkpoint) {
    const fault = faultOf(ctx, head, beyond.checkpoint)
    found.add(
      fault ?? {
        problem: 'tail_cut',
        log,
        index: size,
        last: beyond.checkpoint.size - 1,
        at: beyond.checkpoint.at,
      },
    )
  }
  if (beyond.signedSize < head.signedSize)
    found.add({ problem: 'checkpoint_missing', log, index: head.signedSize - 1 })
}
