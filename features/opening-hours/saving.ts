/** Opening hours read and changed: the week, closed days, public holidays (decision 100). */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FieldProblem } from '../../pure/contract/problem.ts'
import { dayOf, daysBetween } from '../../pure/days/days.ts'
import { holidayKeys, partsOf } from '../../pure/holidays/holidays.ts'
import { faultsOf, inOrder, type Span, type Week } from '../../pure/opening/week.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import * as people from '../people/service.ts'
import { openPlaces } from '../staff/service.ts'
import { type getOpeningHours, MOST_CLOSED_DAYS, MOST_CLOSINGS, openingHoursProblem } from './contract.ts'
import {
  deleteClosed,
  deleteHolidays,
  deleteHours,
  hold,
  insertClosed,
  listClosed,
  listHours,
  putHours,
  type StoredHours,
} from './queries.ts'

const KEYS: ReadonlySet<string> = new Set(holidayKeys())

export function openingHours(ctx: Context): Promise<Answer<typeof getOpeningHours>> {
  return read(ctx, async (tx) => {
    const { country, zone } = await people.getClinic(tx, ctx)
    const hours = await listHours(tx, ctx)
    const since = `${dayOf(ctx.now, zone).slice(0, 4)}-01-01`
    const places = await openPlaces(tx, ctx)
    const open = new Set(places.map(({ placeId }) => placeId))
    return {
      country,
      clinic: hours.find(({ placeId }) => placeId === null) ?? NOTHING,
      places: places.map((place) => ({
        ...place,
        own: hours.find(({ placeId }) => placeId === place.placeId) ?? null,
      })),
      closed: (await listClosed(tx, ctx, since)).filter(
        ({ placeId }) => placeId === null || open.has(placeId),
      ),
    }
  })
}

const NOTHING = { week: null, part: '', years: [], revision: 0 }

interface About {
  placeId: string | null
  revision: number
}

/**
 * A place without hours of its own has them from then on, with the clinic's holidays to begin with. Throws
 * `opening_hours.week_not_good` with the reason at each time, `.changed_meanwhile`, `.not_found`.
 */
export function setWeek(
  ctx: Context,
  { week: typed, ...about }: About & { week: Week },
): Promise<Record<string, never>> {
  const fields = faultsOf(typed).map(({ day, span, at, why }): FieldProblem => ({
    path: `body.week.${day}.${span}.${at}`,
    expected: `opening_hours.why.${why}`,
    words: `opening_hours.why.${why}`,
  }))
  if (fields.length > 0) throw openingHoursProblem('opening_hours.week_not_good', { fields })
  const week = inOrder(typed)
  return write(ctx, async (tx) => {
    const { hours, before, name } = await begin(tx, ctx, about)
    await putHours(tx, ctx, { ...hours, week })
    const was = before?.week ? said(before.week) : undefined
    return audited(event('opening_hours.changed', { name, before: was, after: said(week) }), {})
  })
}

/** Throws `opening_hours.not_found` when the place has none of its own. */
export function endOwn(ctx: Context, placeId: string): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    await hold(tx, ctx)
    const name = await nameOf(tx, ctx, placeId)
    if (!(await deleteHours(tx, ctx, placeId))) throw openingHoursProblem('opening_hours.not_found')
    await deleteHolidays(tx, ctx, placeId)
    return audited(event('opening_hours.own_ended', { name }), {})
  })
}

/**
 * Instead of those chosen for that year before. Throws `opening_hours.holiday_not_good` for what is no holiday or not of that
 * year, `.changed_meanwhile`, `.not_found`.
 */
export function chooseHolidays(
  ctx: Context,
  {
    year,
    part,
    days,
    ...about
  }: About & { year: number; part: string; days: { key: string; day: string }[] },
): Promise<Record<string, never>> {
  const wrong = days.some(({ key, day }) => !KEYS.has(key) || !day.startsWith(`${year}-`))
  if (wrong) throw openingHoursProblem('opening_hours.holiday_not_good', { values: { year } })
  return write(ctx, async (tx) => {
    const { hours, name } = await begin(tx, ctx, about)
    const { country } = await people.getClinic(tx, ctx)
    const before = await deleteHolidays(tx, ctx, about.placeId, year)
    const once = new Map(days.map((one) => [`${one.key} ${one.day}`, one]))
    await insertClosed(
      tx,
      ctx,
      [...once.values()].map(({ key, day }) => ({
        ...closedDay(ctx, about.placeId, { first: day, last: day, reason: '' }),
        holiday: key,
      })),
    )
    const years = [...new Set([...hours.years, year])].toSorted((a, b) => a - b)
    await putHours(tx, ctx, { ...hours, years, part: partsOf(country).includes(part) ? part : '' })
    const list = (of: readonly string[]) => of.toSorted().join(', ') || undefined
    return audited(
      event('holidays.chosen', {
        name,
        before: list(before.map(({ first }) => first)),
        after: list([...once.values()].map(({ day }) => day)) ?? String(year),
      }),
      {},
    )
  })
}

