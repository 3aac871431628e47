/** Calls that succeed, of everything that is about passkeys and how long signing in takes. */
import {
  beginConditionalPasskey,
  beginPasskey,
  getConfirmChallenge,
  getPasskeyChallenge,
} from '../../features/identity/passkey-contract.ts'
import { type House, startTestApp } from '../app.ts'
import { answerWith, makePasskey } from '../authenticator.ts'
import { asOwner, freshOwner, passkeyHolder, type Preparation } from './scene.ts'

let byName: Promise<House> | undefined

/** Reached by a name, for what is offered nowhere else. */
const houseByName = () =>
  (byName ??= startTestApp({
    environment: { ENAMEL_ORIGIN: 'https://enamel.practice.example' },
    apart: true,
  }))

export const PASSKEY_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/sign-in/passkey': async ({ house }) => ({ house, visitor: house.visitor(), sent: {} }),
  'POST /api/sign-in/passkey': async ({ house }) => {
    const { passkey } = await passkeyHolder(house)
    const visitor = house.visitor()
    const { options } = await visitor.must(getPasskeyChallenge)
    return { house, visitor, sent: { body: { credential: answerWith(passkey, options) } } }
  },
  'GET /api/confirm/passkey': asOwner(),
  'POST /api/confirm/passkey': async ({ house }) => {
    const { visitor, passkey } = await passkeyHolder(house)
    const { options } = await visitor.must(getConfirmChallenge)
    return { house, visitor, sent: { body: { credential: answerWith(passkey, options) } } }
  },
  'GET /api/profile/passkeys': asOwner(),
  'POST /api/profile/passkeys/begin': asOwner(),
  'POST /api/profile/passkeys': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const { options } = await visitor.must(beginPasskey)
    const { credential } = makePasskey(options, house.origin)
    return { house, visitor, sent: { body: { credential } } }
  },
  'POST /api/profile/passkeys/begin-conditional': async () => {
    const house = await houseByName()
    return { house, visitor: (await freshOwner(house)).visitor, sent: {} }
  },
  'POST /api/profile/passkeys/conditional': async () => {
    const house = await houseByName()
    const { visitor } = await freshOwner(house)
    const { options } = await visitor.must(beginConditionalPasskey)
    const { credential } = makePasskey(options, house.origin, { userPresent: false, userVerified: false })
    return { house, visitor, sent: { body: { credential } } }
  },
  'PATCH /api/profile/passkeys/:passkeyId': async ({ house }) => {
    const { visitor, passkey } = await passkeyHolder(house)
    return { house, visitor, sent: { params: { passkeyId: passkey.id }, body: { name: 'Surgery 2' } } }
  },
  'DELETE /api/profile/passkeys/:passkeyId': async ({ house }) => {
    const { visitor, passkey } = await passkeyHolder(house)
    return { house, visitor, sent: { params: { passkeyId: passkey.id } } }
  },

  'GET /api/passkey-adoption': asOwner(),
  'GET /api/profile/passkey-devices': asOwner(),
  'PUT /api/profile/passkey-devices': asOwner({ body: { answer: 'cannot' } }),
  'GET /api/passkey-invitation': asOwner(),
  'POST /api/passkey-invitation': asOwner({ body: { what: 'not_now' } }),
  'GET /api/sign-in-times': asOwner(),
  'POST /api/sign-in-times': asOwner({ body: { seconds: 11, method: 'password' } }),
}
