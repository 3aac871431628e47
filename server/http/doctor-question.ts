/**
 * The doctor's question, asked under the address that people type: is it this Enamel that answers there, and as whom
 * does it see who asks? Question and answer are proven with a key derived from the server key, over a number that is
 * used once, so that another program at that address cannot answer, and a stranger is told nothing.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from '../keys.ts'
import type { CameBy } from './client-address.ts'

/** Header of the question: `<nonce>.<proof>`. */
export const QUESTION = 'enamel-doctor'

/** What the asked Enamel saw. */
export interface Seen {
  address: string
  by: CameBy
}

export interface Question {
  header: string
  /** Undefined when it was not our own Enamel that answered. */
  judge(body: unknown): Seen | undefined
}

export function askQuestion(keys: Keys): Question {
  const nonce = randomBytes(16).toString('base64url')
  return {
    header: `${nonce}.${proof(keys, 'question', nonce)}`,
    judge(body) {
      const { seen, proof: given } = (body ?? {}) as { seen?: Seen; proof?: unknown }
      if (typeof given !== 'string' || typeof seen?.address !== 'string') return undefined
      return same(given, proof(keys, 'answer', `${nonce} ${seen.address} ${seen.by}`)) ? seen : undefined
    },
  }
}

/** Undefined for everybody but the doctor. */
export function answerQuestion(
  keys: Keys,
  header: unknown,
  seen: Seen,
): { seen: Seen; proof: string } | undefined {
  const [, nonce = '', given = ''] = /^([\w-]{22})\.([\w-]{43})$/.exec(String(header)) ?? []
  if (nonce === '' || !same(given, proof(keys, 'question', nonce))) return undefined
  return { seen, proof: proof(keys, 'answer', `${nonce} ${seen.address} ${seen.by}`) }
}

const proof = (keys: Keys, what: 'question' | 'answer', text: string) =>
  createHmac('sha256', keys.derive(`doctor ${what}`))
    .update(text)
    .digest('base64url')

function same(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
