/** What a stranger at somebody's browser planted, and whether "this wasn't me" leaves any of it. */
import { afterEach, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { makePasskey } from '../../test/authenticator.ts'
import { buildClinic, codeOf, confirm, type Person, signIn, tryPasskey } from '../../test/builders.ts'
import { readable } from '../../test/outbox.ts'
import { setPin } from '../shared-computers/lock-contract.ts'
import { signInWithCode, signInWithPassword } from '../identity/contract.ts'
import {
  addConditionalPasskey,
  addPasskey,
  beginConditionalPasskey,
  beginPasskey,
} from '../identity/passkey-contract.ts'
import { finishNotMe, finishRecovery } from './contract.ts'
import { newRecoveryLink } from './recovery.ts'

const house = await startTestApp({
  environment: { ENAMEL_ORIGIN: 'https://enamel.practice.example' },
  apart: true,
})
afterEach(() => house.outbox.takeAll())

async function sayNotMe(template: string, who: Person) {
  await house.settle()
  const text = readable(house.outbox.read(await house.outbox.take(template, who.email)))
  const token = /\/not-me#([\w-]+)/.exec(text)?.[1] ?? ''
  return house.visitor().must(finishNotMe, { body: { token } })
}

it('a passkey that their browser kept in silence opens nothing any more, and no colleague is needed for it', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  const nurse = clinic.the('NURSE')
  const thief = await signIn(house, nurse)
  const { options } = await thief.must(beginConditionalPasskey)
  const { passkey, credential } = makePasskey(options, house.origin, {
    userPresent: false,
    userVerified: false,
  })
  await thief.must(addConditionalPasskey, { body: { credential } })
  expect(await sayNotMe('passkey_kept', nurse)).toMatchObject({ removed: 'passkey', needsColleague: false })
  expect((await tryPasskey(house.visitor(), passkey)).code).toBe('identity.passkey_not_matching')
})

it('a passkey that a stranger added goes with their session, whichever of their mails is answered', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
  for (const answered of ['new_device', 'passkey_added', 'of their second browser'] as const) {
    const nurse = clinic.the('NURSE')
    await house.outbox.takeAll()
    const thief = house.visitor()
    await thief.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    house.clock.advance({ seconds: 30 })
    await thief.must(signInWithCode, { body: { code: codeOf(house, nurse) } })
    const { options } = await thief.must(beginPasskey)
    const { passkey, credential } = makePasskey(options, house.origin)
    await thief.must(addPasskey, { body: { credential } })
    if (answered === 'of their second browser') {
      await house.outbox.take('new_device', nurse.email)
      expect((await tryPasskey(house.visitor(), passkey)).status).toBe(200)
    }
    const template = answered === 'passkey_added' ? answered : 'new_device'
    expect([answered, await sayNotMe(template, nurse)]).toMatchObject([
      answered,
      { removed: 'passkey', kept: false, needsColleague: false },
    ])
    expect((await tryPasskey(house.visitor(), passkey)).code).toBe('identity.passkey_not_matching')
    // The person's own app is left.
    expect(
      await house.database.ask('admin', 'SELECT FROM totp WHERE person_id = $1', [nurse.id]),
    ).toHaveLength(1)
    await house.database.ask(
      'admin',
      'UPDATE password SET hash = (SELECT hash FROM password WHERE person_id = $2) WHERE person_id = $1',
      [nurse.id, clinic.the('OWNER').id],
    )
    house.clock.advance({ hours: 2 })
  }
})

it('what the person set up at their own browser stays when they answer for a stranger’s', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
  const nurse = clinic.the('NURSE')
  const own = await signIn(house, nurse)
  const { options } = await own.must(beginPasskey)
  const { passkey, credential } = makePasskey(options, house.origin)
  await own.must(addPasskey, { body: { credential } })
  await house.outbox.takeAll()
  const thief = house.visitor()
  await thief.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
  house.clock.advance({ seconds: 30 })
  await thief.must(signInWithCode, { body: { code: codeOf(house, nurse) } })
  expect(await sayNotMe('new_device', nurse)).toMatchObject({ removed: null })
  expect((await tryPasskey(house.visitor(), passkey)).status).toBe(200)
})

/** With the PIN that a stranger at this person's browser chose. */
async function pinPlanted() {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
  const owner = clinic.the('OWNER')
  const thief = await signIn(house, owner)
  await confirm(house, thief, owner)
  await thief.must(setPin, { body: { pin: '684259' } })
  return { clinic, owner, seq: (await house.events()).at(-1)?.seq ?? '0' }
}

async function hasGone({ clinic, owner, seq }: Awaited<ReturnType<typeof pinPlanted>>) {
  expect(await house.database.ask('admin', 'SELECT FROM pin WHERE person_id = $1', [owner.id])).toEqual([])
  const removed = (await house.events(seq)).filter(({ action }) => action === 'pin.removed')
  expect(removed.map(({ clinicId }) => clinicId)).toEqual([clinic.id])
}

it('a PIN that a stranger chose does not unlock the person’s next shift', async () => {
  const planted = await pinPlanted()
  await sayNotMe('pin_set', planted.owner)
  await hasGone(planted)
})

it('nor after a recovery at the computer of Enamel', async () => {
  const planted = await pinPlanted()
  const made = await newRecoveryLink(house.system(), planted.owner.email)
  const body = { token: made?.link.split('#')[1] ?? '', password: 'seven brisk kettles hum' }
  await house.visitor().must(finishRecovery, { body })
  await hasGone(planted)
})
