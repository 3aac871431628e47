/** Verifies a file in the browser, slice by slice, so that the page stays alive and its memory small. */
import { Blocks, readBlock } from '../../../../pure/log-proof/blocks.ts'
import { MOST_LINE_BYTES } from '../../../../pure/log-proof/export-line.ts'
import { TLOG_PROOF } from '../../../../pure/log-proof/tlog-proof.ts'
import type { Verdict } from '../../../../pure/log-proof/verdict.ts'
import { type Apart, createVerifier } from '../../../../pure/log-proof/verifier.ts'
import { verifyProof } from '../../../../pure/log-proof/verify-proof.ts'
import { plainPrimitives } from './plain-primitives.ts'

/** Some twenty milliseconds of hashing: between two slices the page draws and listens. */
const SLICE_BYTES = 131_072

/** `onRead` is told how many bytes were looked at. Rejects when the file cannot be read any more. */
export async function verifyBlob(
  file: Blob,
  apart: Apart,
  onRead: (bytes: number) => void,
): Promise<Verdict> {
  const verifier = createVerifier(plainPrimitives, apart)
  const isProof = (await file.slice(0, TLOG_PROOF.length).text()) === TLOG_PROOF
  if (isProof && file.size <= MOST_LINE_BYTES) return verifyProof(verifier, await file.text())
  const blocks = new Blocks()
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    const slice = new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer())
    for (const block of blocks.push(slice))
      for (const read of readBlock(plainPrimitives, block)) verifier.take(read)
    onRead(at + slice.length)
    await new Promise((turn) => setTimeout(turn))
  }
  for (const block of blocks.end()) for (const read of readBlock(plainPrimitives, block)) verifier.take(read)
  return verifier.end()
}
