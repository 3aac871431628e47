/** Unlocking, and what else goes on at that computer and in other places meanwhile. */
import { afterEach, expect, it, vi } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { answerWith } from '../../test/authenticator.ts'
import { buildClinic, confirm, signIn, signInAt } from '../../test/builders.ts'
import { endSessions, whoAmI } from '../sessions/contract.ts'
import { getUnlockChallenge, lockComputer, setPin, unlockWithPasskey } from './lock-contract.ts'
import { byPassword, copyOf, frontDesk, passkeyFor, PIN } from './testing/front-desk.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

it('somebody of another clinic who sat there is out when somebody of the shift unlocks: a copy of their token is dead', async () => {
  const at = await frontDesk(house)
  const elsewhere = (await buildClinic(house, { roles: ['NURSE'], totp: true })).the('NURSE')
  await signInAt(house, at.desk, elsewhere)
  const copied = copyOf(house, at.desk)
  expect((await copied.must(whoAmI)).person?.id).toBe(elsewhere.id)
  expect((await byPassword(at.desk, at.nurse)).status).toBe(200)
  expect((await at.desk.must(whoAmI)).person?.id).toBe(at.nurse.id)
  expect(await copied.must(whoAmI)).toMatchObject({ person: null, endedWhy: 'replaced' })
  const ended = (await house.events()).filter(({ action }) => action === 'session.end').at(-1)
  expect([ended?.actorId, ended?.personal['reason']]).toEqual([elsewhere.id, 'replaced'])
})

it('a passkey that a browser made of itself and that unlocks first is a factor from then on: the log says so', async () => {
  const at = await frontDesk(house, ['NURSE'])
  const { passkey } = await passkeyFor(house, at.owner)
  await signInAt(house, at.desk, at.owner)
  await house.database.ask('admin', 'UPDATE passkey SET verified_at = NULL WHERE id = $1', [passkey.id])
  await at.desk.must(lockComputer)
  const who = { personId: at.owner.id }
  const { options } = await at.desk.must(getUnlockChallenge, { body: who })
  await at.desk.must(unlockWithPasskey, { body: { ...who, credential: answerWith(passkey, options) } })
  const [row] = await house.database.ask<{ verified: boolean }>(
    'admin',
    'SELECT verified_at IS NOT NULL AS verified FROM passkey WHERE id = $1',
    [passkey.id],
  )
  expect(row?.verified).toBe(true)
  const added = (await house.events()).filter(
    ({ action, actorId }) => action === 'auth.2fa.factor_added' && actorId === at.owner.id,
  )
  // Once when it was made here by hand, once when it became one again.
  expect(added).toHaveLength(2)
})

it('whoever was signed out while their PIN was hashed has set none', async () => {
  const at = await frontDesk(house)
  const own = await signIn(house, at.nurse)
  await confirm(house, own, at.nurse)
  const other = copyOf(house, own)
  const { hashing } = house.enamel.kernel
  const hash = hashing.hash.bind(hashing)
  vi.spyOn(hashing, 'hash').mockImplementationOnce(async (typed) => {
    await other.must(endSessions, { body: { which: 'all' } })
    return hash(typed)
  })
  const reply = await own.call(setPin, { body: { pin: PIN } })
  expect([reply.status, reply.code]).toEqual([401, 'session.ended'])
  const set = await house.database.ask('admin', 'SELECT FROM pin WHERE person_id = $1', [at.nurse.id])
  expect(set).toEqual([])
})
