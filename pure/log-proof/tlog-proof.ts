/** A proof of one entry in a file of its own, C2SP tlog-proof@v1; ours carry the entry itself, its openings and the key as `extra`. */
import { readBase64, writeBase64 } from '../merkle/base64.ts'
import { HASH_BYTES } from '../merkle/primitives.ts'
import { readSize } from '../merkle/size.ts'
import { readUtf8, utf8 } from '../merkle/text.ts'
import type { ExportLine, Opening } from './export-line.ts'
import type { Problem } from './findings.ts'
import { readSignedCheckpoint } from './kept-checkpoints.ts'
import { isRecord, readJson } from './sealed-event.ts'
import { isWrittenOnce } from './written-once.ts'

/** The first line, with its LF. */
export const TLOG_PROOF = 'c2sp.org/tlog-proof@v1\n'

export interface TlogProof {
  /** Of an application's own; proves nothing by itself. */
  extra?: Uint8Array | undefined
  index: number
  /** From the leaf's sibling up. */
  proof: readonly Uint8Array[]
  /** The signed note. */
  checkpoint: string
}

/** What a proof of ours says of its event. */
export interface EventProof extends Omit<TlogProof, 'extra'> {
  vkey: string
  /** The sealed bytes. */
  entry: Uint8Array
  open?: Readonly<Record<string, Opening>> | undefined
}

export interface ProofFault {
  problem: Problem
  text: string
}

export function writeTlogProof({ extra, index, proof, checkpoint }: TlogProof): string {
  const told = extra === undefined ? '' : `extra ${writeBase64(extra)}\n`
  const hashes = proof.map((hash) => `${writeBase64(hash)}\n`).join('')
  return `${TLOG_PROOF}${told}index ${index}\n${hashes}\n${checkpoint}`
}

export function readTlogProof(text: string): TlogProof | ProofFault {
  const fault = (problem: Problem, said: string): ProofFault => ({ problem, text: said })
  const cut = text.indexOf('\n\n')
  if (!text.startsWith(TLOG_PROOF) || cut < 0)
    return fault('line_unreadable', 'This is no proof of the form tlog-proof@v1, or it was cut.')
  const lines = text.slice(TLOG_PROOF.length, cut).split('\n')
  let extra: Uint8Array | undefined
  if (lines[0]?.startsWith('extra ')) {
    extra = readBase64(lines[0].slice('extra '.length))
    if (extra === undefined)
      return fault('base64_wrong', 'What the proof says of its entry is not canonical base64.')
    lines.shift()
  }
  const [written = '', ...hashes] = lines
  const index = written.startsWith('index ') ? readSize(written.slice('index '.length)) : undefined
  if (index === undefined)
    return fault('number_wrong', 'The index in the proof is no decimal number below 2^53.')
  const proof: Uint8Array[] = []
  for (const line of hashes) {
    const hash = readBase64(line)
    if (hash?.length !== HASH_BYTES)
      return fault('base64_wrong', 'A hash of the proof is not 32 bytes in canonical base64.')
    proof.push(hash)
  }
  return { extra, index, proof, checkpoint: text.slice(cut + 2) }
}

export function writeEventProof({ vkey, entry, open, ...proof }: EventProof): string {
  const extra = utf8(JSON.stringify({ vkey, entry: writeBase64(entry), ...(open && { open }) }))
  return writeTlogProof({ ...proof, extra })
}

/** The same as a selection of one entry, for the verifier. */
export function linesOfProof(text: string): ExportLine[] | ProofFault {
  const read = readTlogProof(text)
  if ('problem' in read) return read
  const checkpoint = readSignedCheckpoint(read.checkpoint)
  if (checkpoint === undefined)
    return {
      problem: 'checkpoint_unreadable',
      text: 'The proof ends with no signed checkpoint (C2SP tlog-checkpoint).',
    }
  const said = (read.extra && readUtf8(read.extra)) ?? ''
  const told = readJson(said)
  if (isRecord(told) && !isWrittenOnce(said, told))
    return {
      problem: 'line_unreadable',
      text: 'What the proof says of its entry says one thing twice, so that two programs could read it differently.',
    }
  if (!isRecord(told) || typeof told['entry'] !== 'string' || typeof told['vkey'] !== 'string')
    return {
      problem: 'entry_missing',
      text: 'The proof does not bring the entry that it proves: it was made by another program, and needs that program to check it.',
    }
  return [
    { type: 'log', origin: checkpoint.origin, vkey: told['vkey'] },
    { type: 'checkpoint', note: read.checkpoint },
    {
      type: 'entry',
      index: String(read.index),
      entry: told['entry'],
      ...(isRecord(told['open']) && { open: told['open'] as Record<string, Opening> }),
      size: String(checkpoint.size),
      proof: read.proof.map(writeBase64),
    },
    { type: 'end', entries: '1' },
  ]
}
