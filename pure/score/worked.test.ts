/** Worked states: each is reckoned by hand beside it, as an owner or an insurer would. */
import { afterAll, expect, it } from 'vitest'
import { type Exception, type Known, score, type Step, weights } from './score.ts'

const NOW = new Date('2026-05-04T08:00:00Z')
const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000)
const measured = (share: number, until?: Date): Step => ({ measured: { share, until } })
const stated = (until?: Date): Step => ({ stated: { share: 0.5, until } })
const signed = (kind: Exception, endsAt = days(30)): Step => ({ exception: { kind, endsAt } })
const half = (parts: Known['parts'], more: Step = {}): Step => ({ ...more, stated: { share: 0, parts } })

/** Ten steps, by their numbers; those not named have nothing. */
const steps = (named: Record<number, Step>) => Array.from({ length: 10 }, (_, at) => named[at + 1] ?? {})
const all = (step: Step) => Array.from({ length: 10 }, () => step)

interface Worked {
  steps: Step[]
  undone?: boolean
  number: number
  held?: number
  /** Points of each step, where they are worth writing down. */
  lines?: number[]
}

const STATES: Record<string, Worked> = {
  'nothing is known': { steps: steps({}), number: 0 },
  'all is measured': { steps: all(measured(1)), number: 100, lines: [20, 10, 8, 12, 10, 10, 6, 10, 6, 8] },
  'all is stated: half': { steps: all(stated()), number: 50, lines: [10, 5, 4, 6, 5, 5, 3, 5, 3, 4] },
  '8 of 9 have a second step, and it is required: 17.8 is 17': {
    steps: steps({ 1: measured(8 / 9) }),
    number: 17,
  },
  '9 of 9, and it is required': { steps: steps({ 1: measured(1) }), number: 20 },
  '9 of 9 without the rule: four fifths': { steps: steps({ 1: measured(0.8) }), number: 16 },
  '1 of 3 is 6.7': { steps: steps({ 1: measured(1 / 3) }), number: 6 },
  'three thirds are no less than all': { steps: steps({ 1: measured(1 / 3 + 1 / 3 + 1 / 3) }), number: 20 },
  'a tenth ten times over is no less than all': {
    steps: steps({ 5: measured(0.1 * 3 + 0.1 * 7) }),
    number: 10,
  },
  'leaders with two passkeys, half of all with one': { steps: steps({ 2: measured(0.75) }), number: 7 },
  'shared computers with an open question: 4 of 8': { steps: steps({ 3: measured(0.5) }), number: 4 },
  'a review that is closed, and two accounts unused': { steps: steps({ 4: measured(0.75) }), number: 9 },
  'a review on its last day': { steps: steps({ 4: measured(1, days(1)) }), number: 12 },
  'a review a moment late: half of 12': { steps: steps({ 4: measured(1, NOW) }), number: 6 },
  'a review 13 days late': { steps: steps({ 4: measured(1, days(-13)) }), number: 6 },
  'a review 14 days late: nothing': { steps: steps({ 4: measured(1, days(-14)) }), number: 0 },
  'three quarters of a review that is late: 4.5 is 4': {
    steps: steps({ 4: measured(0.75, days(-1)) }),
    number: 4,
  },
  'a statement that is a year and a day old: 2.5 is 2': { steps: steps({ 5: stated(days(-1)) }), number: 2 },
  'a statement that is 379 days old': { steps: steps({ 5: stated(days(-14)) }), number: 0 },
  'passwords measured whole, nobody gave their word': {
    steps: steps({ 7: { ...measured(0.5), ...half([]) } }),
    number: 3,
  },
  'passwords measured, three of four gave their word: 3 and 2.25': {
    steps: steps({
      7: half(
        Array.from({ length: 3 }, () => ({ share: 0.125, until: days(9) })),
        measured(0.5),
      ),
    }),
    number: 5,
  },
  'passwords measured, four gave their word, of two it fades: 3 and 2.25': {
    steps: steps({
      7: half(
        [1, 1, -1, -1].map((day) => ({ share: 0.125, until: days(day) })),
        measured(0.5),
      ),
    }),
    number: 5,
  },
  'passwords in full': {
    steps: steps({ 7: half([{ share: 0.5, until: days(3) }], measured(0.5)) }),
    number: 6,
  },
  'people’s word is half at most, however often it is given': {
    steps: steps({
      7: half([
        { share: 0.5, until: days(3) },
        { share: 0.5, until: days(4) },
      ]),
    }),
    number: 3,
  },
  'stated over what is measured as nothing: half at most': {
    steps: steps({ 1: { measured: { share: 0 }, stated: { share: 0.5 } } }),
    number: 10,
  },
  'the registration code does not apply, all else is measured: 100 of 94 shared out': {
    steps: all(measured(1)).map((step, at) => (at === 8 ? signed('not_applicable') : step)),
    number: 100,
    // 21.28 10.64 8.51 12.77 10.64 10.64 6.38 10.64 8.51: five more by the largest rests.
    lines: [21, 11, 8, 13, 11, 11, 6, 11, 0, 8],
  },
  'the registration code does not apply, nothing else is known': {
    steps: steps({ 9: signed('not_applicable') }),
    number: 0,
  },
  'a step that did not apply until a moment ago counts again': {
    steps: all(measured(1)).map((step, at) => (at === 8 ? signed('not_applicable', NOW) : step)),
    number: 94,
  },
  'what is measured applies, whatever was signed': {
    steps: all(measured(1)).map((step, at) =>
      at === 8 ? { ...signed('not_applicable'), ...measured(0) } : step,
    ),
    number: 94,
  },
  'a risk that is taken gives nothing, and stays in the sum': {
    steps: all(measured(1)).map((step, at) => (at === 7 ? signed('risk_accepted') : step)),
    number: 90,
  },
  'a risk that is taken silences the statement': {
    steps: steps({ 8: { ...stated(), ...signed('risk_accepted') } }),
    number: 0,
  },
  'a risk that was taken until a moment ago: the statement counts again': {
    steps: steps({ 8: { ...stated(), ...signed('risk_accepted', NOW) } }),
    number: 5,
  },
  'a risk that is taken takes nothing of what is measured': {
    steps: steps({ 1: { ...measured(0.5), ...signed('risk_accepted') } }),
    number: 10,
  },
  'all is measured, but somebody who left still has a key': {
    steps: all(measured(1)),
    undone: true,
    number: 60,
    held: 40,
  },
  '61 with something left undone': {
    steps: steps({
      1: measured(1),
      2: measured(1),
      4: measured(1),
      5: measured(1),
      3: measured(1),
      9: { measured: { share: 1 / 6 } },
    }),
    undone: true,
    number: 60,
    held: 1,
  },
  '60 with something left undone: nothing is held': {
    steps: steps({ 1: measured(1), 2: measured(1), 4: measured(1), 5: measured(1), 3: measured(1) }),
    undone: true,
    number: 60,
  },
  '40 with something left undone': {
    steps: steps({ 1: measured(1), 2: measured(1), 5: measured(1) }),
    undone: true,
    number: 40,
  },
  'half of all people everywhere': { steps: all(measured(0.5)), number: 50 },
  'a share beyond all is all': { steps: steps({ 1: measured(7) }), number: 20 },
  'a share below nothing is nothing': { steps: steps({ 1: measured(-1) }), number: 0 },
}

afterAll(() => {
  process.stdout.write(`worked states of the score: ${Object.keys(STATES).length}\n`)
})

it('are at least thirty', () => expect(Object.keys(STATES).length).toBeGreaterThanOrEqual(30))

it.each(Object.entries(STATES))('%s', (_, { steps: known, undone = false, number, held = 0, lines }) => {
  const found = score(known, NOW, undone)
  expect({ number: found.number, held: found.held }).toEqual({ number, held })
  if (lines) expect(found.lines.map(({ points }) => points)).toEqual(lines)
})

it('where step 1 does not apply the others share its twenty, the earlier first', () => {
  // 100/80: 12.5, 10, 15, 12.5, 12.5, 7.5, 12.5, 7.5, 10; of six halves the first three are rounded up.
  expect(weights(steps({ 1: signed('not_applicable') }), NOW)).toEqual([0, 13, 10, 15, 13, 13, 7, 12, 7, 10])
})
