/** The passwords that attackers try first: the list of @zxcvbn-ts/language-common, folded. */
import { skeletonOf } from './fold.ts'

export interface CommonPasswords {
  /**
   * What a skeleton (see fold.ts) is in the list: `first_tried` for the hundred commonest and for entries with
   * digits or signs, which are no words; `word` for the others; undefined when it is not in it.
   */
  lookUp(skeleton: string): 'first_tried' | 'word' | undefined
  /** No entry is longer, in folded characters. */
  readonly longest: number
}

const FIRST_TRIED = 100

let loading: Promise<CommonPasswords> | undefined

/**
 * The list, read at the first call and kept. Rejects when the part cannot be loaded (a browser without
 * network); the next call tries again.
 */
export function commonPasswords(): Promise<CommonPasswords> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function load(): Promise<CommonPasswords> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return foldCommonPasswords(dictionary['passwords-common'])
}

/** Passwords in the order of how common they are, the commonest first. */
export function foldCommonPasswords(ranked: readonly string[]): CommonPasswords {
  const firstTried: string[] = []
  const words: string[] = []
  const others: string[] = []
  let longest = 0
  for (const [rank, password] of ranked.entries()) {
    const skeleton = skeletonOf(password)
    longest = Math.max(longest, skeleton.length)
    const list = rank < FIRST_TRIED ? firstTried : /^\p{L}+$/u.test(password) ? words : others
    list.push(skeleton)
  }
  const isFirstTried = hashSet(firstTried)
  const isWord = hashSet(words)
  const isOther = hashSet(others)
  return {
    longest,
    lookUp(skeleton) {
      if (isFirstTried(skeleton)) return 'first_tried'
      if (isWord(skeleton)) return 'word'
      return isOther(skeleton) ? 'first_tried' : undefined
    },
  }
}

/** A set that keeps 53-bit hashes instead of strings: 0.4 MB for the whole list, where a Set takes 6. */
function hashSet(texts: readonly string[]): (text: string) => boolean {
  const hashes = Float64Array.from(texts, hash53).toSorted()
  return (text) => {
    const wanted = hash53(text)
    let low = 0
    let high = hashes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((hashes[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return hashes[low] === wanted
  }
}

/** Two 32-bit multiplicative hashes (as FNV-1a, other constants) joined to 53 bits; who finds a collision gets a refusal. */
function hash53(text: string): number {
  let one = 0x811c9dc5
  let two = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 0x01000193)
    two = Math.imul(two ^ unit, 0x5f356495)
    two ^= two >>> 15
  }
  return (one >>> 0) * 2 ** 21 + (two >>> 11)
}
