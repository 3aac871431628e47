/** The guided setup after the first run: a few screens, each answered or left for later, gone on with in any browser. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const guidedSetupProblem = problems({
  /** What the step asks has no answer yet: it is answered by what is kept, not by saying so. */
  'guided_setup.nothing_answered': 409,
})

export const guidedSetupActions = [
  'guided_setup.step_answered',
  'guided_setup.step_skipped',
  'guided_setup.finished',
  'guided_setup.put_away',
] as const

/** In the order in which they are asked. */
export const STEPS = [
  'hours',
  'holidays',
  'systems',
  'shared',
  'leader',
  'second_owner',
  'range',
  'staff',
] as const
export type Step = (typeof STEPS)[number]

/** About how long each takes; twenty together. */
export const MINUTES: Readonly<Record<Step, number>> = {
  hours: 3,
  holidays: 2,
  systems: 4,
  shared: 1,
  leader: 3,
  second_owner: 2,
  range: 1,
  staff: 4,
}

/** Steps that are answered also where nothing is kept: "no" leaves no trace of its own. */
export const ANSWERED_BY_SAYING: readonly Step[] = ['range', 'staff']

export const getGuidedSetup = endpoint({
  method: 'GET',
  url: '/api/guided-setup',
  summary: 'How far the guided setup is: each step answered, left for later, or open; and which comes next.',
  response: z.object({
    /** put_away: Home speaks of it no longer; it can be gone on with all the same. */
    stage: z.enum(['open', 'put_away', 'finished']),
    /** Only those that this person may answer. */
    steps: z.array(
      z.object({
        step: z.enum(STEPS),
        minutes: z.number(),
        /** skipped: "not checked yet". */
        state: z.enum(['answered', 'skipped', 'open']),
      }),
    ),
    /** The first that is open; null: none is. */
    next: z.enum(STEPS).nullable(),
    /** Of those that are open. */
    minutesLeft: z.number(),
  }),
})

export const answerStep = endpoint({
  method: 'PUT',
  url: '/api/guided-setup/steps',
  summary:
    'A step is left for later, or answered with “no”; what is kept elsewhere answers the others by itself.',
  body: z.strictObject({ step: z.enum(STEPS), answer: z.enum(['answered', 'skipped']) }),
  response: nothing,
})

export const finishGuidedSetup = endpoint({
  method: 'POST',
  url: '/api/guided-setup/finish',
  summary: 'It was gone through to its end; what is open or left for later stays so.',
  response: nothing,
})

export const putGuidedSetupAway = endpoint({
  method: 'POST',
  url: '/api/guided-setup/put-away',
  summary: 'Home speaks of it no longer.',
  response: nothing,
})
