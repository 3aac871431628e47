import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, confirm, markShared, signIn, signInAt } from '../../test/builders.ts'
import { previewEnforcement } from '../enforcement/contract.ts'
import { listProtected } from '../enforcement/protected-contract.ts'
import { changePassword } from '../identity/contract.ts'
import { sweepOver } from '../sessions/ending.ts'
import { endSessions, reportActivity, signOut, whoAmI } from '../sessions/contract.ts'
import {
  endShiftOfPerson,
  endWholeShift,
  getSharedComputer,
  listShift,
  lockComputer,
  setPin,
} from './lock-contract.ts'
import { byPassword, byPin, copyOf, frontDesk, pinFor, rosterAt } from './testing/front-desk.ts'

const house = await startTestApp({ apart: true })
const SESSION = '__Host-enamel'
const DEVICE = '__Host-enamel-device'

describe('the shift of a shared computer', () => {
  it('has those who signed in there with both factors, and nobody else', async () => {
    const { desk, clinic, dentist } = await frontDesk(house)
    expect(await rosterAt(desk)).toEqual([clinic.the('NURSE').name, clinic.the('OWNER').name])
    const elsewhere = await signIn(house, dentist)
    expect(await rosterAt(desk)).toHaveLength(2)
    expect(await rosterAt(elsewhere)).toBeUndefined()
    await house.database.ask('admin', 'DELETE FROM totp WHERE person_id = $1', [dentist.id])
    await signInAt(house, desk, { ...dentist, totpSecret: undefined })
    expect(await rosterAt(desk)).toHaveLength(2)
    expect(await desk.must(lockComputer)).toEqual({ locked: false })
    expect((await desk.must(whoAmI)).endedWhy).toBe('signed_out')
  })

  it('shows names as the clinic chose, and tells a stranger nothing', async () => {
    const { desk, clinic } = await frontDesk(house)
    await house.database.ask('admin', `UPDATE clinic SET lock_names = 'initials' WHERE id = $1`, [clinic.id])
    expect(await rosterAt(desk)).toEqual(['NP', 'OP'])
    expect(await house.visitor().must(getSharedComputer)).toEqual({ computer: null })
    const text = JSON.stringify(await desk.must(getSharedComputer))
    for (const { name, email } of clinic.people) expect(text).not.toMatch(new RegExp(`${name}|${email}`))
  })

  it('holds twenty: the next one takes the place of who was away longest', async () => {
    const clinic = await buildClinic(house, { roles: Array.from({ length: 21 }, () => 'NURSE'), totp: true })
    const [first, second, ...others] = clinic.people
    if (!first || !second) throw new Error('Nobody works here')
    const desk = await signIn(house, first)
    await markShared(house, desk, clinic)
    for (const person of [first, second, ...others.slice(0, 18)]) await signInAt(house, desk, person)
    expect(await rosterAt(desk)).toHaveLength(20)
    await byPassword(desk, first)
    await signInAt(house, desk, others.at(-1) ?? first)
    const now = await rosterAt(desk)
    expect(now).toHaveLength(20)
    expect(now?.slice(0, 2)).toEqual([others.at(-1)?.name, first.name])
    expect(now).not.toContain(second.name)
    expect((await byPassword(desk, second)).code).toBe('shared_computers.full_sign_in')
  })

  it('leaves who was locked or replaced there a person who has signed in, for Who is protected and the preview', async () => {
    const { desk, owner, nurse, dentist } = await frontDesk(house)
    await house.database.ask('admin', 'DELETE FROM totp WHERE person_id = $1', [dentist.id])
    await signInAt(house, desk, { ...dentist, totpSecret: undefined })
    await byPassword(desk, owner)
    await desk.must(lockComputer)
    const office = await signIn(house, owner)
    const { people } = await office.must(listProtected)
    const howOf = (id: string) => people.find((one) => one.id === id)?.lastSignIn?.how
    expect([howOf(nurse.id), howOf(dentist.id)]).toEqual(['two_factors', 'password'])
    const shown = await office.must(previewEnforcement, { query: { level: 'optional' } })
    expect(shown.people.filter(({ neverSignedIn }) => neverSignedIn)).toEqual([])
  })

  it('ends for one person or all by an Owner, from any browser', async () => {
    const { desk, owner, nurse, computerId } = await frontDesk(house)
    const office = await signIn(house, owner)
    const { people } = await office.must(listShift, { params: { computerId } })
    expect(people.map(({ name, open }) => [name, open])).toEqual([
      [nurse.name, true],
      [owner.name, false],
    ])
    await office.must(endShiftOfPerson, { params: { computerId, personId: nurse.id } })
    // Also the one that is open.
    expect((await desk.must(whoAmI)).endedWhy).toBe('shift_ended')
    expect((await byPassword(desk, nurse)).code).toBe('shared_computers.full_sign_in')
    expect(await rosterAt(desk)).toEqual([owner.name])
    expect(await office.must(endWholeShift, { params: { computerId } })).toEqual({ ended: 1 })
    expect(await rosterAt(desk)).toEqual([])
    const again = await office.call(endShiftOfPerson, { params: { computerId, personId: nurse.id } })
    expect(again.code).toBe('shared_computers.not_found')
  })
})

