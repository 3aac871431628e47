/** The words that are here: first those of the first load, then all there are. */
import { firstWords } from './first-words.ts'

/** Grows once, when the others have come; read at each call, so that nothing has to be drawn again for it. */
export const wordsHere: Record<string, string> = { ...firstWords }

let coming: Promise<void> | undefined

/** Fetches the others, once; whoever comes after a failure tries again. */
export function allWords(): Promise<void> {
  coming ??= import('../../features/catalogue.ts').then(
    ({ catalogue }) => void Object.assign(wordsHere, catalogue),
    (error: unknown) => {
      coming = undefined
      throw error
    },
  )
  return coming
}

/** Code that is fetched when it is first needed, and with it all words: no page is drawn without its own. */
export function withWords<M>(load: () => Promise<M>): () => Promise<M> {
  return async () => {
    const [code] = await Promise.all([load(), allWords()])
    return code
  }
}
