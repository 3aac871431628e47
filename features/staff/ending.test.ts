/** The end of access: everything a person has in the clinic, in one transaction; never the last Owner's. */
import { describe, expect, it } from 'vitest'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, type Person, PASSWORD, signIn } from '../../test/builders.ts'
import { signInWithPassword } from '../identity/contract.ts'
import * as people from '../people/service.ts'
import { whoAmI } from '../sessions/contract.ts'
import { endAccess } from './service.ts'

const house = await startTestApp()

function end(clinic: Clinic, who: Person, state: 'disabled' | 'left') {
  const ctx = house.system(clinic.id as ClinicId)
  return write(ctx, async (tx) => {
    const held = await people.holdMembers(tx, ctx, [who.id as PersonId])
    const member = held.get(who.id as PersonId) ?? expect.unreachable()
    const done = await endAccess(tx, ctx, member, {
      state,
      how: 'hand',
      reason: 'Moved to another town',
      by: undefined,
    })
    return audited(done.events, done.steps)
  })
}
const rows = async (table: string, who: Person) =>
  (await house.database.ask('admin', `SELECT 1 FROM ${table} WHERE person_id = $1`, [who.id])).length

describe('access that ends', () => {
  it('takes every session at the next request, and lets nobody in again', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const nurse = clinic.the('NURSE')
    const [desk, phone] = [await signIn(house, nurse), await signIn(house, nurse)]
    const steps = await end(clinic, nurse, 'disabled')
    expect(steps).toContainEqual({ name: 'sessions', count: 2 })
    for (const browser of [desk, phone]) {
      const { body } = await browser.call(whoAmI)
      expect(body).toMatchObject({ state: 'none', endedWhy: 'membership_ended' })
    }
    const again = await house
      .visitor()
      .call(signInWithPassword, { body: { email: nurse.email, password: PASSWORD } })
    expect(again.status).toBe(401)
    // Only for a time: what proves them is theirs when they are let in again.
    expect([await rows('password', nurse), await rows('totp', nurse)]).toEqual([1, 1])
  })

  it('for good takes what proves them, too', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const nurse = clinic.the('NURSE')
    await signIn(house, nurse)
    await end(clinic, nurse, 'left')
    for (const table of ['password', 'totp', 'backup_code', 'passkey', 'pin'])
      expect(await rows(table, nurse), table).toBe(0)
    await expect(end(clinic, nurse, 'left')).rejects.toThrow('staff.changed_meanwhile')
  })

  it('is not the last Owner’s, also when two end each other', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER'] })
    const [one, two] = clinic.people as [Person, Person]
    const outcomes = await Promise.allSettled([end(clinic, one, 'disabled'), end(clinic, two, 'left')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(
      String((outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason),
    ).toContain('staff.last_owner')
  })
})
