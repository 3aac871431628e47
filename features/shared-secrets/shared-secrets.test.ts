/** Who knows what: a change is asked for when somebody leaves, and each is told the new one. */
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../pure/days/days.ts'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import * as people from '../people/service.ts'
import { endAccess } from '../staff/service.ts'
import {
  addSecret,
  editSecret,
  endSecret,
  listKnownByPerson,
  listOwnKnown,
  listSecrets,
  stateKnowers,
  stateOwnKnowing,
  stateReplaced,
  stateTold,
} from './contract.ts'
import { getNewcomerList, getNewcomerPdf } from './newcomer-contract.ts'
import * as sharedSecrets from './service.ts'

const house = await startTestApp()

const ALARM = {
  kind: 'alarm' as const,
  name: 'Alarm',
  place: 'Front door',
  lastChangedOn: null,
  changeEveryDays: null,
}
const today = () => dayOf(house.clock.now(), 'Europe/London')

async function practice(knowing: readonly ('OWNER' | 'NURSE' | 'RECEPTIONIST')[]) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'RECEPTIONIST'] })
  const owner = await signIn(house, clinic.the('OWNER'))
  const personIds = knowing.map((role) => clinic.the(role).id)
  const { id: secretId } = await owner.must(addSecret, { body: { ...ALARM, personIds } })
  return { clinic, owner, params: { secretId } }
}

const alarm = async (visitor: Visitor) => (await visitor.must(listSecrets)).known[0] ?? expect.unreachable()
const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name)

function leave(clinic: Clinic, who: Person) {
  const ctx = house.system(clinic.id as ClinicId)
  return write(ctx, async (tx) => {
    const held = await people.holdMembers(tx, ctx, [who.id as PersonId])
    const member = held.get(who.id as PersonId) ?? expect.unreachable()
    const reason = 'Moved to another town'
    const done = await endAccess(tx, ctx, member, { state: 'left', how: 'leaver', reason, by: undefined })
    return audited(done.events, done.steps)
  })
}

