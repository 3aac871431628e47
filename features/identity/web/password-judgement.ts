/** Judges a password while it is typed, with the same rules as the server; the server has the last word. */
import { useEffect, useState } from 'react'
import type {
  PasswordAnswer,
  PasswordClasses,
  PasswordReason,
} from '../../../pure/password/accept-password.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'

export interface PasswordRules {
  /** In code points. */
  minLength: number
  maxLength: number
  /** Asked for by a clinic of theirs; D none. */
  classes?: PasswordClasses
  /** Names and addresses of person and clinic, which a password may not rest on. */
  ownWords: readonly string[]
}

export interface Judgement {
  /** Which password this is about; it lags a moment behind the field. */
  password: string
  /** Undefined when the lists could not be loaded. */
  answer: PasswordAnswer | undefined
  /** 0 guessed at once to 4 very strong; undefined when the lists could not be loaded. */
  score: 0 | 1 | 2 | 3 | 4 | undefined
}

/** Long enough to let a fast typist finish a key, short enough to feel at once. */
const PAUSE_MS = 120

/** Undefined when the lists cannot be loaded: then the server alone decides. */
export async function judgePassword(
  password: string,
  { minLength, maxLength, classes = {}, ownWords }: PasswordRules,
): Promise<PasswordAnswer | undefined> {
  try {
    const [{ acceptPassword }, { commonPasswords }] = await Promise.all([
      import('../../../pure/password/accept-password.ts'),
      import('../../../pure/password/common-passwords.ts'),
    ])
    const common = await commonPasswords()
    // As words of the clinic: of these the ordinary ones (dental, house) are let through; the server knows which are which.
    return acceptPassword({
      password,
      minLength,
      maxLength,
      classes,
      personWords: [],
      clinicWords: ownWords,
      common,
    })
  } catch {
    return undefined
  }
}

async function scoreOf(password: string, ownWords: readonly string[]): Promise<Judgement['score']> {
  try {
    const { passwordStrength } = await import('../../../pure/password/strength.ts')
    return (await passwordStrength(password, ownWords)).score
  } catch {
    return undefined
  }
}

/** The judgement of the last pause in typing; undefined before the first. Loads the lists when the field is first used. */
export function usePasswordJudgement(password: string, rules: PasswordRules): Judgement | undefined {
  const [judgement, setJudgement] = useState<Judgement>()
  const { minLength, maxLength } = rules
  const { mixedCase = false, digit = false, symbol = false } = rules.classes ?? {}
  const ownWords = rules.ownWords.join('\n')
  useEffect(() => {
    let over = false
    const judge = async () => {
      const own = ownWords.split('\n')
      const [answer, score] = await Promise.all([
        judgePassword(password, {
          minLength,
          maxLength,
          classes: { mixedCase, digit, symbol },
          ownWords: own,
        }),
        scoreOf(password, own),
      ])
      if (!over)
        setJudgement({ password, answer, score: answer && score !== undefined ? cap(answer, score) : score })
    }
    const timer = setTimeout(() => password !== '' && void judge(), PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [password, minLength, maxLength, mixedCase, digit, symbol, ownWords])
  return password === '' ? undefined : judgement
}

/** What Enamel refuses as predictable is never called hard to guess. */
function cap(
  answer: PasswordAnswer,
  score: NonNullable<Judgement['score']>,
): NonNullable<Judgement['score']> {
  const predictable = !answer.ok && answer.reasons.some(({ code }) => code !== 'too_short')
  return predictable && score > 1 ? 1 : score
}

/** The sentence of one reason. */
export function reasonSentence(words: Words<WordKey>, reason: PasswordReason): string {
  const { code, ...values } = reason
  const spelt = code === 'own_words' ? { words: words.list(reason.words) } : values
  return words(`password.${code}`, spelt)
}
