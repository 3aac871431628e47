/** Calls of keeping times that succeed, and those on another clinic's things. */
import { getKeepingTimes, orderRedaction, placeHold } from '../../features/keeping-times/contract.ts'
import type { House } from '../app.ts'
import type { Visitor } from '../visitor.ts'
import { freshOwner, type Preparation } from './scene.ts'

export const HOLD = {
  personId: null,
  patientId: null,
  category: null,
  first: null,
  last: null,
  reason: 'A letter from a lawyer',
  until: null,
}
const ORDER = { patientId: null, basis: 'asked' as const, reference: 'Letter 12', also: null, others: [] }

const withOwner =
  (sentFor: (made: Awaited<ReturnType<typeof freshOwner>>) => unknown): Preparation =>
  async ({ house }: { house: House }) => {
    const made = await freshOwner(house)
    return { house, visitor: made.visitor, sent: (await sentFor(made)) as Record<string, unknown> }
  }

export const KEEPING_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/keeping-times': withOwner(() => ({})),
  'PUT /api/keeping-times/:kind': withOwner(() => ({
    params: { kind: 'details' },
    body: { months: 18, reason: 'The insurer asks for it', longMeant: false, revision: 0 },
  })),
  'POST /api/keeping-times/holds': withOwner(() => ({ body: HOLD })),
  'POST /api/keeping-times/holds/:holdId/lift': withOwner(async ({ visitor }) => ({
    params: { holdId: (await visitor.must(placeHold, { body: HOLD })).holdId },
    body: { reason: 'Settled' },
  })),
  'GET /api/keeping-times/named': withOwner(({ owner }) => ({ query: { personId: owner.id } })),
  'POST /api/keeping-times/redactions': withOwner(({ owner }) => ({
    body: { ...ORDER, personId: owner.id },
  })),
  'DELETE /api/keeping-times/redactions/:redactionId': withOwner(async ({ visitor, owner }) => ({
    params: {
      redactionId: (await visitor.must(orderRedaction, { body: { ...ORDER, personId: owner.id } }))
        .redactionId,
    },
  })),
}

export const FOREIGN_KEEPING: Readonly<Record<string, (of: Visitor) => Promise<Record<string, unknown>>>> = {
  'POST /api/keeping-times/holds/:holdId/lift': (of) => of.must(placeHold, { body: HOLD }),
  'DELETE /api/keeping-times/redactions/:redactionId': async (of) => {
    const [person] = (await of.must(getKeepingTimes)).people
    const { redactionId } = await of.must(orderRedaction, { body: { ...ORDER, personId: person?.id ?? '' } })
    return { redactionId }
  },
}