describe('a secret on the list', () => {
  it.each([
    ['a code in its name', { name: 'Alarm 4711' }],
    ['a password in its place', { place: 'Wi-Fi, password: marsh' }],
    ['a password as its name', { name: 'Sm1les&More' }],
  ])('is refused with %s', async (_what, part) => {
    const { owner } = await practice([])
    const refused = await owner.call(addSecret, { body: { ...ALARM, name: 'Safe', ...part, personIds: [] } })
    expect(refused.fields.map(({ expected }) => expected)).toEqual(['looks_like_secret'])
  })

  it('is one, also when two put it there at once', async () => {
    const { owner } = await practice([])
    const body = { ...ALARM, name: 'Safe', personIds: [] }
    const codes = await Promise.all(
      [1, 2, 3].map(async () => (await owner.call(addSecret, { body })).code ?? 'done'),
    )
    expect(codes.toSorted()).toEqual(['done', 'shared_secrets.name_taken', 'shared_secrets.name_taken'])
  })

  it('is due by its rhythm, counted from the day it was changed', async () => {
    const { owner, params } = await practice([])
    const body = { ...ALARM, lastChangedOn: '2024-03-01', changeEveryDays: 180, revision: 1 }
    await owner.must(editSecret, { params, body })
    const { nextChangeOn, lateDays } = await alarm(owner)
    expect(nextChangeOn).toBe('2024-08-28')
    expect(lateDays).toBeGreaterThan(180)
    const ahead = { ...body, lastChangedOn: '2999-01-01', revision: 2 }
    expect((await owner.call(editSecret, { params, body: ahead })).code).toBe('shared_secrets.day_ahead')
  })

  it('takes nobody of another clinic as one who knows it', async () => {
    const { owner, params } = await practice([])
    const stranger = (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
    const body = { personIds: [stranger.id], leftOut: 'still_know' as const, revision: 1 }
    expect((await owner.call(stateKnowers, { params, body })).code).toBe('shared_secrets.person_not_found')
  })
})

describe('somebody who leaves', () => {
  it('makes what they know one to be changed, with who is to be told', async () => {
    const { clinic, owner, params } = await practice(['OWNER', 'NURSE', 'RECEPTIONIST'])
    const nurse = clinic.the('NURSE')
    const steps = await leave(clinic, nurse)
    expect(steps).toContainEqual({ name: 'shared_secrets', count: 1 })
    const asked = await alarm(owner)
    expect(namesOf(asked.asked)).toEqual([nurse.name])
    // They know it still: no list takes that from them.
    expect(asked.knowers.find(({ personId }) => personId === nurse.id)?.gone).toBe(true)
    const { known } = await owner.must(listKnownByPerson, { params: { personId: nurse.id } })
    expect(known[0]).toMatchObject({ asked: true, name: 'Alarm' })
    expect(namesOf(known[0]?.others ?? [])).toEqual(
      [clinic.the('OWNER').name, clinic.the('RECEPTIONIST').name].toSorted(),
    )
    // Changed: they are off the list, and the others are ticked one by one.
    const stay = [clinic.the('OWNER').id, clinic.the('RECEPTIONIST').id]
    const { revision } = await alarm(owner)
    await owner.must(stateReplaced, { params, body: { changedOn: today(), personIds: stay, revision } })
    const changed = await alarm(owner)
    expect(changed.asked).toEqual([])
    expect(changed.lastChangedOn).toBe(today())
    expect(changed.knowers.map(({ personId }) => personId).toSorted()).toEqual(stay.toSorted())
    expect(changed.telling?.people.map(({ toldAt }) => toldAt === null).toSorted()).toEqual([false, true])
    const tick = { ...params, personId: clinic.the('RECEPTIONIST').id }
    await owner.must(stateTold, { params: tick, body: { told: true } })
    expect((await alarm(owner)).telling).toBeNull()
    await owner.must(stateTold, { params: tick, body: { told: false } })
    expect((await alarm(owner)).telling?.people).toHaveLength(2)
  })

  it('for a time changes nothing; for good and by mistake is taken back', async () => {
    const { clinic, owner } = await practice(['OWNER', 'NURSE'])
    const nurse = clinic.the('NURSE')
    const ctx = house.system(clinic.id as ClinicId)
    await leave(clinic, nurse)
    const events = await write(ctx, async (tx) => {
      const done = await sharedSecrets.withdrawAsked(tx, ctx, nurse.id as PersonId)
      return audited(
        done as [(typeof done)[0]],
        done.map(({ action }) => action),
      )
    })
    expect(events).toEqual(['shared_secret.change_withdrawn'])
    expect((await alarm(owner)).asked).toEqual([])
  })

  it('is changed for by another feature without a screen, by somebody without an account', async () => {
    const { clinic, owner, params } = await practice(['OWNER', 'NURSE', 'RECEPTIONIST'])
    await leave(clinic, clinic.the('NURSE'))
    const ctx = house.system(clinic.id as ClinicId)
    const tell = await write(ctx, async (tx) => {
      const done = await sharedSecrets.replaced(tx, ctx, params.secretId, { by: undefined, note: 'By phone' })
      if (!done) return expect.unreachable()
      return audited(done.events, namesOf(done.tell))
    })
    expect(tell.toSorted()).toEqual([clinic.the('OWNER').name, clinic.the('RECEPTIONIST').name].toSorted())
    const changed = await alarm(owner)
    expect(changed.asked).toEqual([])
    expect(namesOf(changed.knowers)).not.toContain(clinic.the('NURSE').name)
    expect(
      await read(ctx, (tx) => sharedSecrets.listKnownBy(tx, ctx, clinic.the('NURSE').id as PersonId)),
    ).toEqual([])
  })
})

describe('who knows it', () => {
  it('is not forgotten by a tick taken away: it is to be changed, unless they were down by mistake', async () => {
    const { clinic, owner, params } = await practice(['OWNER', 'NURSE', 'RECEPTIONIST'])
    const [boss, nurse, desk] = [clinic.the('OWNER'), clinic.the('NURSE'), clinic.the('RECEPTIONIST')]
    const without = (ids: Person[], leftOut: 'still_know' | 'never_knew', revision: number) => ({
      params,
      body: { personIds: ids.map(({ id }) => id), leftOut, revision },
    })
    await owner.must(stateKnowers, without([boss, desk], 'still_know', 1))
    expect(namesOf((await alarm(owner)).asked)).toEqual([nurse.name])
    expect((await alarm(owner)).knowers).toHaveLength(3)
    // “By mistake” wipes nobody off for whom a change was asked.
    await owner.must(stateKnowers, without([boss], 'never_knew', 2))
    const left = await alarm(owner)
    expect(namesOf(left.knowers).toSorted()).toEqual([boss.name, nurse.name].toSorted())
    expect(namesOf(left.asked)).toEqual([nurse.name])
    // Down again: nothing is to be changed because of them.
    await owner.must(stateKnowers, without([boss, nurse], 'still_know', 3))
    expect((await alarm(owner)).asked).toEqual([])
    const late = await owner.call(stateKnowers, without([boss], 'still_know', 3))
    expect(late.code).toBe('shared_secrets.changed_meanwhile')
  })

  it('is said by everybody of themselves, and of nobody else', async () => {
    const { clinic, owner, params } = await practice(['NURSE'])
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.must(listOwnKnown)).known).toMatchObject([{ name: 'Alarm', says: null }])
    await nurse.must(stateOwnKnowing, { params, body: { knows: true } })
    expect((await alarm(owner)).knowers[0]?.says).toBe('knows')
    // Whoever is not down cannot put themselves down, nor see that it is there.
    expect((await owner.must(listOwnKnown)).known).toEqual([])
    const own = await owner.call(stateOwnKnowing, { params, body: { knows: true } })
    expect(own.code).toBe('shared_secrets.not_found')
    // A new one is not known by what was said of the old.
    const body = { changedOn: today(), personIds: [clinic.the('NURSE').id], revision: 1 }
    await owner.must(stateReplaced, { params, body })
    expect((await nurse.must(listOwnKnown)).known).toMatchObject([{ newOne: true, says: null }])
    await nurse.must(stateOwnKnowing, { params, body: { knows: true } })
    expect((await alarm(owner)).telling).toBeNull()
    await nurse.must(stateOwnKnowing, { params, body: { knows: false } })
    expect((await alarm(owner)).knowers[0]?.says).toBe('does_not')
  })

  it('is gone with it', async () => {
    const { clinic, owner, params } = await practice(['NURSE'])
    await owner.must(endSecret, { params })
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.must(listOwnKnown)).known).toEqual([])
    expect((await owner.call(endSecret, { params })).code).toBe('shared_secrets.not_found')
    // Its name is free again.
    await owner.must(addSecret, { body: { ...ALARM, personIds: [] } })
  })
})

