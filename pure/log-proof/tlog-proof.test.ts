/** A single event's proof: written, read, held, and refused in every part. */
import { describe, expect, it } from 'vitest'
import { checkpointOf, sealedEvent, signerOf } from '../../test/sealed-export.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { inclusionParts, proofOf } from '../merkle/proofs.ts'
import { linesOfProof, readTlogProof, writeEventProof, writeTlogProof } from './tlog-proof.ts'
import { createVerifier } from './verifier.ts'

const events = Array.from({ length: 8 }, (_none, index) => sealedEvent(index))
const leaves = events.map(({ leaf }) => leaf)
const { sha256 } = nodePrimitives
const node = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.concat([Buffer.of(1), left, right]))
const hashOf = ({ height, index }: { height: number; index: number }): Uint8Array =>
  height === 0
    ? (leaves[index] as Uint8Array)
    : node(
        hashOf({ height: height - 1, index: index * 2 }),
        hashOf({ height: height - 1, index: index * 2 + 1 }),
      )

const event = events[5]!
const text = writeEventProof({
  vkey: signerOf().vkey,
  entry: event.bytes,
  open: event.open,
  index: 5,
  proof: proofOf(sha256, inclusionParts(5, 8), hashOf),
  checkpoint: checkpointOf(events, 8).note,
})

function verify(proof: string, keys = [signerOf().vkey]) {
  const lines = linesOfProof(proof)
  if ('problem' in lines) return lines.problem
  const verifier = createVerifier(nodePrimitives, { keys })
  for (const line of lines) verifier.line(JSON.stringify(line))
  const { state, findings } = verifier.end()
  return findings.length > 0 ? findings.map(({ problem, index }) => `${problem} ${index}`).join() : state
}

describe('a proof of one event', () => {
  it('has the form of C2SP tlog-proof@v1', () => {
    expect(text).toMatch(
      /^c2sp\.org\/tlog-proof@v1\nextra [A-Za-z0-9+/]+=*\nindex 5\n(?:[A-Za-z0-9+/]{43}=\n){3}\nmarshlane\.example\/log\/[\w-]+\n8\n[A-Za-z0-9+/]{43}=\n\n— \S+ \S+\n$/,
    )
    const read = readTlogProof(text)
    expect('problem' in read ? read : writeTlogProof(read)).toBe(text)
    const one = { index: 0, proof: [], checkpoint: checkpointOf(events, 1).note }
    expect(readTlogProof(writeTlogProof(one))).toEqual({ extra: undefined, ...one })
  })

  it('holds, and without a key in part', () => {
    expect(verify(text)).toBe('holds')
    expect(verify(text, [])).toBe('in part')
  })

  it('is refused where anything of it was changed', () => {
    expect(verify(text.replace('index 5', 'index 4'))).toBe('proof_wrong 4')
    expect(verify(text.replace('index 5', 'index 05'))).toBe('number_wrong')
    expect(verify(text.replace('index 5', 'index 9007199254740992'))).toBe('number_wrong')
    expect(verify(text.replace('\n8\n', '\n9\n'))).toBe('proof_wrong 5,signature_wrong 8')
    expect(verify(text.replace(/index 5\n.{44}\n/, 'index 5\n'))).toBe('proof_wrong 5')
    expect(verify(text.replace(/index 5\n./, 'index 5\n_'))).toBe('base64_wrong')
    expect(verify(text.replace(/extra ../, 'extra _'))).toBe('base64_wrong')
    expect(verify(text.replace(/extra .*\n/, ''))).toBe('entry_missing')
    const saying = (said: string) =>
      text.replace(/extra .*/, `extra ${Buffer.from(said, 'latin1').toString('base64')}`)
    for (const said of ['', '{', '{"\n":1}', '"', '[]', 'null', '\xFF'])
      expect(verify(saying(said))).toBe('entry_missing')
    const [, extra = ''] = /extra (.*)/.exec(text) ?? []
    const twice = Buffer.from(extra, 'base64').toString().replace('{', '{"entry":"AAAA",')
    expect(verify(saying(twice))).toBe('line_unreadable')
    expect(verify(text.replace(/\n— .*\n/, '\n'))).toBe('checkpoint_unreadable')
    expect(verify(text.slice(0, 60))).toBe('line_unreadable')
    expect(verify(text.replace('@v1', '@v2'))).toBe('line_unreadable')
    expect(verify(text, [signerOf(9).vkey])).toBe('key_unknown undefined')
  })
})
