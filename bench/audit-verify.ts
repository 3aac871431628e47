/** What verifying a log costs: leaves and tree beside hashing alone, a whole file with its openings, and the memory of it. */
import { execFile } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeLine } from '../pure/log-proof/export-line.ts'
import { GrowingTree, leafHash } from '../pure/merkle/tree.ts'
import { nodePrimitives } from '../server/seal/primitives.ts'
import { entryOf, sealedEvent, signerOf } from '../test/sealed-export.ts'
import { type Figure, figure, median, type Run } from './figure.ts'

/** Issue 7, "Figures to reach". */
const TARGETS = { ofHashing: 0.5, secondsAMillion: 20, megabytes: 300 }
const CHECKPOINT_EVERY = 256
const { sha256 } = nodePrimitives
const run = promisify(execFile)

export async function verifyFigures({ quick, times = 5, say }: Run): Promise<Figure[]> {
  return [
    hashing(quick ? 50_000 : 200_000, times, say),
    ...(await files(quick ? 100_000 : 1_000_000, times, say)),
  ]
}

/** In turn, so that whatever else the machine does meets both alike. */
function hashing(entries: number, times: number, say: Run['say']): Figure {
  const bytes = Array.from(
    { length: entries },
    (_none, index) => sealedEvent(index % 1000, { count: index }).bytes,
  )
  const leaves = bytes.map((entry) => Buffer.concat([Buffer.of(0), entry]))
  const node = Buffer.alloc(65, 1)
  const rates: [number[], number[]] = [[], []]
  for (let round = 0; round < times; round += 1) {
    rates[0].push(
      perSecond(entries, () => {
        const tree = new GrowingTree(sha256)
        for (const entry of bytes) {
          tree.append(leafHash(sha256, entry))
          if (tree.size % CHECKPOINT_EVERY === 0) tree.takeFullTiles()
        }
        tree.root()
      }),
    )
    rates[1].push(
      perSecond(entries, () => {
        for (const leaf of leaves) sha256(leaf)
        for (let count = 1; count < entries; count += 1) sha256(node)
      }),
    )
    say(
      `round ${round + 1}: leaves and tree ${rates[0].at(-1)?.toFixed(0)}/s, hashing ${rates[1].at(-1)?.toFixed(0)}/s`,
    )
  }
  return figure('audit verify: leaves and tree', median(rates[0]), '/s', {
    limit: median(rates[1]),
    atLeast: TARGETS.ofHashing,
  })
}

function perSecond(count: number, work: () => void): number {
  const begun = performance.now()
  work()
  return (count * 1000) / (performance.now() - begun)
}

interface Measured {
  state: string
  found: number
  seconds: number
  peakBytes: number
}

async function files(entries: number, times: number, say: Run['say']): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'enamel-bench-verify-'))
  try {
    const [large, small] = [join(folder, 'large.jsonl'), join(folder, 'small.jsonl')]
    writeExport(small, 1)
    writeExport(large, entries)
    say(`${entries} entries, ${(statSync(large).size / 2 ** 20).toFixed(0)} MiB`)
    const of = async (file: string): Promise<Measured> => {
      const script = join(import.meta.dirname, 'audit-verify-process.ts')
      const { stdout } = await run(process.execPath, [script, file, signerOf().vkey])
      const measured = JSON.parse(stdout) as Measured
      if (measured.state !== 'holds') throw new Error(`${file}: ${stdout}`)
      return measured
    }
    const [all, idle]: [Measured[], Measured[]] = [[], []]
    for (let round = 0; round < times; round += 1) {
      all.push(await of(large))
      idle.push(await of(small))
      say(
        `round ${round + 1}: ${all.at(-1)?.seconds.toFixed(1)} s, ${((all.at(-1)?.peakBytes ?? 0) / 2 ** 20).toFixed(0)} MiB`,
      )
    }
    const aMillion = 1_000_000 / entries
    const seconds = (measured: readonly Measured[]) => median(measured.map(({ seconds }) => seconds))
    const megabytes = (measured: readonly Measured[]) =>
      median(measured.map(({ peakBytes }) => peakBytes / 1e6))
    return [
      figure('audit verify: a million entries', seconds(all) * aMillion, 's', {
        limit: hashingAlone(entries) * aMillion,
        target: TARGETS.secondsAMillion,
      }),
      figure('audit verify: memory', megabytes(all), 'MB', {
        limit: megabytes(idle),
        target: TARGETS.megabytes,
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Seconds that the hashes of so many entries take one core: leaf, node, six openings. */
function hashingAlone(entries: number): number {
  const leaf = Buffer.concat([Buffer.of(0), sealedEvent(1).bytes])
  const [node, opening] = [Buffer.alloc(65, 1), Buffer.alloc(60, 2)]
  const begun = performance.now()
  for (let count = 0; count < entries; count += 1) {
    sha256(leaf)
    sha256(node)
    for (let field = 0; field < 6; field += 1) sha256(opening)
  }
  return (performance.now() - begun) / 1000
}

/** A whole export, never all of it in memory. */
function writeExport(file: string, entries: number): void {
  const signer = signerOf()
  const tree = new GrowingTree(sha256)
  const handle = openSync(file, 'w')
  try {
    let held = writeLine({ type: 'log', origin: signer.origin, vkey: signer.vkey })
    for (let index = 0; index < entries; index += 1) {
      const event = sealedEvent(index)
      tree.append(event.leaf)
      tree.takeFullTiles()
      held += writeLine(entryOf(index, event))
      if (tree.size % CHECKPOINT_EVERY === 0 || tree.size === entries) {
        held += writeLine({ type: 'checkpoint', note: signer.sign(tree.size, tree.root()) })
        writeSync(handle, held)
        held = ''
      }
    }
    writeSync(handle, held + writeLine({ type: 'end', entries: String(entries) }))
  } finally {
    closeSync(handle)
  }
}