it('is what a newcomer of a role is to be told, without what a colleague is to forget; on one page, the same bytes', async () => {
  const { clinic, owner, params } = await practice(['RECEPTIONIST', 'NURSE'])
  const query = { role: 'RECEPTIONIST' as const }
  expect(await owner.must(getNewcomerList, { query })).toMatchObject({
    people: 1,
    accounts: [],
    known: [{ name: 'Alarm', have: 1 }],
  })
  const url = `${getNewcomerPdf.url}?role=RECEPTIONIST`
  const [paper, again] = [await owner.send({ method: 'GET', url }), await owner.send({ method: 'GET', url })]
  expect([paper.status, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
  expect(paper.body).toEqual(again.body)
  const body = { personIds: [clinic.the('NURSE').id], leftOut: 'still_know' as const, revision: 1 }
  await owner.must(stateKnowers, { params, body })
  expect((await owner.must(getNewcomerList, { query })).known).toEqual([])
})

it('reminds of every next change, from the beginning of its day', async () => {
  const { clinic, owner } = await practice([])
  const ctx = house.system(clinic.id as ClinicId)
  const cadence = house.enamel.kernel.cadences.find(({ name }) => name === 'shared_secret_change')
  const due = () => read(ctx, async (tx) => cadence?.list(tx, ctx))
  expect(await due()).toEqual([])
  const safe = { ...ALARM, name: 'Safe', lastChangedOn: '2024-01-01', changeEveryDays: 200, personIds: [] }
  await owner.must(addSecret, { body: safe })
  await owner.must(addSecret, { body: { ...safe, name: 'Wi-Fi', changeEveryDays: 365 } })
  expect(await due()).toMatchObject([
    { at: new Date('2024-07-18T23:00:00.000Z'), values: { name: 'Safe' } },
    { at: new Date('2024-12-31T00:00:00.000Z'), values: { name: 'Wi-Fi' } },
  ])
})
