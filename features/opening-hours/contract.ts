/** When the clinic is open: the week of each place, closed days, and which public holidays it keeps. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { YEARS } from '../../pure/holidays/years.ts'
import { MOST_SPANS } from '../../pure/opening/week.ts'

export const openingHoursProblem = problems({
  /** No place of this clinic, or a closed one; a closed day that is gone. */
  'opening_hours.not_found': 404,
  'opening_hours.changed_meanwhile': 409,
  /** What is wrong stands at the fields. */
  'opening_hours.week_not_good': 422,
  'opening_hours.ends_before': 422,
  'opening_hours.closed_too_long': 422,
  'opening_hours.too_many': 409,
  'opening_hours.holiday_not_good': 422,
})

export const openingHoursActions = [
  'opening_hours.changed',
  'opening_hours.own_ended',
  'holidays.chosen',
  'closed_day.added',
  'closed_day.removed',
] as const

/** Closed at one go for so many days at most; more is no closing for a while. */
export const MOST_CLOSED_DAYS = 366
/** Closed days that are not over, at most. */
export const MOST_CLOSINGS = 200

/** As it was typed: what is wrong with it is said at its field by the service. */
const time = z.string().max(10, { error: 'time' })
const span = z.strictObject({ opens: time, closes: time })
const week = z
  .array(z.array(span).max(MOST_SPANS, { error: `too_many:${MOST_SPANS}` }))
  .length(7, { error: 'list' })

/** Null: every place that has none of its own. */
const placeId = id.nullable()
/** 0: nobody said anything yet. */
const revision = z.number().int().min(0)
const key = line(40)

const said = z.object({
  /** Null: nobody said. */
  week: z.array(z.array(z.object({ opens: z.string(), closes: z.string() }))).nullable(),
  /** Of the country, by its code in pure/holidays; empty: the whole of it. */
  part: z.string(),
  /** The years whose public holidays somebody chose. */
  years: z.array(z.number()),
  revision: z.number(),
})

export const getOpeningHours = endpoint({
  method: 'GET',
  url: '/api/opening-hours',
  summary:
    'The hours of the clinic and of each place with hours of its own, and the days on which it is closed.',
  response: z.object({
    country: z.string(),
    clinic: said,
    /** Open places, by name; `own` null: as the clinic. */
    places: z.array(z.object({ placeId: z.string(), name: z.string(), own: said.nullable() })),
    /** Since the beginning of this year, by day. */
    closed: z.array(
      z.object({
        closedDayId: z.string(),
        /** Null: every place; of a holiday: every place without hours of its own. */
        placeId: z.string().nullable(),
        first: z.string(),
        last: z.string(),
        reason: z.string(),
        /** The key of a public holiday; null: the clinic's own. */
        holiday: z.string().nullable(),
      }),
    ),
  }),
})

export const setWeek = endpoint({
  method: 'PUT',
  url: '/api/opening-hours/week',
  summary: 'The week of the clinic, or of one place, which has its own from then on.',
  body: z.strictObject({ placeId, week, revision }),
  response: nothing,
})

export const endOwnHours = endpoint({
  method: 'DELETE',
  url: '/api/opening-hours/places/:placeId',
  summary: 'A place is open as the clinic is again; its own holidays go with its week.',
  params: z.strictObject({ placeId: id }),
  response: nothing,
})

export const chooseHolidays = endpoint({
  method: 'PUT',
  url: '/api/opening-hours/holidays',
  summary:
    'The public holidays of a year on which it is closed, instead of those chosen before; none is an answer too.',
  body: z.strictObject({
    placeId,
    year: z.number().int().min(YEARS.first, { error: 'day' }).max(YEARS.last, { error: 'day' }),
    part: line(8, 0),
    days: z.array(z.strictObject({ key, day })).max(60, { error: 'too_many:60' }),
    revision,
  }),
  response: nothing,
})

export const addClosedDay = endpoint({
  method: 'POST',
  url: '/api/opening-hours/closed-days',
  summary: 'One day, or several in a row, on which every place or one of them is closed.',
  body: z.strictObject({ placeId, first: day, last: day, reason: line(80, 0) }),
  response: z.object({ closedDayId: z.string() }),
})

export const removeClosedDay = endpoint({
  method: 'DELETE',
  url: '/api/opening-hours/closed-days/:closedDayId',
  summary: 'It is open on those days after all.',
  params: z.strictObject({ closedDayId: id }),
  response: nothing,
})
