/** The four outcomes: what the log and the leavings tell of 90 days, and nothing where nothing is measured. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, PASSWORD, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { getOutcomes } from './history-contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

const outcome = async (visitor: Visitor, name: string) =>
  (await visitor.must(getOutcomes)).outcomes.find((one) => one.name === name)?.values

describe('the outcomes', () => {
  it('count sign-ins with two steps of all, and wrong tries that were stopped', async () => {
    const plain = await buildClinic(house, { roles: ['OWNER'] })
    const careful = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const owner = await signIn(house, careful.the('OWNER'))
    await signIn(house, careful.the('NURSE'))
    for (const password of ['wrong otters juggle lamps', 'wronger otters juggle lamps'])
      await house
        .visitor()
        .call(signInWithPassword, { body: { email: careful.the('NURSE').email, password } })
    expect(await outcome(owner, 'sign_ins')).toEqual({ all: 2, safe: 2, passkey: 0, stopped: 2 })
    const other = await signIn(house, plain.the('OWNER'))
    expect(await outcome(other, 'sign_ins')).toEqual({ all: 1, safe: 0, passkey: 0, stopped: 0 })
  })

  it('count a burst of wrong tries whole, though it is one event', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const owner = await signIn(house, clinic.the('OWNER'))
    const thief = house.visitor()
    for (let n = 0; n < 4; n++)
      await thief.call(signInWithPassword, {
        body: { email: clinic.the('NURSE').email, password: `${PASSWORD} not` },
      })
    house.clock.advance({ minutes: 2 })
    await house.settle()
    expect((await outcome(owner, 'sign_ins'))?.['stopped']).toBe(4)
  })

  it('say nothing of what nobody measures yet, and forget what is longer ago', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    await signIn(house, clinic.the('OWNER'))
    house.clock.advance({ days: 91 })
    const owner = await signIn(house, clinic.the('OWNER'))
    expect(await outcome(owner, 'sign_ins')).toMatchObject({ all: 1 })
    expect(await outcome(owner, 'unusual_acts')).toBeNull()
    expect(await outcome(owner, 'odd_mails')).toBeNull()
    expect(await outcome(owner, 'leavers')).toEqual({ open: 0, leavings: 0, minutes: 0, timed: 'false' })
  })
})
