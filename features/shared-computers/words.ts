/** Words of shared computers. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const sharedComputerWords = {
  'problem.shared_computers.not_found': 'That shared computer is none any more. Load the page again.',
} as const satisfies Catalogue
