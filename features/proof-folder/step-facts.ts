/** A step of the ten as a fact: measured, stated or not known; late, in part, or signed off. */
import { dayOf } from '../../pure/days/days.ts'
import type { Kept } from '../../pure/insurance/answer.ts'
import { countedShare, freshnessOf, type Known } from '../../pure/score/score.ts'
import { type Known as Step, statedUntil } from '../checklist/reading.ts'
import { type Fact, saying, signedOff, unknown } from './fact.ts'
import { type Seen, settled } from './seen.ts'

/** Of these steps half is measured, and half is people's word: each is asked for in full. */
const WHOLE: Readonly<Record<number, number>> = { 5: 0.5, 7: 0.5 }

const ENAMEL = { kind: 'enamel', name: '' } as const
const CLINIC = { kind: 'clinic', name: '' } as const

export function stepFacts(seen: Seen, step: number): Fact[] {
  const known = seen.steps.find((one) => one.step === step)
  const off = signedOff(seen, step)
  if (known?.measured) {
    const { measured } = known
    const { evidence, stated } = measured
    const judged = judge(seen, step, measured)
    const facts: Fact[] = [
      {
        about: ENAMEL,
        ...judged,
        how: 'measured',
        by: null,
        at: null,
        says: settled(evidence, seen),
        except: [...named(evidence), ...judged.except, ...off],
      },
    ]
    if (known.source?.restStated) facts.push(...statedFacts(seen, step, known.statement))
    else if (stated) {
      const word = judge(seen, step, stated)
      facts.push({
        about: CLINIC,
        ...word,
        how: word.kept === 'unknown' ? null : 'stated',
        by: null,
        at: null,
        says: { key: stated.evidence.key, values: { ...stated.evidence.values } },
      })
    }
    return facts
  }
  // Whatever is said of it besides: it is signed that it is not done.
  if (off.length > 0)
    return [
      {
        about: CLINIC,
        kept: 'no',
        how: 'stated',
        by: null,
        at: null,
        says: saying('proof.fact.signed_off'),
        except: off,
      },
    ]
  return statedFacts(seen, step, known?.statement)
}

/** What an Owner says of a step. */
function statedFacts(seen: Seen, step: number, statement: Step['statement']): Fact[] {
  if (!statement) return [unknown(CLINIC, saying('proof.fact.nothing_known'))]
  const { by, note, stated_at: at } = statement
  const judged = judge(seen, step, { share: 1, until: statedUntil(statement) })
  if (freshnessOf({ until: statedUntil(statement) }, seen.now) === 'gone')
    return [unknown(CLINIC, saying('proof.fact.said_long_ago', { by, saidOn: dayOf(at, seen.zone) }))]
  return [
    {
      about: CLINIC,
      ...judged,
      how: 'stated',
      by,
      at: at.toISOString(),
      says: saying('proof.fact.says', { note }),
    },
  ]
}

function judge(seen: Seen, step: number, known: Known): { kept: Kept; except: Fact['except'] } {
  const whole = WHOLE[step] ?? 1
  const freshness = freshnessOf(known, seen.now)
  const counted = countedShare(known, seen.now)
  const late =
    known.until && freshness !== 'fresh'
      ? [saying('proof.except.late', { untilOn: dayOf(new Date(known.until.getTime() - 1), seen.zone) })]
      : []
  if (counted <= 0) return { kept: 'no', except: late }
  if (freshness === 'fresh' && counted >= whole - 1e-9) return { kept: 'yes', except: [] }
  return { kept: 'partly', except: late.length > 0 ? late : [saying('proof.except.in_part')] }
}

/** Who is missing, as the evidence names them. */
function named({ key, values }: Fact['says']): Fact['except'] {
  const { missing } = values
  return typeof missing === 'string' && missing !== '' && key === 'checklist.evidence.passwords'
    ? [saying('proof.except.name', { name: missing })]
    : []
}
