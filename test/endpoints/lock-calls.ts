/** Calls of the lock screen, of PINs and of drafts that succeed. */
import { getUnlockChallenge, setPin } from '../../features/shared-computers/lock-contract.ts'
import { frontDesk, passkeyFor, PIN, pinFor } from '../../features/shared-computers/testing/front-desk.ts'
import type { House } from '../app.ts'
import { answerWith } from '../authenticator.ts'
import { signInAt } from '../builders.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

/** An Owner at a shared computer whose shift a nurse is of too. */
const onShift =
  (ofNurse = false): Preparation =>
  async ({ house }) => {
    const { desk, nurse, computerId } = await frontDesk(house, ['NURSE', 'OWNER'])
    return { house, visitor: desk, sent: { params: { computerId, ...(ofNurse && { personId: nurse.id }) } } }
  }

export const LOCK_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/shared-computer': async ({ house }) => ({ house, visitor: house.visitor(), sent: {} }),
  'POST /api/shared-computer/unlock/challenge': async ({ house }) => {
    const { desk, nurse } = await frontDesk(house)
    return { house, visitor: desk, sent: { body: { personId: nurse.id } } }
  },
  'POST /api/shared-computer/unlock/passkey': async ({ house }) => {
    const { desk, owner, nurse } = await frontDesk(house, ['NURSE'])
    const { passkey } = await passkeyFor(house, owner)
    await signInAt(house, desk, owner)
    await signInAt(house, desk, nurse)
    const { options } = await desk.must(getUnlockChallenge, { body: { personId: owner.id } })
    const body = { personId: owner.id, credential: answerWith(passkey, options) }
    return { house, visitor: desk, sent: { body } }
  },
  'POST /api/shared-computer/unlock/password': async ({ house }) => {
    const { desk, owner } = await frontDesk(house)
    return { house, visitor: desk, sent: { body: { personId: owner.id, password: owner.password } } }
  },
  'POST /api/shared-computer/unlock/pin': async ({ house }) => {
    const { desk, owner } = await frontDesk(house)
    await pinFor(house, owner)
    return { house, visitor: desk, sent: { body: { personId: owner.id, pin: PIN } } }
  },
  'POST /api/shared-computer/lock': asOwner(),
  'GET /api/shared-computers/:computerId/shift': onShift(),
  'DELETE /api/shared-computers/:computerId/shift': onShift(),
  'DELETE /api/shared-computers/:computerId/shift/:personId': onShift(true),
  'GET /api/profile/pin': asOwner(),
  'PUT /api/profile/pin': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    return { house, visitor, sent: { body: { pin: PIN } } }
  },
  'DELETE /api/profile/pin': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    await visitor.must(setPin, { body: { pin: PIN } })
    await house.outbox.take('pin_set')
    return { house, visitor, sent: {} }
  },
  'GET /api/drafts/:form': asOwner({ params: { form: 'plan' } }),
  'PUT /api/drafts/:form': asOwner({ params: { form: 'plan' }, body: { values: { leader: 'Ada' } } }),
  'DELETE /api/drafts/:form': asOwner({ params: { form: 'plan' } }),
}

/** Of another clinic. */
export async function otherShift(_stranger: Visitor, house: House) {
  const { nurse, computerId } = await frontDesk(house)
  return { computerId, personId: nurse.id }
}