describe('locking', () => {
  it('kills the token and keeps the session: 401 with the reason in every tab', async () => {
    const { desk, nurse } = await frontDesk(house)
    const before = (await house.events()).at(-1)?.seq
    const token = desk.cookies.get(SESSION)
    expect(await desk.must(lockComputer)).toEqual({ locked: true })
    const tab = await desk.send<{ values: object }>({ method: 'GET', url: '/api/sessions' })
    expect([tab.status, tab.code]).toEqual([401, 'session.ended'])
    expect(tab.body.values).toEqual({ why: 'locked' })
    expect(await desk.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'locked' })
    const events = await house.events(before)
    expect(
      events.map(({ action, personal }) => [action, personal['reason'], personal['device_name']]),
    ).toEqual([['session.locked', 'button', 'Front desk 1']])
    const unlocked = await byPassword(desk, nurse)
    expect(unlocked.body).toEqual({ switched: false })
    expect(unlocked.headers['clear-site-data']).toBeUndefined()
    expect(desk.cookies.get(SESSION)).not.toBe(token)
    expect(await desk.must(whoAmI)).toMatchObject({ state: 'full', session: { confirmedUntil: null } })
  })

  it('happens on time by the server when nobody touches anything, however much is polled', async () => {
    const { desk, nurse } = await frontDesk(house)
    await desk.must(reportActivity)
    for (let minute = 0; minute < 14; minute++) {
      house.clock.advance({ minutes: 1 })
      expect((await desk.must(whoAmI)).state).toBe('full')
    }
    house.clock.advance({ minutes: 1 })
    expect(await desk.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'locked' })
    expect((await house.events()).at(-1)).toMatchObject({
      action: 'session.locked',
      personal: { reason: 'idle' },
    })
    expect((await byPassword(desk, nurse)).status).toBe(200)
  })

  it('holds also where nobody came back to be told, and ends nothing at the daily round', async () => {
    const { desk, nurse } = await frontDesk(house)
    house.clock.advance({ hours: 2 })
    await sweepOver(house.enamel.kernel)
    expect((await byPassword(desk, nurse)).status).toBe(200)
  })

  it('keeps nothing beyond the shift: 12 hours after the full sign-in the roster is empty', async () => {
    const { desk, owner, nurse } = await frontDesk(house)
    await desk.must(lockComputer)
    house.clock.advance({ hours: 11, minutes: 50 })
    expect((await byPassword(desk, nurse)).status).toBe(200)
    house.clock.advance({ minutes: 10 })
    expect((await desk.must(whoAmI)).state).toBe('none')
    expect(await rosterAt(desk)).toEqual([])
    expect((await byPassword(desk, owner)).code).toBe('shared_computers.full_sign_in')
    expect((await byPassword(desk, nurse)).code).toBe('shared_computers.full_sign_in')
  })

  it('comes with somebody else’s full sign-in, and with nothing else of theirs', async () => {
    const { desk, owner, nurse, dentist } = await frontDesk(house)
    const nurses = copyOf(house, desk)
    await signInAt(house, desk, dentist)
    expect(await nurses.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'locked' })
    expect(await rosterAt(desk)).toEqual([dentist.name, nurse.name, owner.name])
  })
})

