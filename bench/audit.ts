/** The sealed log: what it costs to write, how soon it is sealed, and what proving and searching it take. */
import { appendFigures } from './audit-append.ts'
import { auditProof } from './audit-proof.ts'
import { searchFigures } from './audit-search.ts'
import type { Bench } from './figure.ts'

export const auditBench: Bench = {
  name: 'audit',
  about: 'The sealed log: append beside a plain insert, lag of the seal, proofs, search.',
  run: async (options) => [
    ...(await appendFigures(options)),
    ...(await auditProof(options)),
    ...(await searchFigures(options)),
  ],
}
