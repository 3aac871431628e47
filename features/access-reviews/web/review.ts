/** A review as its page asks, sorts and says it. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import { type getReview, type listReviews, type ReviewRow, summaryPdf } from '../contract.ts'
import { canOf } from './can.ts'
import { entryFacts } from './list-entry.ts'

export type Review = Answer<typeof getReview>
export type Overview = Answer<typeof listReviews>

/** The address of a closed review's file. */
export const fileOf = (reviewId: string, kind: 'pdf' | 'csv' | 'json'): `/${string}` =>
  `/${summaryPdf.url.slice(1).replace(':reviewId', reviewId).replace(/pdf$/, kind)}`

export const isWaiting = (row: ReviewRow) =>
  row.outside && row.decision?.what === 'remove' && row.carriedOutAt === null

/** Which part of the page a row stands in. undone: what was taken away is there again. */
export function placeOf(row: ReviewRow): 'mine' | 'others' | 'waiting' | 'decided' {
  if (isWaiting(row)) return 'waiting'
  if (row.decision && !isUndone(row)) return 'decided'
  return row.may === 'self' || row.may === 'rank' ? 'others' : 'mine'
}

/** Carried out, and not over: it does not hold any more. */
export const isUndone = (row: ReviewRow) => row.carriedOutAt !== null && !row.outside && row.may !== 'over'

const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** The values of a row as its sentence says them: instants as days. */
export function valuesOf(words: Words<WordKey>, row: ReviewRow): Record<string, string> {
  const said = Object.entries(row.values).map(([name, value]): [string, string] => {
    if (ISO.test(value)) return [name, words.date(new Date(value))]
    const role = `role.${value}`
    return [name, name === 'role' && words.has(role) ? words(role) : value]
  })
  return { name: row.name, list: row.listName ?? '', ...Object.fromEntries(said) }
}

/** What may be done with it, in plain words; nothing where that is not known here. */
export function canText(words: Words<WordKey>, { person, kind }: ReviewRow): string {
  if (!person) return said(words, `review.can.${kind}`)
  return canOf(words, person.role)
}

/** What a line is of: one person may have several. */
export const whatOf = (words: Words<WordKey>, { person, kind, listName }: ReviewRow): string =>
  person ? words(`role.${person.role}`) : said(words, `review.what.${kind}`, { list: listName ?? '' })

/** A line as its buttons name it: somebody’s access by their name alone. */
export const calledIn = (words: Words<WordKey>, row: ReviewRow): string =>
  row.person ? row.name : words('review.row.of', { name: row.name, what: whatOf(words, row) })

/** A sentence that later parts may have given, by its key; nothing where there is none. */
export function said(words: Words<WordKey>, key: string, values: Record<string, string> = {}): string {
  return words.has(key) ? words(key, values) : ''
}

/** What is known of somebody's access, a sentence each. */
export function factsOf(words: Words<WordKey>, row: ReviewRow, day: (at: Date) => string): string[] {
  const { person } = row
  if (!person) {
    if (row.kind === 'list_entry') return entryFacts(words, row)
    const text = said(words, `review.grant.${row.kind}`, valuesOf(words, row))
    return text === '' ? [] : [text]
  }
  const on = (at: string) => day(new Date(at))
  const steps = [
    ...(person.app ? [words('review.has.app')] : []),
    ...(person.passkeys > 0 ? [words('review.has.passkeys', { n: person.passkeys })] : []),
  ]
  return [
    ...(person.lastSignInAt ? [words('review.fact.signed_in', { date: on(person.lastSignInAt) })] : []),
    // The mark below says it, where there was time to.
    ...(person.lastSignInAt || row.flags.includes('never_signed_in') ? [] : [words('review.fact.never')]),
    steps.length > 0
      ? words('review.fact.steps', { steps: words.list(steps) })
      : words('review.fact.no_step'),
    words('review.fact.since', { date: on(person.roleSince) }),
    ...(person.roleBefore && person.roleBefore !== person.role
      ? [words('review.fact.before', { role: words(`role.${person.roleBefore}`) })]
      : []),
    ...(person.outsider ? [words(`review.outsider.${person.outsider}`)] : []),
    ...(person.accessEndsAt ? [words('review.fact.ends', { date: on(person.accessEndsAt) })] : []),
    ...(person.places.length > 0 ? [words('review.fact.places', { places: words.list(person.places) })] : []),
    person.address,
  ]
}

export const flagsText = (words: Words<WordKey>, flags: readonly string[]): string =>
  flags.map((flag) => said(words, `review.flag.${flag}`) || flag).join(', ')
