/** Exports of a log that never was, whole or a selection, sealed and signed as the real one: for tests and benches to change. */
import { randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import { writeCheckpoint } from '../pure/merkle/checkpoint.ts'
import { keyIdOf, writeNote, writeVerifierKey } from '../pure/merkle/note.ts'
import { consistencyParts, inclusionParts, type Node, proofOf } from '../pure/merkle/proofs.ts'
import { GrowingTree, leafHash, subtreeRoot } from '../pure/merkle/tree.ts'
import type { CheckpointLine, EntryLine, ExportLine } from '../pure/log-proof/export-line.ts'
import { commitmentOf } from '../pure/log-proof/sealed-event.ts'
import { nodePrimitives, signingKeyOf } from '../server/seal/primitives.ts'

const { sha256 } = nodePrimitives
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

export const CLINIC = '018f0000-0000-7000-8000-000000000001'
export const ORIGIN = `marshlane.example/log/${CLINIC}`

/** Who signs: the same seed, the same key. */
export function signerOf(seed = 7, origin = ORIGIN) {
  const key = signingKeyOf(new Uint8Array(32).fill(seed))
  const id = keyIdOf(sha256, origin, key.publicKey)
  return {
    origin,
    vkey: writeVerifierKey({ name: origin, id, publicKey: key.publicKey }),
    sign(size: number, root: Uint8Array): string {
      const text = writeCheckpoint({ origin, size, root })
      return writeNote({ text, signatures: [{ name: origin, id, signature: key.sign(Buffer.from(text)) }] })
    },
  }
}

/** An event as the real log has it, with six personal fields, and more where they are given. */
export function sealedEvent(
  index: number,
  body: Record<string, unknown> = {},
  more: Record<string, string> = {},
) {
  const id = `018f0000-0000-7000-9000-${index.toString(16).padStart(12, '0')}`
  const said: Record<string, string> = {
    actor_name: index % 3 === 0 ? 'Ada Marsh' : 'Bea Reed',
    address: `192.0.2.${index % 256}`,
    agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    country: 'GB',
    provider: 'Marsh Lane Broadband',
    device_name: 'Reception, Firefox on Linux',
    ...more,
  }
  const salts = randomBytes(32 * Object.keys(said).length)
  const personal: Record<string, string> = {}
  const open: Record<string, { salt: string; value: string }> = {}
  Object.entries(said).forEach(([field, value], at) => {
    const salt = salts.subarray(at * 32, at * 32 + 32)
    personal[field] = base64(commitmentOf(sha256, salt, field, value))
    open[field] = { salt: base64(salt), value }
  })
  const at = new Date(Date.UTC(2026, 5, 15, 8) + index * 1000).toISOString()
  const text = canonicalize({
    v: 1,
    id,
    clinic: CLINIC,
    at,
    received_at: at,
    source: 'enamel',
    category: 'auth',
    action: 'session.started',
    outcome: 'ok',
    actor: { kind: 'person', id: '018f0000-0000-7000-8000-0000000000aa' },
    target: { type: 'person', id: '018f0000-0000-7000-8000-0000000000bb' },
    patient: null,
    session: '018f0000-0000-7000-8000-0000000000cc',
    device: '018f0000-0000-7000-8000-0000000000dd',
    count: 1,
    personal,
    ...body,
  })
  const bytes = Buffer.from(text ?? '')
  return { id, at, bytes, leaf: leafHash(sha256, bytes), open }
}

export type Sealed = ReturnType<typeof sealedEvent>

/** Hash of a complete subtree over these leaves. */
const nodeOf =
  (leaves: readonly Uint8Array[]) =>
  ({ height, index }: Node) =>
    subtreeRoot(sha256, leaves.slice(index * 2 ** height, (index + 1) * 2 ** height))

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const tree = new GrowingTree(sha256)
  for (const leaf of leaves) tree.append(leaf)
  return tree.root()
}

export const checkpointOf = (
  events: readonly Sealed[],
  size: number,
  signer = signerOf(),
): CheckpointLine => ({
  type: 'checkpoint',
  note: signer.sign(size, rootOf(events.slice(0, size).map(({ leaf }) => leaf))),
})

export const entryOf = (index: number, { bytes, leaf, open }: Sealed): EntryLine => ({
  type: 'entry',
  index: String(index),
  entry: base64(bytes),
  leaf: base64(leaf),
  open,
})

/** From the first entry, with a checkpoint at each of these sizes. */
export function wholeExport(
  events: readonly Sealed[],
  sizes: readonly number[],
  signer = signerOf(),
): ExportLine[] {
  const lines: ExportLine[] = [{ type: 'log', origin: signer.origin, vkey: signer.vkey }]
  events.forEach((event, index) => {
    lines.push(entryOf(index, event))
    if (sizes.includes(index + 1)) lines.push(checkpointOf(events, index + 1, signer))
  })
  return [...lines, { type: 'end', entries: String(events.length) }]
}

/** These entries, each proved against the last of these sizes. */
export function selectedExport(
  events: readonly Sealed[],
  indexes: readonly number[],
  sizes: readonly number[],
  signer = signerOf(),
): ExportLine[] {
  const leaves = events.map(({ leaf }) => leaf)
  const size = sizes.at(-1) ?? 0
  const proof = (parts: readonly (readonly Node[])[]) => proofOf(sha256, parts, nodeOf(leaves)).map(base64)
  return [
    { type: 'log', origin: signer.origin, vkey: signer.vkey },
    ...sizes.map((one, at): ExportLine => {
      const before = sizes[at - 1]
      const line = checkpointOf(events, one, signer)
      return before === undefined ? line : { ...line, consistency: proof(consistencyParts(before, one)) }
    }),
    ...indexes.map((index): ExportLine => {
      const { leaf: _leaf, ...line } = entryOf(index, events[index] as Sealed)
      return { ...line, size: String(size), proof: proof(inclusionParts(index, size)) }
    }),
    { type: 'end', entries: String(indexes.length) },
  ]
}
