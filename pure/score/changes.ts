/**
 * How the number moved between two looks: what time alone did, each to the millisecond at which it did it, then what is
 * different at the second look. The changes of all lines, the held one among them, add up to that of the number.
 */
import { type Freshness, freshnessOf, type How, nextChange, score, type Step } from './score.ts'

/** The steps as they were found, and whether something was left undone. */
export interface Standing {
  steps: readonly Step[]
  undone: boolean
}

/** Line 0 is what is held back, in points below zero; 1 to 10 are the steps. */
export interface Change {
  at: Date
  line: number
  before: number
  after: number
  howBefore: How | 'held'
  howAfter: How | 'held'
  /** What time did: proof half or gone, an exception over. Undefined: it was found to be different. */
  time: 'half' | 'gone' | 'exception_over' | undefined
}

interface Line {
  points: number
  how: How | 'held'
}

function linesOf({ steps, undone }: Standing, at: Date): Line[] {
  const { held, lines } = score(steps, at, undone)
  return [{ points: 0 - held, how: 'held' }, ...lines]
}

export const numberOf = ({ steps, undone }: Standing, at: Date): number => score(steps, at, undone).number

function compare(before: readonly Line[], after: readonly Line[]) {
  return after.flatMap((now, line) => {
    const was = before[line] ?? now
    return was.points === now.points && was.how === now.how
      ? []
      : [{ line, before: was.points, after: now.points, howBefore: was.how, howAfter: now.how }]
  })
}

/** Just before a moment that is known to the millisecond. */
const before = (at: Date) => new Date(at.getTime() - 1)

/** Why a step is different from one millisecond to the next. Where it only took over what another gave up: as that one. */
function whyOf(step: Step | undefined, at: Date): Change['time'] {
  if (!step) return undefined
  if (step.exception && step.exception.endsAt.getTime() === at.getTime()) return 'exception_over'
  const proofs = [step.measured, step.stated].flatMap((known) =>
    known ? [{ until: known.until }, ...(known.parts ?? [])] : [],
  )
  const turned = proofs.flatMap(({ until }): Freshness[] => {
    const now = freshnessOf({ until }, at)
    return now === freshnessOf({ until }, before(at)) ? [] : [now]
  })
  return turned.includes('gone') ? 'gone' : turned.includes('half') ? 'half' : undefined
}

/** After `from`, up to and with `to`. */
export function changesByTime(standing: Standing, from: Date, to: Date): Change[] {
  const changes: Change[] = []
  for (let at = nextChange(standing.steps, from); at && at <= to; at = nextChange(standing.steps, at)) {
    const moment = at
    const causes = standing.steps.flatMap((step) => whyOf(step, moment) ?? [])
    for (const change of compare(linesOf(standing, before(at)), linesOf(standing, at)))
      changes.push({
        at: moment,
        ...change,
        time: whyOf(standing.steps[change.line - 1], moment) ?? causes[0] ?? 'half',
      })
  }
  return changes
}

/** What another look at the same moment finds different. */
export function changesFound(was: Standing, is: Standing, at: Date): Change[] {
  return compare(linesOf(was, at), linesOf(is, at)).map((change) => ({ at, ...change, time: undefined }))
}
