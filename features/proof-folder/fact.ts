/** One thing known, or not known, of what a question covers. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { dayOf } from '../../pure/days/days.ts'
import type { Saying } from '../../pure/insurance/saying.ts'
import type { getProof } from './contract.ts'
import type { Seen } from './seen.ts'

export type Fact = Answer<typeof getProof>['answers'][number]['facts'][number]

export const saying = (key: string, values: Saying['values'] = {}): Fact['says'] => ({
  key,
  values: { ...values },
})

/** Somebody without, by name. */
export const nameOnly = (name: string) => saying('proof.except.name', { name })

export const unknown = (about: Fact['about'], says: Fact['says']): Fact => ({
  about,
  kept: 'unknown',
  how: null,
  by: null,
  at: null,
  says,
  except: [],
})

/** That a step was signed off, with by whom, why and until when. */
export function signedOff({ steps, zone }: Pick<Seen, 'steps' | 'zone'>, step: number): Fact['except'] {
  const exception = steps.find((one) => one.step === step)?.exception
  if (!exception) return []
  const { kind, by, reason, ends_at: endsAt } = exception
  // It ends with the first instant of a day: its last is the one before.
  const endsOn = dayOf(new Date(endsAt.getTime() - 1), zone)
  return [saying('proof.except.signed_off', { kind, by, reason, endsOn })]
}
