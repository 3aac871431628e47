/** Calls of the ten steps that succeed. */
import { signException, stateStep } from '../../features/checklist/contract.ts'
import { NO_ANSWERS } from '../../features/incidents/contract.ts'
import type { House } from '../app.ts'
import { confirm } from '../builders.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

const signed = (house: House) => ({
  kind: 'not_applicable' as const,
  reason: 'We have no registration codes',
  lastDay: new Date(house.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
  seen: null,
})

const onStep =
  (body?: (house: House) => Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { owner, visitor } = await freshOwner(house)
    await confirm(house, visitor, owner)
    return { house, visitor, sent: { params: { step: 9 }, ...(body && { body: body(house) }) } }
  }

export const CHECKLIST_CALLS: Readonly<Record<string, Preparation>> = {
  'PUT /api/checklist/steps/:step/exception': onStep(signed),
  'DELETE /api/checklist/steps/:step/exception': async ({ house }) => {
    const { owner, visitor } = await freshOwner(house)
    await confirm(house, visitor, owner)
    await visitor.must(signException, { params: { step: 9 }, body: signed(house) })
    return { house, visitor, sent: { params: { step: 9 } } }
  },
  'PUT /api/checklist/steps/:step/keepers': onStep(() => ({ keeperId: null, deputyId: null, revision: 0 })),
  'GET /api/incidents/plan': asOwner(),
  'PUT /api/incidents/plan': asOwner({
    body: { ...NO_ANSWERS, leader: 'Ada Marsh, 0700 555 0110', revision: 0 },
  }),
  'GET /api/incidents/plan.pdf': asOwner(),

  'GET /api/checklist': asOwner(),
  'GET /api/checklist/self-check': asOwner(),
  'GET /api/checklist/first-pages.pdf': asOwner(),
  'PUT /api/checklist/steps/:step/statement': asOwner({
    params: { step: 10 },
    body: { note: 'Locked since Monday' },
  }),
  'DELETE /api/checklist/steps/:step/statement': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    await visitor.must(stateStep, { params: { step: 5 }, body: { note: 'Paper first' } })
    return { house, visitor, sent: { params: { step: 5 } } }
  },
}
