/** How long signing in takes, for the clinic as a whole. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'

export const SECONDS_MAX = 600
/** A way is shown by itself from so many people a week on: with fewer it would be about somebody. */
export const PEOPLE_MIN = 5

export const SIGN_IN_METHODS = ['passkey', 'app', 'backup_code', 'password'] as const
const method = z.enum(SIGN_IN_METHODS)
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

export const tellSignInTime = endpoint({
  method: 'POST',
  url: '/api/sign-in-times',
  summary: 'How many seconds this sign-in took, told once by its page.',
  body: z.strictObject({
    seconds: z.int({ error: 'form' }).min(1, { error: 'form' }).max(SECONDS_MAX, { error: 'form' }),
    method,
  }),
  /** False: told before, or by another way than the session was proven by. */
  response: z.object({ kept: z.boolean() }),
})

const measured = {
  signIns: z.number(),
  medianSeconds: z.number(),
}

export const getSignInTimes = endpoint({
  method: 'GET',
  url: '/api/sign-in-times',
  summary: 'What signing in costs the clinic, by week: medians and counts, nobody’s name.',
  response: z.object({
    /** Monday of this week. */
    week: z.string(),
    /** Of the last full or running week with sign-ins by two factors: seconds a person and day; null: none measured. */
    secondsPerDay: z.number().nullable(),
    weeks: z.array(
      z.object({
        week: z.string(),
        ...measured,
        /** Sign-ins with two factors: median times how many a person has on a day they sign in. */
        secondsPerDay: z.number().nullable(),
        /** Ways that five people or more used in that week. */
        methods: z.array(z.object({ method, ...measured })),
      }),
    ),
  }),
})
