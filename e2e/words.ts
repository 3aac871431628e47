/** What the screens say, by the same keys, so that a journey does not break when a sentence is made better. */
import { catalogue, type WordKey } from '../features/catalogue.ts'
import { createWords, type Language, type Words } from '../pure/words/words.ts'

export const speak = (language: Language): Words<WordKey> =>
  createWords<WordKey>({ catalogue, language, locale: 'en-GB', zone: 'Europe/London' })

export const say = speak('en')
