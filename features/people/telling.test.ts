/** The one way to tell every Owner: whom it reaches, how often, and only with the change it tells of. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, type Person } from '../../test/builders.ts'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { unaudited } from '../../server/db/database.ts'
import { tellOwners } from './service.ts'

const house = await startTestApp()
let clinic: Clinic
let one: Person
let two: Person

beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'OWNER', 'ADMIN', 'NURSE'] })
  ;[one, two] = clinic.people as [Person, Person]
  await setState(clinic.people[2] as Person, 'disabled')
})
afterEach(() => house.outbox.takeAll())

const setState = ({ id }: Person, state: string) =>
  house.database.ask('admin', 'UPDATE membership SET state = $2 WHERE person_id = $1', [id, state])
/** In one change; `then` comes after the mails are ordered. */
async function change(told: { cause?: string; but?: string } = {}, then = () => Promise.resolve()) {
  const ctx = {
    ...house.system(clinic.id as ClinicId),
    actor: { kind: 'person' as const, id: one.id, name: one.name },
    address: '10.1.2.3',
    agent: 'Firefox on Windows',
  }
  await unaudited(ctx, 'asked by this test alone', async (tx) => {
    await tellOwners(tx, ctx, {
      template: 'break_glass',
      cause: 'cause' in told ? told.cause : 'a cause',
      values: { owner: 'Ada Marsh' },
      but: told.but as PersonId | undefined,
    })
    await then()
  })
}
const toldTo = async () => (await house.outbox.takeAll()).map(({ address }) => address).toSorted()

it('reaches every active Owner once, whoever acted among them, and nobody else', async () => {
  await change()
  const mails = await house.outbox.takeAll()
  expect(mails.map(({ address }) => address).toSorted()).toEqual([one.email, two.email].toSorted())
  const of = (person: Person) => mails.find(({ address }) => address === person.email)?.values
  expect(of(one)).toMatchObject({
    name: one.name,
    clinic: clinic.name,
    owner: 'Ada Marsh',
    you: 'yes',
    agent: 'Firefox on Windows',
    address: '10.1.2.3',
    own_network: 'yes',
  })
  expect(of(two)).toMatchObject({ name: two.name, you: 'no' })
})

it('tells one cause once, also when it is told twice at the same instant', async () => {
  await Promise.all([change(), change()])
  await change()
  expect(await toldTo()).toHaveLength(2)
  await change({ cause: 'another cause' })
  expect(await toldTo()).toHaveLength(2)
})

it('leaves out whoever has a mail of their own about it', async () => {
  await change({ but: one.id })
  expect(await toldTo()).toEqual([two.email])
})

it.each(['disabled', 'left', 'invited'])('does not reach an Owner who is %s', async (state) => {
  await setState(two, state)
  await change()
  expect(await toldTo()).toEqual([one.email])
})

it('stays within the clinic, also for an Owner of two', async () => {
  const other = await buildClinic(house, { roles: ['OWNER'] })
  await house.database.ask(
    'admin',
    `INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'OWNER', 'active', $3, $3)`,
    [other.id, one.id, house.clock.now()],
  )
  await change()
  expect(await toldTo()).toEqual([one.email, two.email].toSorted())
  const rows = await house.database.ask('admin', 'SELECT 1 FROM mail WHERE clinic_id = $1', [other.id])
  expect(rows).toEqual([])
})

it('leaves no mail of a change that did not come about', async () => {
  const fault = new Error('the change failed after its mails were ordered')
  // Mails of what was done before this are on their way still.
  await house.settle()
  await expect(change({}, () => Promise.reject(fault))).rejects.toBe(fault)
  expect(await toldTo()).toEqual([])
  expect(await house.settle()).not.toHaveProperty('mail.deliver')
})
