/**
 * The meter under the password field: advice while typing, never a rule (`acceptPassword` is the rule). In a file
 * of its own because it brings 1.6 MB of word lists, which a page loads when the field is used.
 */
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

export interface PasswordStrength {
  /** 0 guessed at once, 4 very strong. */
  readonly score: 0 | 1 | 2 | 3 | 4
  /** Decimal logarithm of the guesses that an informed attacker needs. */
  readonly guessesLog10: number
}

/** The estimate grows faster than the length; what stands beyond cannot make a password weaker. */
const MOST_CHARACTERS = 100

let loading: Promise<ZxcvbnFactory> | undefined

/**
 * How hard a password is to guess; `ownWords` are names and addresses of person and clinic. Looks at the first
 * 100 characters. Rejects when the lists cannot be loaded; the next call tries again.
 */
export async function passwordStrength(
  password: string,
  ownWords: readonly string[] = [],
): Promise<PasswordStrength> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  const meter = await loading
  const start = Array.from(password.slice(0, 2 * MOST_CHARACTERS))
    .slice(0, MOST_CHARACTERS)
    .join('')
  const { score, guessesLog10 } = meter.check(start, ownWords.flatMap(words))
  return { score, guessesLog10 }
}

function words(text: string): string[] {
  return [text, ...text.split(/[^\p{L}\p{M}]+/u)]
    .map((word) => word.slice(0, MOST_CHARACTERS))
    .filter((word) => word.length > 2)
}

async function load(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    // D 100: a field full of swappable signs then takes half a second a keystroke.
    l33tMaxSubstitutions: 16,
  })
}
