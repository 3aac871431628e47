/** The form in which the score's history and Home tell of a line that moved. */
import { z } from 'zod'
import { HOW } from '../score/score.ts'

const instant = z.iso.datetime()

/** event: somebody did something. half, gone, exception_over: time passed. looked: found to be so, nobody did it. */
export const CAUSES = ['event', 'half', 'gone', 'exception_over', 'looked'] as const

/** One line that moved, and why. */
export const scoreChange = z.object({
  /** 1 to 10; 0: what is held back because something was left undone, in points below zero. */
  step: z.number().int(),
  before: z.number(),
  after: z.number(),
  howBefore: z.enum([...HOW, 'held']),
  howAfter: z.enum([...HOW, 'held']),
  cause: z.enum(CAUSES),
  /** The act that is on record (words under `action.NAME`) and who did it; null where nobody did anything. */
  action: z.string().nullable(),
  by: z
    .object({
      kind: z.enum(['person', 'system', 'key', 'link', 'nobody']),
      id: z.string().nullable(),
      name: z.string().nullable(),
    })
    .nullable(),
})

/** The last day on which the number moved: for the sentence on Home. */
export const latestChange = z.object({
  /** When it was first as it is. */
  at: instant,
  /** What the number gained that day, or lost, below zero. */
  points: z.number(),
  /** The change that weighed most in that direction. */
  change: scoreChange,
})
