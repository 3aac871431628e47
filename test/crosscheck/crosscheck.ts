/**
 * `npm run crosscheck`: seals a log of 65,537 entries and more by the real sealer, and has Go's sumdb/note and sumdb/tlog verify
 * it. Wants Debian's golang-go and golang-golang-x-mod-dev; no part of `npm test`.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { writeBase64 } from '../../pure/merkle/base64.ts'
import { growLog } from '../../features/audit/testing/grow-log.ts'
import { tileFiles } from '../../features/audit/tiles.ts'
import { listLogs, LogTree, newestCheckpoint } from '../../features/audit/tree.ts'
import { withKernel } from '../../server/cli/with-kernel.ts'
import { type Context, INSTALLATION, systemContext } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { startSealerOf } from '../../server/main.ts'

const SIZES = [1, 2, 3, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000]
const INDEXES = [0, 1, 2, 127, 254, 255, 256, 257, 511, 512, 65_534, 65_535, 65_536, 65_999]
/** Debian's place of Go's libraries. */
const GO_LIBRARIES = '/usr/share/gocode'
const NEVER = 24 * 3_600_000

const folder = mkdtempSync(join(tmpdir(), 'enamel-crosscheck-'))
process.env['ENAMEL_DATA'] = join(folder, 'data')

/** Of which a checkpoint is signed at once. */
const last = (ctx: Context) =>
  write(ctx, () =>
    Promise.resolve(audited({ action: 'log.exported', category: 'platform', target: { type: 'clinic' } })),
  )

async function sealedCheckpoints(kernel: Context['kernel'], seal: () => Promise<void>): Promise<string[]> {
  const notes: string[] = []
  await seal()
  const now = async (ctx: Context) => (await read(ctx, (tx) => listLogs(tx, ctx)))[0]
  for (const size of SIZES) {
    const ctx = systemContext(kernel, INSTALLATION)
    const missing = size - ((await now(ctx))?.size ?? 0)
    if (missing <= 0) continue
    await growLog(kernel, INSTALLATION, missing - 1)
    await last(systemContext(kernel, INSTALLATION))
    await seal()
    const log = await now(ctx)
    const newest = log && (await read(ctx, (tx) => newestCheckpoint(tx, ctx, log)))
    if (newest?.size !== size) throw new Error(`A checkpoint of ${size} was wanted, not of ${newest?.size}`)
    notes.push(newest.note)
  }
  return notes
}

async function writeAll(ctx: Context, checkpoints: readonly string[]): Promise<void> {
  const [log] = await read(ctx, (tx) => listLogs(tx, ctx))
  if (!log) throw new Error('Nothing was sealed')
  const tree = new LogTree(ctx, log)
  const sizes = checkpoints.map((note) => Number(note.split('\n')[1]))
  const inclusion: object[] = []
  const consistency: object[] = []
  for (const size of sizes) {
    for (const index of INDEXES.filter((one) => one < size)) {
      const proof = await read(ctx, (tx) => tree.inclusion(tx, index, size))
      inclusion.push({ index, size, proof: proof.map(writeBase64) })
    }
    for (const first of sizes.filter((one) => one < size)) {
      const proof = await read(ctx, (tx) => tree.consistency(tx, first, size))
      consistency.push({ first, size, proof: proof.map(writeBase64) })
    }
  }
  writeFileSync(
    join(folder, 'proofs.json'),
    JSON.stringify({ vkey: log.verifierKey, checkpoints, inclusion, consistency }),
  )
  const made = await tileFiles(ctx, log, () => false)
  if (!made) throw new Error('Nothing was signed')
  for await (const { path, data } of made.files) {
    if (!data) throw new Error(`${path} was not made`)
    const file = join(folder, 'tiles', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, data)
  }
}

try {
  await withKernel('crosscheck', async (kernel, open) => {
    const sealer = startSealerOf(kernel, open.connections, { roundMs: NEVER })
    try {
      const checkpoints = await sealedCheckpoints(kernel, () => sealer.seal(INSTALLATION))
      await writeAll(systemContext(kernel, INSTALLATION), checkpoints)
    } finally {
      await sealer.stop()
    }
  })
  const said = execFileSync('go', ['run', join(import.meta.dirname, 'main.go'), folder], {
    env: {
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: GO_LIBRARIES,
      GOCACHE: join(folder, 'go'),
      GOFLAGS: '',
    },
    encoding: 'utf8',
  })
  process.stdout.write(said)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
