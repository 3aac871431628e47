import type { WordKey } from '../../../features/catalogue.ts'
import type { Words } from '../../../pure/words/words.ts'

/** "340 kB", "2.1 MB". */
export function sizeOf(words: Words<WordKey>, bytes: number): string {
  if (bytes < 1_000_000)
    return words('proof.size.kb', { n: words.number(Math.max(1, Math.round(bytes / 1000))) })
  return words('proof.size.mb', { n: words.number(Math.round(bytes / 100_000) / 10) })
}
