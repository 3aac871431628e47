/** What the log is searched by: the same in addresses, in exports and in saved views. All are ANDed, each may be left out. */
import { z } from 'zod'
import { id, line } from './fields.ts'

export const LOG_CATEGORIES = ['auth', 'patient', 'clinical', 'financial', 'config', 'platform'] as const
export type LogCategory = (typeof LOG_CATEGORIES)[number]
export const LOG_OUTCOMES = ['ok', 'refused', 'failed'] as const
export type LogOutcome = (typeof LOG_OUTCOMES)[number]

/** What each clinic's log says of itself every hour, so that silence is told from a log that was turned off. */
export const SIGN_OF_LIFE = 'log.heartbeat'

/** One or several of a closed list, with commas between: `auth,config`. */
const someOf = <const T extends string>(names: readonly T[]) =>
  z
    .string()
    .max(200, { error: 'too_long:200' })
    .refine((text) => text.split(',').every((name) => (names as readonly string[]).includes(name)), {
      error: 'form',
    })
    .transform((text) => [...new Set(text.split(','))] as T[])

/** One or several actions, `session.began,session.ended`. */
const actions = z
  .string()
  .max(2000, { error: 'too_long:2000' })
  .refine((text) => text.split(',').every((name) => /^[a-z]\w{0,60}(?:\.\w{1,60}){1,3}$/.test(name)), {
    error: 'form',
  })
  .transform((text) => [...new Set(text.split(','))])

// Between the years that a log can speak of, so that no month beyond them is looked for.
const instant = z.iso
  .datetime({ offset: true, error: 'form' })
  .max(40, { error: 'form' })
  .refine((text) => /^(?:19[7-9]|20|21)\d/.test(text), { error: 'form' })

/** An address of the network as events have it; no part of one. */
const networkAddress = z
  .string()
  .max(60, { error: 'form' })
  .refine((text) => /^[0-9a-f.:]{2,45}$/i.test(text), { error: 'form' })
  .transform((text) => text.toLowerCase())

export const logFilters = {
  /** That moment and later. D 30 days before `to`. */
  from: instant.optional(),
  /** Before that moment. D all there is. */
  to: instant.optional(),
  category: someOf(LOG_CATEGORIES).optional(),
  action: actions.optional(),
  /** Who did it. */
  person: id.optional(),
  /** To whom or what it was done. */
  target: id.optional(),
  patient: id.optional(),
  session: id.optional(),
  device: id.optional(),
  address: networkAddress.optional(),
  outcome: someOf(LOG_OUTCOMES).optional(),
  /** Words, each of which has to be there; its beginning is enough, accents and case do not matter. */
  text: line(100).optional(),
  /** hidden: without the hourly signs of life, unless `action` or `category` ask for them. D shown. */
  hourly: z.enum(['shown', 'hidden'], { error: 'one_of' }).optional(),
}

const filters = z.strictObject(logFilters)
/** As they are worked with. */
export type LogFilters = z.output<typeof filters>
/** As they stand in an address. */
export type LogFiltersSent = z.input<typeof filters>
