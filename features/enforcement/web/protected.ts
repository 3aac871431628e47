/** The list of who is protected, as the page asks and says it. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { ROLES, type Role } from '../../../pure/roles/roles.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import { type listProtected, WHO_IS_SHOWN } from '../protected-contract.ts'

export type Person = Answer<typeof listProtected>['people'][number]

/** What the address says: a filter, and whose row is open. */
export interface ProtectedSearch {
  show?: 'not_yet' | 'exceptions'
  role?: Role
  person?: string
}

export function readSearch(typed: Record<string, unknown>): ProtectedSearch {
  const { show, role, person } = typed
  const known = WHO_IS_SHOWN.find((one) => one === show)
  const ofRole = ROLES.find((one) => one === role)
  return {
    ...(known && known !== 'all' && { show: known }),
    ...(ofRole && { role: ofRole }),
    ...(typeof person === 'string' && /^[0-9a-f-]{36}$/.test(person) && { person }),
  }
}

export function isShown(person: Person, { show, role }: ProtectedSearch): boolean {
  if (role && person.role !== role) return false
  if (show === 'not_yet') return person.state !== 'protected'
  if (show === 'exceptions') return person.grace !== null || person.awayUntil !== null
  return true
}

const MOST_NAMES = 5

/** "8 of 9 people sign in with a second step. Not yet: Tobi." */
export function sentenceOf(words: Words<WordKey>, people: readonly Person[]): string {
  const missing = people.filter(({ state }) => state !== 'protected').map(({ name }) => name)
  if (missing.length === 0) return words('protected.sentence.all', { total: people.length })
  const more = missing.length - MOST_NAMES
  const few = missing.slice(0, MOST_NAMES)
  const names = more > 0 ? few.join(', ') : words.list(few)
  return words('protected.sentence.some', {
    done: people.length - missing.length,
    total: people.length,
    names: more > 0 ? words('protected.and_more', { names, n: more }) : names,
  })
}

/** App and passkeys, as far as they are there. */
const stepsOf = (words: Words<WordKey>, { app, passkeys }: Person) => [
  ...(app ? [words('protected.has.app')] : []),
  ...(passkeys > 0 ? [words('protected.has.passkeys', { n: passkeys })] : []),
]

/** What a reset takes away; passkeys of an earlier address go too, and stand in no list. */
export function takenOf(words: Words<WordKey>, person: Person): string {
  const { backupCodes } = person
  const codes = backupCodes > 0 ? [words('protected.taken.codes', { n: backupCodes })] : []
  const taken = [...stepsOf(words, person), ...codes]
  return taken.length > 0 ? words.list(taken) : words('protected.taken.old')
}

/** What somebody has besides their password. */
export function factorsOf(words: Words<WordKey>, person: Person): string {
  const { backupCodes } = person
  const has = stepsOf(words, person)
  if (has.length === 0) return words('protected.has.nothing')
  const codes =
    backupCodes > 0 ? words('protected.has.codes', { n: backupCodes }) : words('protected.has.no_codes')
  return [...has, codes].join(', ')
}
