/** What the page is narrowed to; the address holds it, so that it can be bookmarked, handed on and gone back to. */
import { dayAfter, dayOf, startOfDay } from '../../../pure/days/days.ts'

/** Of the time looked back over; how many days. */
export const PERIODS = [1, 7, 30, 90, 365, 3650] as const
export const USUAL_DAYS = 30

const CATEGORIES = ['auth', 'patient', 'clinical', 'financial', 'config', 'platform']
const OUTCOMES = ['ok', 'refused', 'failed']

/** Names as `GET /api/audit/events` has them; several of one kind have commas between. */
export interface LogSearch {
  days?: number
  /** Within the days looked back over, or instead of them. */
  from?: string
  to?: string
  category?: string
  action?: string
  outcome?: string
  person?: string
  target?: string
  patient?: string
  session?: string
  device?: string
  address?: string
  text?: string
  /** The log's hourly signs of life among the others: they are left out unless somebody wants them. */
  hourly?: 'shown'
}

export type Narrowing = Exclude<keyof LogSearch, 'days' | 'hourly'>

/** What the server is asked: days have become moments, and what is left out is said. */
export interface Asked extends Omit<LogSearch, 'days' | 'hourly'> {
  hourly?: 'hidden'
}

const someOf = (names: readonly string[]) => (text: string) => {
  const kept = [...new Set(text.split(','))].filter((name) => names.includes(name))
  return kept.length > 0 ? kept.join(',') : undefined
}
const ifFits = (form: RegExp) => (text: string) => (form.test(text) ? text : undefined)
const id = ifFits(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const moment = (text: string) =>
  /^(?:19[7-9]|20|21)\d/.test(text) && !Number.isNaN(Date.parse(text))
    ? new Date(text).toISOString()
    : undefined

const READ: Record<Narrowing, (text: string) => string | undefined> = {
  from: moment,
  to: moment,
  category: someOf(CATEGORIES),
  action: ifFits(/^[a-z]\w{0,60}(?:\.\w{1,60}){1,3}(?:,[a-z]\w{0,60}(?:\.\w{1,60}){1,3}){0,20}$/),
  outcome: someOf(OUTCOMES),
  person: id,
  target: id,
  patient: id,
  session: id,
  device: id,
  address: ifFits(/^[0-9a-f.:]{2,45}$/i),
  text: (text) => text.trim().slice(0, 100) || undefined,
}
const NARROWINGS = Object.keys(READ) as Narrowing[]

/** Whatever an address says that is none of it is left out, as a link that was cut off has it. */
export function readLogSearch(typed: Record<string, unknown>): LogSearch {
  const days = Number(typed['days'])
  const kept: LogSearch =
    Number.isInteger(days) && days >= 1 && days <= 36_500 && days !== USUAL_DAYS ? { days } : {}
  for (const name of NARROWINGS) {
    const value = typed[name]
    const read =
      typeof value === 'string' || typeof value === 'number' ? READ[name](String(value)) : undefined
    if (read !== undefined) kept[name] = read
  }
  if (typed['hourly'] === 'shown') kept.hourly = 'shown'
  const { from, to, ...rest } = kept
  return from !== undefined && to !== undefined && from >= to ? rest : kept
}

export const isNarrowed = (search: LogSearch): boolean =>
  NARROWINGS.some((name) => search[name] !== undefined)

/** One of several taken out, or the whole filter where it is the last. */
export function without(search: LogSearch, name: Narrowing, one?: string): LogSearch {
  const left = one === undefined ? [] : (search[name] ?? '').split(',').filter((each) => each !== one)
  return readLogSearch({ ...search, [name]: left.length > 0 ? left.join(',') : undefined })
}

/** One more of a kind of which there may be several. */
export function withOne(search: LogSearch, name: 'category' | 'action' | 'outcome', one: string): LogSearch {
  const all = new Set([...(search[name]?.split(',') ?? []), one])
  return readLogSearch({ ...search, [name]: [...all].join(',') })
}

export interface Period {
  from: string
  /** Undefined: until now. */
  to: string | undefined
}

/**
 * What the chart spans: the days looked back over, whole ones of the clinic's; or the moments asked for, where those lie
 * outside of them.
 */
export function periodOf({ days = USUAL_DAYS, from, to }: LogSearch, now: Date, zone: string): Period {
  const start =
    days === 1 ? new Date(now.getTime() - 86_400_000) : startOfDay(dayAfter(dayOf(now, zone), 1 - days), zone)
  const back = start.toISOString()
  const isWithin = (from ?? back) >= back && (to === undefined || to > back)
  return isWithin ? { from: back, to: undefined } : { from: from ?? back, to }
}

/** What the list is asked: the moments picked within the period, else the period. */
export function listedOf(search: LogSearch, period: Period): Asked {
  const to = search.to ?? period.to
  return askedOf({ ...search, from: search.from ?? period.from, ...(to !== undefined && { to }) })
}

/** What the chart is asked: all of the period, whatever is picked in it. */
export function overOf({ from: _from, to: _to, ...search }: LogSearch, { from, to }: Period): Asked {
  return askedOf({ ...search, from, ...(to !== undefined && { to }) })
}

function askedOf({ days: _days, hourly, ...filters }: LogSearch): Asked {
  return hourly === 'shown' ? filters : { ...filters, hourly: 'hidden' }
}
