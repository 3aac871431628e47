/** What a page is told that asks for a new password, in every contract that has one. */
import { z } from 'zod'

export const passwordRules = z.object({
  minLength: z.number(),
  maxLength: z.number(),
  history: z.number(),
  /** What the clinic wants in it; absent or false: nothing. */
  classes: z.object({ mixedCase: z.boolean(), digit: z.boolean(), symbol: z.boolean() }),
  ownWords: z.array(z.string()),
})
