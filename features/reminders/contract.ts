/** What is due in a clinic, to whom it is told, what waits with a reason; and a person's calendar of it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, line, nothing, paragraph } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'

export const reminderProblem = problems({
  /** Done meanwhile, or due on another day by now. */
  'reminders.not_found': 404,
  /** What is urgent, comes about by itself, or is far ahead. */
  'reminders.not_to_put_off': 409,
  /** Not before tomorrow, not after thirty days. */
  'reminders.until_wrong': 409,
  /** It is told of as always. */
  'reminders.not_put_off': 404,
  /** A link that never was, was made anew or taken back, or whose person works here no longer. */
  'reminders.calendar_not_found': 404,
})

export const reminderActions = [
  'reminder.put_off',
  'reminder.resumed',
  'calendar_link.made',
  'calendar_link.ended',
] as const

/** A reminder waits for so many days at most. */
export const LONGEST_DAYS = 30
/** What is due within so many days stands in Monday's mail. */
export const AHEAD_DAYS = 14

const instant = z.iso.datetime()

const due = z.object({
  cadence: z.string(),
  key: z.string(),
  /** Its sentence is `reminder.CADENCE`. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The clinic's day. */
  day: z.string(),
  /** 0: not late. */
  lateDays: z.number(),
  /** It is told at once, and cannot be put off. */
  urgent: z.boolean(),
  mayPutOff: z.boolean(),
  /** Where it is done. */
  page: z.string(),
  /** Whom it concerns, by name; nobody: nobody is told. */
  to: z.array(z.string()),
  /** Told of again on that day. */
  putOff: z.object({ until: z.string(), reason: z.string(), by: z.string(), at: instant }).nullable(),
})

const common = {
  /** The clinic's day. */
  today: z.string(),
  /** When Monday's mail goes next. */
  nextMailAt: instant,
  due: z.array(due),
}

export const listReminders = endpoint({
  method: 'GET',
  url: '/api/reminders',
  summary: 'All that is due in the clinic: when, to whom it is told, and what was put off by whom and why.',
  response: z.object(common),
})

const which = { cadence: line(60), key: line(200) }

export const putOff = endpoint({
  method: 'PUT',
  url: '/api/reminders/put-off',
  summary: 'Nobody is told of this one until that day, for a reason.',
  body: z.strictObject({ ...which, until: day, reason: paragraph(300) }),
  response: nothing,
})

export const resume = endpoint({
  method: 'POST',
  url: '/api/reminders/resume',
  summary: 'It is told of as always again.',
  body: z.strictObject(which),
  response: nothing,
})

export const getOwnReminders = endpoint({
  method: 'GET',
  url: '/api/profile/reminders',
  summary: 'What is due that concerns this person, and whether they have a calendar of it.',
  response: z.object({
    ...common,
    calendar: z
      .object({
        madeAt: instant,
        /** To the hour; null: no calendar asked for it yet. */
        lastReadAt: instant.nullable(),
      })
      .nullable(),
  }),
})

export const makeCalendarLink = endpoint({
  method: 'POST',
  url: '/api/profile/calendar',
  summary: 'A new link for this person’s calendar; the one before stops working.',
  response: z.object({ link: z.string() }),
})

export const endCalendarLink = endpoint({
  method: 'DELETE',
  url: '/api/profile/calendar',
  summary: 'The link of this person’s calendar stops working.',
  response: nothing,
})

export const readCalendar = fileEndpoint({
  method: 'GET',
  url: '/api/calendar/:token/enamel.ics',
  summary: 'What is due for whoever’s link it is, for calendar programs; without a name of anybody.',
  params: z.strictObject({ token: line(100) }),
  type: 'text/calendar; charset=utf-8',
})
