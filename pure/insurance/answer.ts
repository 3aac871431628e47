/**
 * From facts to an answer. Yes only when all that a question covers is known and kept, and nothing stands against it: an
 * insurer may void a policy for one Yes that was not so (Travelers v. International Control Services, C.D. Ill. 2022).
 */

export const ANSWERS = ['yes', 'yes_except', 'no', 'cannot_tell'] as const
export type AnswerKind = (typeof ANSWERS)[number]

/** How far one thing that a question covers is kept; unknown: nobody measured or said anything, or too long ago. */
export type Kept = 'yes' | 'partly' | 'no' | 'unknown'

export interface Judged {
  kept: Kept
  /** Names, dates, what was signed off: whatever stands against a bare Yes. */
  except: readonly unknown[]
}

/** Nothing covered: we cannot tell. What is not kept anywhere we know of is a No, whatever else is not known. */
export function answerOf(facts: readonly Judged[]): AnswerKind {
  const known = facts.filter(({ kept }) => kept !== 'unknown')
  if (known.length === 0) return 'cannot_tell'
  if (known.every(({ kept }) => kept === 'no')) return 'no'
  if (known.length < facts.length) return 'cannot_tell'
  return facts.every(({ kept, except }) => kept === 'yes' && except.length === 0) ? 'yes' : 'yes_except'
}
