/** The tree as the role that serves reads it: proofs between any sizes, the lines of an export. */
import { beforeAll, describe, expect, it } from 'vitest'
import { readBase64 } from '../../pure/merkle/base64.ts'
import { readCheckpoint } from '../../pure/merkle/checkpoint.ts'
import { readNote, readVerifierKey, signedBy } from '../../pure/merkle/note.ts'
import { extendsTree, includes } from '../../pure/merkle/proofs.ts'
import { GrowingTree, leafHash } from '../../pure/merkle/tree.ts'
import type { ClinicId, Context } from '../../server/context.ts'
import { read, type Reader, unaudited } from '../../server/db/database.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic } from '../../test/builders.ts'
import { type Exported, exportLines } from './export-lines.ts'
import { growLog } from './testing/grow-log.ts'
import { type Log, listLogs, LogTree } from './tree.ts'
import { giveOut } from './witness.ts'

const { sha256 } = nodePrimitives
const house = await startTestApp()
let clinic: Clinic
let ctx: Context
let log: Log
let leaves: Uint8Array[]

const reading = <T>(work: (tx: Reader) => Promise<T>) => read(ctx, work)

/** Grows the clinic's log to that many leaves. */
async function growTo(size: number): Promise<void> {
  await house.settle()
  const now = (await reading((tx) => listLogs(tx, ctx)))[0]?.size ?? 0
  await growLog(house.enamel.kernel, ctx.clinicId, size - now)
  await house.settle()
}

/** By appending one leaf after the other. */
function rootOf(size: number): Uint8Array {
  const tree = new GrowingTree(sha256)
  for (const leaf of leaves.slice(0, size)) tree.append(leaf)
  return tree.root()
}

beforeAll(async () => {
  clinic = await buildClinic(house)
  ctx = house.system(clinic.id as ClinicId)
  house.clock.advance({ minutes: 2 })
  for (const size of [255, 256, 257, 600]) await growTo(size)
  house.clock.advance({ minutes: 2 })
  await house.settle()
  const [found] = await reading((tx) => listLogs(tx, ctx))
  if (!found) throw new Error('no log')
  log = found
  leaves = (
    await house.database.ask<{ leaf: Buffer }>(
      'sealer',
      'SELECT leaf FROM ledger WHERE clinic_id = $1 ORDER BY leaf_index',
      [clinic.id],
    )
  ).map(({ leaf }) => leaf)
})

const SIZES = [1, 2, 3, 255, 256, 257, 511, 512, 513, 599, 600]

describe('the tree', () => {
  it('has at every size the root that its leaves make', async () => {
    const tree = new LogTree(ctx, log)
    for (const size of [0, ...SIZES])
      expect(Buffer.from(await reading((tx) => tree.rootAt(tx, size))), String(size)).toEqual(
        Buffer.from(rootOf(size)),
      )
  })

  it('proves each leaf in each tree that holds it', async () => {
    const tree = new LogTree(ctx, log)
    for (const size of SIZES) {
      const root = rootOf(size)
      const indexes = [0, 1, 2, 254, 255, 256, 257, 511, 512, 598, 599].filter((index) => index < size)
      const proofs = await reading((tx) => tree.inclusions(tx, indexes, size))
      for (const [place, index] of indexes.entries()) {
        const [leaf, proof] = [leaves[index] ?? root, proofs[place] ?? []]
        expect(includes(sha256, { leaf, index, size, proof, root }), `${index} in ${size}`).toBe(true)
        expect(includes(sha256, { leaf: root, index, size, proof, root })).toBe(size === 1)
      }
    }
  })

  it('proves that each tree begins with each smaller one', async () => {
    const tree = new LogTree(ctx, log)
    for (const [place, first] of SIZES.entries())
      for (const size of SIZES.slice(place)) {
        const proof = await reading((tx) => tree.consistency(tx, first, size))
        const [firstRoot, root] = [rootOf(first), rootOf(size)]
        expect(extendsTree(sha256, { first, firstRoot, size, root, proof }), `${first} of ${size}`).toBe(true)
      }
  })

  it('proves nothing beyond its size', async () => {
    const tree = new LogTree(ctx, log)
    await expect(reading((tx) => tree.inclusion(tx, 600, 600))).rejects.toThrow(RangeError)
    await expect(reading((tx) => tree.inclusion(tx, 1, 601))).rejects.toThrow(RangeError)
    await expect(reading((tx) => tree.consistency(tx, 3, 2))).rejects.toThrow(RangeError)
    await expect(reading((tx) => tree.rootAt(tx, 2 ** 53))).rejects.toThrow(RangeError)
  })

  it('is that of the context’s clinic alone', async () => {
    const other = await buildClinic(house)
    await house.settle()
    const theirs = house.system(other.id as ClinicId)
    const [shown] = await read(theirs, (tx) => listLogs(tx, theirs))
    expect(shown?.origin).toContain(other.id)
    // Asked for the first clinic's tiles while speaking for the other, the database shows none.
    const tree = new LogTree(ctx, log)
    await expect(read(theirs, (tx) => tree.inclusion(tx, 3, 600))).rejects.toThrow('missing')
  })
})

interface Line {
  type: string
  index?: string
  entry?: string
  leaf?: string
  open?: Record<string, { salt: string; value: string }>
  size?: string
  proof?: string[]
  note?: string
  consistency?: string[]
  given?: { kind: string; name: string; at: string }[]
  origin?: string
  vkey?: string
  entries?: string
}

