/** The list of who is protected, and the table made of it. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { addPasskeyTo, setTwoFactorRule, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listProtected, protectedCsv, setLeave } from './protected-contract.ts'
import { openPractice, type Practice } from './testing/practice.ts'

const house = await startTestApp()
let clinic: Practice
let owner: Visitor
beforeAll(async () => {
  clinic = await openPractice(house, { totp: false })
  owner = await clinic.enter(clinic.owner)
  await addPasskeyTo(house, owner)
  await signIn(house, clinic.nurse)
})
afterEach(() => house.outbox.takeAll())

const people = async () => (await owner.must(listProtected)).people
const personOf = async ({ id }: { id: string }) => (await people()).find((person) => person.id === id)
const csv = async (query: Record<string, string> = {}) =>
  (await owner.call(protectedCsv, { query })).body as unknown as string

describe('the list', () => {
  it('has every active person, what they have as a number, and nothing that proves anybody', async () => {
    expect(await people()).toHaveLength(6)
    expect(await personOf(clinic.owner)).toMatchObject({
      state: 'protected',
      passkeys: 1,
      app: false,
      lastSignIn: { how: 'passkey' },
    })
    expect(await personOf(clinic.nurse)).toMatchObject({
      state: 'not_yet',
      lastSignIn: { how: 'password' },
      deadline: null,
    })
    expect(await personOf(clinic.admin)).toMatchObject({ lastSignIn: null })
    expect(JSON.stringify(await people())).not.toMatch(/argon2|credential/)
  })

  it('says the date that somebody does not meet, and when it is over', async () => {
    await setTwoFactorRule(house, clinic.id, 'required', '2099-01-01T00:00:00Z')
    expect(await personOf(clinic.nurse)).toMatchObject({
      state: 'not_yet',
      deadline: { at: '2099-01-01T00:00:00.000Z', asks: 'two_factors' },
      may: { grace: 'not_needed', beside: 'yes' },
    })
    await setTwoFactorRule(house, clinic.id, 'required')
    expect(await personOf(clinic.nurse)).toMatchObject({ state: 'overdue', may: { grace: 'yes' } })
    expect(await personOf(clinic.owner)).toMatchObject({ deadline: null })
    await setTwoFactorRule(house, clinic.id, 'recommended')
  })

  it('leaves out who is disabled or left', async () => {
    await house.database.ask(
      'admin',
      `UPDATE membership SET state = 'disabled' WHERE clinic_id = $1 AND person_id = $2`,
      [clinic.id, clinic.secondAdmin.id],
    )
    expect(await personOf(clinic.secondAdmin)).toBeUndefined()
  })
})

describe('the table', () => {
  it('has the rows of the filter, no formula, and an event with their number', async () => {
    await house.database.ask('admin', `UPDATE person SET name = '=HYPERLINK("http://evil")' WHERE id = $1`, [
      clinic.nurse.id,
    ])
    const before = (await house.events()).at(-1)?.seq
    const table = await csv({ show: 'not_yet', role: 'NURSE' })
    const lines = table.trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""http/)
    expect(await house.events(before)).toMatchObject([
      { action: 'protected.exported', personal: { rows: '1', which: 'not_yet', role: 'NURSE' } },
    ])
    expect((await csv()).trim().split('\r\n')).toHaveLength(6)
  })

  it('of exceptions has those on leave', async () => {
    const until = new Date(house.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10)
    await owner.must(setLeave, { params: { personId: clinic.admin.id }, body: { until } })
    expect(await csv({ show: 'exceptions' })).toContain(until)
    expect((await csv({ show: 'exceptions' })).trim().split('\r\n')).toHaveLength(2)
  })

  it('knows no other filter', async () => {
    expect((await owner.send({ method: 'GET', url: '/api/protected.csv?show=everything' })).status).toBe(422)
  })
})
