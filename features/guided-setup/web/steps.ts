/** The steps of the guided setup as their page walks through them. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { type getGuidedSetup, type Step, STEPS } from '../contract.ts'

type Shown = Answer<typeof getGuidedSetup>['steps']

/** A screen: a step, or the end. */
export type Screen = Step | 'end'

/** The screen that the address names; none: where it goes on. */
export function readStep(typed: Record<string, unknown>): { step?: Screen } {
  const step = [...STEPS, 'end' as const].find((one) => one === typed['step'])
  return step ? { step } : {}
}

/** The next that is not answered, after a step; the end where there is none. */
export function after(steps: Shown, at: Screen): Screen {
  const index = steps.findIndex(({ step }) => step === at)
  return steps.slice(index + 1).find(({ state }) => state !== 'answered')?.step ?? 'end'
}

/** The one before, answered or not; undefined at the first. */
export function before(steps: Shown, at: Screen): Step | undefined {
  const index = at === 'end' ? steps.length : steps.findIndex(({ step }) => step === at)
  return steps[index - 1]?.step
}

/** Minutes from this step on, of what is not answered. */
export function minutesFrom(steps: Shown, at: Screen): number {
  const index = steps.findIndex(({ step }) => step === at)
  if (index < 0) return 0
  return steps
    .slice(index)
    .filter(({ step, state }) => state !== 'answered' || step === at)
    .reduce((sum, { minutes }) => sum + minutes, 0)
}