/** Throws `opening_hours.ends_before`, `.closed_too_long`, `.too_many`, `.not_found`. */
export function addClosed(
  ctx: Context,
  closed: { placeId: string | null; first: string; last: string; reason: string },
): Promise<{ closedDayId: string }> {
  const { placeId, first, last, reason } = closed
  if (last < first) throw openingHoursProblem('opening_hours.ends_before')
  if (daysBetween(first, last) >= MOST_CLOSED_DAYS)
    throw openingHoursProblem('opening_hours.closed_too_long', { values: { n: MOST_CLOSED_DAYS } })
  return write(ctx, async (tx) => {
    await hold(tx, ctx)
    const name = await nameOf(tx, ctx, placeId)
    const { zone } = await people.getClinic(tx, ctx)
    const there = await listClosed(tx, ctx, dayOf(ctx.now, zone))
    if (there.filter(({ holiday }) => holiday === null).length >= MOST_CLOSINGS)
      throw openingHoursProblem('opening_hours.too_many', { values: { n: MOST_CLOSINGS } })
    const row = closedDay(ctx, placeId, { first, last, reason })
    await insertClosed(tx, ctx, [row])
    return audited(event('closed_day.added', { name, after: daysOf(closed) }), {
      closedDayId: row.closedDayId,
    })
  })
}

/** Throws `opening_hours.not_found`. */
export function removeClosed(ctx: Context, closedDayId: string): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const gone = await deleteClosed(tx, ctx, closedDayId)
    if (!gone) throw openingHoursProblem('opening_hours.not_found')
    return audited(event('closed_day.removed', { before: daysOf(gone) }), {})
  })
}

const closedDay = (
  ctx: Context,
  placeId: string | null,
  about: { first: string; last: string; reason: string },
) => ({ closedDayId: newId(ctx.now), placeId, ...about, holiday: null as string | null })

const daysOf = ({ first, last, reason }: { first: string; last: string; reason: string }) =>
  `${first === last ? first : `${first} – ${last}`}${reason === '' ? '' : `: ${reason}`}`

/** The row that is about to change, at the revision that was seen; a place's first one is made from the clinic's. */
async function begin(tx: Writer, ctx: Context, { placeId, revision }: About) {
  await hold(tx, ctx)
  const name = await nameOf(tx, ctx, placeId)
  const all = await listHours(tx, ctx)
  const before = all.find((one) => one.placeId === placeId)
  if ((before?.revision ?? 0) !== revision) throw openingHoursProblem('opening_hours.changed_meanwhile')
  if (before) return { hours: before, before, name }
  const clinic = all.find((one) => one.placeId === null)
  const hours: StoredHours = { ...NOTHING, years: [], ...clinic, id: newId(ctx.now), placeId }
  if (placeId !== null && clinic) {
    const theirs = (await listClosed(tx, ctx, '')).filter(
      (one) => one.holiday !== null && one.placeId === null,
    )
    await insertClosed(
      tx,
      ctx,
      theirs.map((one) => ({ ...one, closedDayId: newId(ctx.now), placeId })),
    )
  }
  return { hours, before: undefined, name }
}

/** Undefined for the clinic. Throws `opening_hours.not_found` for a place that is closed or another clinic's. */
async function nameOf(tx: Writer, ctx: Context, placeId: string | null): Promise<string | undefined> {
  if (placeId === null) return undefined
  const place = (await openPlaces(tx, ctx)).find((one) => one.placeId === placeId)
  if (!place) throw openingHoursProblem('opening_hours.not_found')
  return place.name
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** A line a day on which it is open, for the log. */
const said = (week: readonly (readonly Span[])[]): string | undefined =>
  week
    .flatMap((spans, day) =>
      spans.length === 0
        ? []
        : `${DAYS[day] ?? ''} ${spans.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')}`,
    )
    .join('\n') || undefined

const event = (
  action: string,
  {
    name,
    before,
    after,
  }: { name?: string | undefined; before?: string | undefined; after?: string | undefined },
): AuditEvent => ({
  action,
  category: 'config',
  target: { type: 'opening_hours' },
  personal: { target_name: name, before, after },
})
