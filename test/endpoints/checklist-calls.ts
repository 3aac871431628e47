/** Calls of the ten steps that succeed. */
import { signException } from '../../features/checklist/contract.ts'
import type { House } from '../app.ts'
import { confirm } from '../builders.ts'
import { freshOwner, type Preparation } from './scene.ts'

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
}
