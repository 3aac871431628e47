/** A proof of one entry, put before the verifier as a selection of one. */
import { linesOfProof } from './tlog-proof.ts'
import type { Verdict } from './verdict.ts'
import type { Verifier } from './verifier.ts'

/** `text`: of a .tlog-proof file. */
export function verifyProof(verifier: Verifier, text: string): Verdict {
  const lines = linesOfProof(text)
  if ('problem' in lines) {
    verifier.take({ type: 'nothing', isEntry: false, lines: 1, faults: [lines] })
    verifier.take({ type: 'end', entries: 0, lines: 1, faults: [] })
  } else for (const line of lines) verifier.line(JSON.stringify(line))
  return verifier.end()
}