async function linesOf(exported: Exported): Promise<Line[]> {
  let text = ''
  for await (const batch of exportLines(ctx, exported)) text += batch.text
  expect(text.endsWith('\n')).toBe(true)
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

const bytes = (text = '') => readBase64(text) ?? new Uint8Array()
const checkpointOf = (line: Line) => readCheckpoint(readNote(line.note ?? '')?.text ?? '')

describe('an export', () => {
  it('of the whole has every line from 0 on, and each checkpoint right after the line that makes its size', async () => {
    const [first, ...lines] = await linesOf({ kind: 'whole' })
    expect(first).toEqual({ type: 'log', origin: log.origin, vkey: log.verifierKey })
    expect(lines.pop()).toEqual({ type: 'end', entries: '600' })
    const key = readVerifierKey(sha256, first?.vkey ?? '')
    const tree = new GrowingTree(sha256)
    let signed = 0
    for (const line of lines) {
      if (line.type === 'entry') {
        expect(line.index).toBe(String(tree.size))
        expect(line.proof).toBeUndefined()
        tree.append(leafHash(sha256, bytes(line.entry)))
        expect(Object.keys(line.open ?? {}).toSorted()).toEqual(
          Object.keys(
            (JSON.parse(Buffer.from(bytes(line.entry)).toString()) as { personal: object }).personal,
          ),
        )
        continue
      }
      signed += 1
      expect(checkpointOf(line)).toMatchObject({ origin: log.origin, size: tree.size })
      expect(Buffer.from(checkpointOf(line)?.root ?? [])).toEqual(Buffer.from(tree.root()))
      const note = readNote(line.note ?? '')
      expect(note && key && signedBy(nodePrimitives, note, key)).toBe('yes')
    }
    expect(tree.size).toBe(600)
    expect(signed).toBeGreaterThan(1)
    expect(lines.at(-1)?.type).toBe('checkpoint')
  })

  it('of some events has each with its proof, in order and once, whatever order they are asked for in', async () => {
    const ids = await house.database.ask<{ event_id: string }>(
      'sealer',
      'SELECT event_id FROM ledger WHERE clinic_id = $1 AND leaf_index IN (3, 255, 256, 599) ORDER BY leaf_index DESC',
      [clinic.id],
    )
    const asked = ids.map(({ event_id }) => event_id)
    const lines = await linesOf({ kind: 'events', ids: [asked.slice(0, 3), [], asked.slice(2)] })
    expect(lines.map(({ type }) => type)).toEqual([
      'log',
      'checkpoint',
      'entry',
      'entry',
      'entry',
      'entry',
      'end',
    ])
    const root = checkpointOf(lines[1] ?? { type: '' })?.root ?? new Uint8Array()
    for (const { index = '', entry, size = '', proof = [] } of lines.filter(({ type }) => type === 'entry'))
      expect(
        includes(sha256, {
          leaf: leafHash(sha256, bytes(entry)),
          index: Number(index),
          size: Number(size),
          proof: proof.map(bytes),
          root,
        }),
      ).toBe(true)
    expect(lines.map(({ index }) => index).filter(Boolean)).toEqual(['3', '255', '256', '599'])
    expect(lines.at(-1)?.entries).toBe('4')
  })

  it('of a time has what happened in it, and names who keeps a checkpoint outside', async () => {
    const [checkpoint] = await house.database.ask<{ log: number; size: number }>(
      'sealer',
      'SELECT log, size::integer FROM checkpoint WHERE clinic_id = $1 ORDER BY size LIMIT 1',
      [clinic.id],
    )
    if (!checkpoint) throw new Error('nothing signed')
    await unaudited(ctx, 'an outside copy, for the test', (tx) =>
      giveOut(tx, ctx, checkpoint, { kind: 'outsider', name: 'books@quay.example' }),
    )
    const [bound] = await house.database.ask<{ at: Date }>(
      'sealer',
      'SELECT at FROM ledger WHERE clinic_id = $1 AND leaf_index = 590',
      [clinic.id],
    )
    const lines = await linesOf({ kind: 'between', from: bound?.at })
    const [, given, newest] = lines
    expect(given).toMatchObject({
      type: 'checkpoint',
      given: [{ kind: 'outsider', name: 'books@quay.example' }],
    })
    expect(newest?.given).toBeUndefined()
    const [before, after] = [given, newest].map((line) => line && checkpointOf(line))
    if (!before || !after) throw new Error('two checkpoints expected')
    expect(
      extendsTree(sha256, {
        first: before.size,
        firstRoot: before.root,
        size: after.size,
        root: after.root,
        proof: (newest?.consistency ?? []).map(bytes),
      }),
    ).toBe(true)
    const indexes = lines.flatMap(({ index }) => (index === undefined ? [] : [Number(index)]))
    expect(indexes.at(-1)).toBe(599)
    expect(indexes).toContain(590)
    expect(indexes.length).toBeLessThan(400)
    expect(await linesOf({ kind: 'between', to: new Date('2001-01-01T00:00:00Z') })).toMatchObject([
      { type: 'log' },
      { type: 'checkpoint' },
      { type: 'checkpoint' },
      { type: 'end', entries: '0' },
    ])
  })
})
