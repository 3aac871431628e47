import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'

/** `Firefox 140 on Windows`, as far as it is known. */
export function browserName(
  words: Words<WordKey>,
  { browser, system }: { browser: string; system: string },
): string {
  const known = browser || words('sessions.unknown_browser')
  return system ? words('sessions.browser_on_system', { browser: known, system }) : known
}
