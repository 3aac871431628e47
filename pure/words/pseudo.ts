/**
 * The pseudo-language: every letter of a message wears an accent and the whole stands in brackets, so that a
 * plain English letter on a screen proves words outside the catalogues. Placeholders, plural rules and tags
 * stay as they are.
 */
import type { Catalogue } from './catalogue.ts'

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const MARKED = 'åƀçđéƒğħíĵķłɱñöþɋŕšŧüṽŵẋýžÅƁÇĐÉƑĞĦÍĴĶŁṀÑÖÞɊŔŠŦÜṼŴẊÝŽ'
const SWAP = new Map([...PLAIN].map((letter, at) => [letter, [...MARKED][at] ?? letter]))

const mark = (text: string) => [...text].map((letter) => SWAP.get(letter) ?? letter).join('')

/** Marks the literal text of one ICU message; what stands in `{…}` is kept, but for the branches of plural and select. */
export function pseudoMessage(message: string): string {
  return `⟦${branch(message, 0, false).text}⟧`
}

function branch(message: string, from: number, inside: boolean): { text: string; next: number } {
  let text = ''
  let at = from
  while (at < message.length) {
    const letter = message[at] ?? ''
    if (letter === '}' && inside) return { text, next: at }
    if (letter === '{') {
      const made = argument(message, at + 1)
      text += `{${made.text}}`
      at = made.next + 1
    } else if (letter === '<') {
      const end = message.indexOf('>', at)
      text += message.slice(at, end + 1)
      at = end + 1
    } else {
      text += mark(letter)
      at += 1
    }
  }
  return { text, next: at }
}

function argument(message: string, from: number): { text: string; next: number } {
  let text = ''
  let at = from
  while (at < message.length && message[at] !== '}') {
    if (message[at] === '{') {
      const made = branch(message, at + 1, true)
      text += `{${made.text}}`
      at = made.next + 1
    } else {
      text += message[at]
      at += 1
    }
  }
  return { text, next: at }
}

/** The whole catalogue in the pseudo-language, each message made when it is read. */
export function inPseudo(catalogue: Catalogue): Catalogue {
  return new Proxy(catalogue, {
    get: (messages, key) => {
      const message = typeof key === 'string' ? messages[key] : undefined
      return message === undefined ? undefined : pseudoMessage(message)
    },
  })
}