describe('unlocking', () => {
  it('locks who is open first, and gives the other a new token: two people in the log', async () => {
    const { desk, owner, nurse } = await frontDesk(house)
    const nurses = copyOf(house, desk)
    const before = (await house.events()).at(-1)?.seq
    const done = await byPassword(desk, owner)
    expect(done.body).toEqual({ switched: true })
    expect(done.headers['clear-site-data']).toBe('"cache"')
    expect((await desk.must(whoAmI)).person?.id).toBe(owner.id)
    expect(await nurses.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'locked' })
    const events = await house.events(before)
    expect(events.map(({ action, targetId }) => [action, targetId])).toEqual([
      ['session.unlocked', owner.id],
      ['session.locked', nurse.id],
    ])
    expect(events[0]?.personal).toMatchObject({
      factor: 'password',
      in_place_of: nurse.name,
      device_name: 'Front desk 1',
    })
    // The nurse's old token stays dead when she is back.
    await byPassword(desk, nurse)
    expect((await nurses.must(whoAmI)).state).toBe('none')
    expect((await desk.must(whoAmI)).person?.id).toBe(nurse.id)
  })

  it('is never fresh, and "confirm it’s you" is lost by it', async () => {
    const { desk, nurse } = await frontDesk(house)
    await confirm(house, desk, nurse)
    await desk.must(lockComputer)
    await byPassword(desk, nurse)
    expect((await desk.call(setPin, { body: { pin: '684259' } })).code).toBe('request.confirm_needed')
    await confirm(house, desk, nurse)
    await desk.must(setPin, { body: { pin: '684259' } })
    await house.outbox.take('pin_set', nurse.email)
  })

  it('works at that computer alone, and for those of its shift alone', async () => {
    const { desk, owner, dentist } = await frontDesk(house)
    const other = await frontDesk(house)
    for (const refused of [
      await byPassword(house.visitor(), owner),
      await byPassword(other.desk, owner),
      await byPassword(desk, dentist),
      await byPassword(desk, other.owner),
    ])
      expect([refused.status, refused.code]).toEqual([403, 'shared_computers.full_sign_in'])
  })

  it('wants a factor: the device’s cookie alone opens nothing', async () => {
    const { desk, owner } = await frontDesk(house)
    const thief = copyOf(house, desk, [DEVICE])
    expect((await thief.must(whoAmI)).state).toBe('none')
    expect((await byPassword(thief, owner, 'quiet otters juggle pears')).code).toBe(
      'shared_computers.not_matching',
    )
  })

  it('ends with the fifth wrong try in a row: then a full sign-in, which puts the name back', async () => {
    const { desk, owner, nurse } = await frontDesk(house)
    const wrong = () => byPassword(desk, owner, 'quiet otters juggle pears')
    for (const left of [4, 3, 2]) {
      const answer = await wrong()
      expect([answer.code, (answer.body as unknown as { values: object }).values]).toEqual([
        'shared_computers.not_matching',
        { left },
      ])
    }
    await byPassword(desk, owner)
    for (let n = 0; n < 4; n++) expect((await wrong()).code).toBe('shared_computers.not_matching')
    house.clock.advance({ minutes: 1 })
    expect((await wrong()).code).toBe('shared_computers.full_sign_in')
    expect((await byPassword(desk, owner)).code).toBe('shared_computers.full_sign_in')
    expect(await rosterAt(desk)).toEqual([nurse.name])
    expect(
      (await house.events()).filter(({ action }) => action === 'shift.ended').at(-1)?.personal['reason'],
    ).toBe('tries')
    house.clock.advance({ minutes: 20 })
    await signInAt(house, desk, owner)
    await house.outbox.take('after_failures', owner.email)
    expect(await rosterAt(desk)).toContain(owner.name)
  })

  it('is over when the person’s password or factor changed, they were signed out there, or left the clinic', async () => {
    const changed = await frontDesk(house)
    const own = await signIn(house, changed.owner)
    await confirm(house, own, changed.owner)
    await own.must(changePassword, { body: { password: 'seven brave teapots whistle' } })
    await house.outbox.take('password_changed', changed.owner.email)
    const again = { ...changed.owner, password: 'seven brave teapots whistle' }
    expect((await byPassword(changed.desk, again)).code).toBe('shared_computers.full_sign_in')

    const factor = await frontDesk(house)
    await house.database.ask('admin', 'DELETE FROM totp WHERE person_id = $1', [factor.owner.id])
    expect((await byPassword(factor.desk, factor.owner)).code).toBe('shared_computers.full_sign_in')

    const out = await frontDesk(house)
    await out.desk.must(signOut)
    expect((await byPassword(out.desk, out.nurse)).code).toBe('shared_computers.full_sign_in')

    const left = await frontDesk(house)
    await house.database.ask('admin', `UPDATE membership SET state = 'disabled' WHERE person_id = $1`, [
      left.owner.id,
    ])
    expect((await byPassword(left.desk, left.owner)).code).toBe('shared_computers.full_sign_in')

    const ended = await frontDesk(house)
    const office = await signIn(house, ended.owner)
    await confirm(house, office, ended.owner)
    await office.must(endSessions, { body: { which: 'others' } })
    expect((await byPassword(ended.desk, ended.owner)).code).toBe('shared_computers.full_sign_in')
  })

  it('is judged by the rules of now: a date that passed while it was locked holds', async () => {
    const { desk, nurse, clinic } = await frontDesk(house)
    await desk.must(lockComputer)
    await house.database.ask(
      'admin',
      `UPDATE membership SET renew_factor_since = $2 WHERE person_id = $1 AND clinic_id = $3`,
      [nurse.id, house.clock.now(), clinic.id],
    )
    expect((await byPassword(desk, nurse)).status).toBe(200)
    expect(await desk.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'renew', mayEnrol: false })
  })
})

describe('a PIN', () => {
  it('unlocks within the shift and nowhere else', async () => {
    const { desk, owner, nurse } = await frontDesk(house)
    await pinFor(house, owner)
    const { computer } = await desk.must(getSharedComputer)
    expect(computer?.roster.map(({ pin }) => pin)).toEqual([false, true])
    expect((await byPin(desk, owner)).status).toBe(200)
    expect((await desk.must(whoAmI)).person?.id).toBe(owner.id)
    // Nobody else's: hers is none.
    expect((await byPin(desk, nurse)).code).toBe('shared_computers.pin_closed')
    expect((await byPassword(desk, nurse)).status).toBe(200)
  })
})
