/** The words of this page: bound to the clinic's locale and zone, handed down by context. */
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react'
import type { WordKey } from '../../features/catalogue.ts'
import { createWords, type Language, type Words } from '../../pure/words/words.ts'
import { wordsHere } from './all-words.ts'
import { ApiProblem } from './api-problem.ts'

const WordsContext = createContext<Words<WordKey> | undefined>(undefined)

export function useWords(): Words<WordKey> {
  const words = use(WordsContext)
  if (!words) throw new Error('useWords outside of WordsProvider')
  return words
}

interface WordsProviderProps {
  /** Undefined before the clinic is known: the browser's own locale and zone are taken. */
  clinic: { locale: string; zone: string } | null | undefined
  children: ReactNode
}

export function WordsProvider({ clinic, children }: WordsProviderProps) {
  const browser = new Intl.DateTimeFormat().resolvedOptions()
  const locale = clinic?.locale ?? browser.locale
  const zone = clinic?.zone ?? browser.timeZone
  const words = useMemo(
    () => createWords<WordKey>({ catalogue: wordsHere, language: chosenLanguage(), locale, zone }),
    [locale, zone],
  )
  useEffect(() => {
    document.documentElement.lang =
      words.language === 'en' && locale.startsWith('en') ? locale : words.language
    document.documentElement.dir = words.direction
  }, [words, locale])
  return <WordsContext value={words}>{children}</WordsContext>
}

const CHOICE = 'enamel-lang'

/** `?lang=en-XA` shows the pseudo-language in this tab until `?lang=en`. */
function chosenLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('lang')
  if (asked === 'en' || asked === 'en-XA') sessionStorage.setItem(CHOICE, asked)
  return sessionStorage.getItem(CHOICE) === 'en-XA' ? 'en-XA' : 'en'
}

/** What a refusal or failure says to the person; anything unknown is a fault of the server. */
export function problemText(words: Words<WordKey>, error: unknown): string {
  const problem = error instanceof ApiProblem ? error : new ApiProblem('server.fault', 500)
  const key = `problem.${problem.code}`
  if (!words.has(key)) return words('problem.server.fault')
  return words(key, { ...problem.values, seconds: Math.ceil(problem.retryAfterSeconds ?? 0) })
}

/** What a field is expected to be. */
export function fieldText(
  words: Words<WordKey>,
  expected: string,
  values: Record<string, string | number> = {},
): string {
  const key = [`field.${expected}`, expected, `password.${expected}`].find((candidate) =>
    words.has(candidate),
  )
  return words(key ?? 'field.form', { n: 0, options: '', ...values })
}
