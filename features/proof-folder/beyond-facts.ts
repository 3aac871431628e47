/** What the clinic states beyond the ten, as facts. */
import { type Fact, saying, unknown } from './fact.ts'
import type { Seen } from './seen.ts'

export function beyondFacts(_seen: Seen, _topic: string): Fact[] {
  return [unknown({ kind: 'clinic', name: '' }, saying('proof.fact.nothing_known'))]
}
