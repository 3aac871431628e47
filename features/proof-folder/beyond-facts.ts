/** What the clinic states beyond the ten, as facts. A word of more than a year ago, or about something done longer ago, tells nothing of today. */
import type { BeyondItem } from '../../pure/beyond/beyond.ts'
import { dayOf } from '../../pure/days/days.ts'
import { type Fact, saying, unknown } from './fact.ts'
import type { Seen } from './seen.ts'

const CLINIC = { kind: 'clinic', name: '' } as const

export function beyondFacts(seen: Seen, topic: BeyondItem): Fact[] {
  const line = seen.beyond.find(({ item }) => item === topic)
  if (!line?.stated) return [unknown(CLINIC, saying('proof.fact.beyond.unknown'))]
  const { standing, stated } = line
  const { by, at, day, note } = stated
  const saidOn = dayOf(new Date(at), seen.zone)
  if (standing === 'old')
    return [
      unknown(
        CLINIC,
        day === null
          ? saying('proof.fact.said_long_ago', { by, saidOn })
          : saying('proof.fact.beyond.done_long_ago', { doneOn: day }),
      ),
    ]
  const kept = KEPT[standing]
  const key = kept === 'yes' && standing !== 'none' && day !== null ? 'done' : standing
  return [
    {
      about: CLINIC,
      kept,
      how: 'stated',
      by,
      at,
      says: saying(`proof.fact.beyond.${key}`, {
        ...(day !== null && { doneOn: day }),
        // A sentence of its own where somebody wrote one.
        note: note === '' ? 'none' : note,
      }),
      except: kept === 'partly' ? [saying('proof.except.in_part')] : [],
    },
  ]
}

const KEPT = {
  yes: 'yes',
  soon: 'yes',
  none: 'yes',
  partly: 'partly',
  no: 'no',
  ended: 'no',
  unknown: 'unknown',
} as const
