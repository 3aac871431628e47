/** What is typed and not saved yet, kept in this browser for its person until it is; and how two people's answers meet. */
import { z } from 'zod'
import { NO_ANSWERS, type PlanAnswers, planFields } from '../contract.ts'

export type PlanField = keyof PlanAnswers
export const PLAN_FIELDS = Object.keys(NO_ANSWERS) as PlanField[]

export interface Draft {
  /** The answers that were being changed. */
  base: PlanAnswers
  typed: PlanAnswers
}

const asTyped = z.object(
  Object.fromEntries(PLAN_FIELDS.map((field) => [field, z.string()])) as Record<PlanField, z.ZodString>,
)
const stored = z.object({ base: planFields, typed: asTyped })
const keyOf = (whose: string) => `enamel-plan-${whose}`

/** `whose`: the person's in one clinic. */
export function readDraft(whose: string): Draft | undefined {
  try {
    return stored.parse(JSON.parse(localStorage.getItem(keyOf(whose)) ?? ''))
  } catch {
    return undefined
  }
}

/** As it was kept on the server, each part as JSON. */
export function openDraft(base: string, typed: string): Draft | undefined {
  try {
    return stored.parse({ base: JSON.parse(base) as unknown, typed: JSON.parse(typed) as unknown })
  } catch {
    return undefined
  }
}

/** Undefined: nothing is waiting to be saved. */
export function keepDraft(whose: string, draft: Draft | undefined): void {
  if (draft) localStorage.setItem(keyOf(whose), JSON.stringify(draft))
  else localStorage.removeItem(keyOf(whose))
}

export const isSame = (a: PlanAnswers, b: PlanAnswers) => PLAN_FIELDS.every((field) => a[field] === b[field])

export interface Meeting {
  /** Mine where I wrote, theirs where they alone did. */
  answers: PlanAnswers
  /** Where both wrote, and not the same: theirs. */
  conflicts: Partial<PlanAnswers>
}

/** My answers and theirs, both begun from `base`. */
export function meet(base: PlanAnswers, mine: PlanAnswers, theirs: PlanAnswers): Meeting {
  const answers = { ...mine }
  const conflicts: Partial<PlanAnswers> = {}
  for (const field of PLAN_FIELDS) {
    if (mine[field] === base[field]) answers[field] = theirs[field]
    else if (theirs[field] !== base[field] && theirs[field] !== mine[field]) conflicts[field] = theirs[field]
  }
  return { answers, conflicts }
}
