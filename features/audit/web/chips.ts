/** The filters that are on, in words, each with what is left when it is taken away. */
import { dayAfter, dayOf, startOfDay } from '../../../pure/days/days.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { Days } from '../../../web/lib/day.ts'
import type { WordKey } from '../../catalogue.ts'
import type { Facets } from './facets.ts'
import { type LogSearch, readLogSearch, without } from './log-search.ts'

export interface Chip {
  key: string
  text: string
  left: LogSearch
}

export interface Saying {
  words: Words<WordKey>
  days: Days
  zone: string
  facets: Facets | undefined
}

/** Named by an id alone: the log has no name for it at hand. */
const BY_ID = ['target', 'patient', 'session', 'device'] as const

export function chipsOf(search: LogSearch, saying: Saying): Chip[] {
  const { words, facets } = saying
  const each = (name: 'category' | 'action' | 'outcome', textOf: (one: string) => string): Chip[] =>
    (search[name]?.split(',') ?? []).map((one) => ({
      key: `${name} ${one}`,
      text: textOf(one),
      left: without(search, name, one),
    }))
  const said = (key: string, otherwise: string) => (words.has(key) ? words(key) : otherwise)
  const time = timeText(search, saying)
  const { person } = search
  const known = facets?.people.find(({ id }) => id === person)?.name
  return [
    ...(time === undefined
      ? []
      : [{ key: 'time', text: time, left: readLogSearch({ ...search, from: undefined, to: undefined }) }]),
    ...(person === undefined
      ? []
      : [{ key: 'person', text: known ?? words('audit.chip.person'), left: without(search, 'person') }]),
    ...each('category', (one) => said(`audit.category.${one}`, one)),
    ...each('action', (one) => said(`action.${one}`, one)),
    ...each('outcome', (one) => said(`audit.outcome.${one}`, one)),
    ...BY_ID.filter((name) => search[name] !== undefined).map((name) => ({
      key: name,
      text: words(`audit.chip.${name}`),
      left: without(search, name),
    })),
    ...(search.address === undefined
      ? []
      : [
          {
            key: 'address',
            text: words('audit.chip.address', { address: search.address }),
            left: without(search, 'address'),
          },
        ]),
  ]
}

/** "4 June", "2 June to 4 June", or with the time of day where it is no whole days; undefined: all of the period. */
export function timeText({ from, to }: LogSearch, { words, days, zone }: Saying): string | undefined {
  if (from === undefined && to === undefined) return undefined
  const isMidnight = (at: Date) => startOfDay(dayOf(at, zone), zone).getTime() === at.getTime()
  const [begin, end] = [from, to].map((at) => (at === undefined ? undefined : new Date(at)))
  const whole = (!begin || isMidnight(begin)) && (!end || isMidnight(end))
  const say = whole ? days.day : words.moment
  // The end is the first moment that is none of it.
  const last = end && (whole ? new Date(end.getTime() - 1) : end)
  if (begin && !last) return words('audit.chip.since', { from: say(begin) })
  if (!begin && last) return words('audit.chip.until', { to: say(last) })
  if (!begin || !last) return undefined
  return whole && days.key(begin) === days.key(last)
    ? days.day(begin)
    : words('audit.chip.from_to', { from: say(begin), to: say(last) })
}

/** The moments of whole days of the clinic’s, the last one with it; what is no day is left open. */
export function momentsOf(first: string, last: string, zone: string): { from?: string; to?: string } {
  return {
    ...(first !== '' && { from: startOfDay(first, zone).toISOString() }),
    ...(last !== '' && { to: startOfDay(dayAfter(last, 1), zone).toISOString() }),
  }
}
