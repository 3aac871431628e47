/** The sealed log: what it costs to write, how soon it is sealed, and what verifying, proving and searching it take. */
import { appendFigures } from './audit-append.ts'
import { auditProof } from './audit-proof.ts'
import { searchFigures } from './audit-search.ts'
import { verifyFigures } from './audit-verify.ts'
import type { Bench } from './figure.ts'

export const auditBench: Bench = {
  name: 'audit',
  about: 'The sealed log: append beside a plain insert, lag of the seal, verifying, proofs, search.',
  run: async (options) => [
    ...(await appendFigures(options)),
    ...(await verifyFigures(options)),
    ...(await auditProof(options)),
    ...(await searchFigures(options)),
  ],
}
