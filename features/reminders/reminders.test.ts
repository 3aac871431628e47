/** Who hears of what is due, when, and how often; what is put off; and what nobody else is to see. */
import { afterEach, describe, expect, it } from 'vitest'
import { dayAfter, dayOf, instantOf } from '../../pure/days/days.ts'
import type { ClinicId } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../test/builders.ts'
import { type Mail, readable } from '../../test/outbox.ts'
import { stateBeyond } from '../beyond-the-ten/contract.ts'
import { nameKeepers } from '../checklist/contract.ts'
import { startRun } from '../leavers/contract.ts'
import { planLeaving } from '../leavers/plan-contract.ts'
import { setEndDate } from '../staff/acts-contract.ts'
import { getOwnReminders, listReminders, putOff, resume } from './contract.ts'
import { MORNING, schedule, tellOfMorning } from './telling.ts'

const house = await startTestApp({ apart: true })
const { kernel } = house.enamel
afterEach(() => house.outbox.takeAll())

const ZONE = 'Europe/London'
const today = () => dayOf(house.clock.now(), ZONE)
const inDays = (days: number) => dayAfter(today(), days)
const sevenOf = (day: string) => instantOf(day, '07:00', ZONE)

/** A clinic, early on a Monday, whose first review is due in so many days. */
async function practice(
  reviewIn: number,
  roles: Parameters<typeof buildClinic>[1] = { roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'] },
): Promise<Clinic> {
  const clinic = await buildClinic(house, roles)
  const weekday = new Date(`${today()}T12:00:00Z`).getUTCDay()
  house.clock.set(instantOf(inDays((8 - weekday) % 7 || 7), '06:00', ZONE))
  await dueIn(clinic, reviewIn)
  await schedule(kernel)
  await house.settle()
  await house.outbox.takeAll()
  return clinic
}
const dueIn = (clinic: Clinic, days: number) =>
  house.database.ask('admin', 'UPDATE clinic SET created_at = $1 WHERE id = $2', [
    new Date(instantOf(inDays(days), '12:00', ZONE).getTime() - 92 * 86_400_000),
    clinic.id,
  ])

/** The mails of reminders of this clinic that nobody took. */
async function told(clinic: Clinic): Promise<Mail[]> {
  const mails = await house.outbox.takeAll()
  return mails.filter(
    ({ template, values }) => template.startsWith('reminder') && values['clinic'] === clinic.name,
  )
}
/** Seven o'clock of that day comes. */
async function morningOf(clinic: Clinic, day: string): Promise<Mail[]> {
  house.clock.set(new Date(sevenOf(day).getTime() + 1_000))
  await house.settle()
  return told(clinic)
}
const to = (mails: readonly Mail[]) => mails.map(({ address }) => address).toSorted()
const addresses = (...people: Person[]) => people.map(({ email }) => email).toSorted()

async function fresh(who: Person) {
  const visitor = await signIn(house, who)
  await confirm(house, visitor, who)
  return visitor
}

describe('what is due', () => {
  it('is told on Mondays while it is within 14 days or late, and on the day: once a morning to each', async () => {
    const clinic = await practice(16)
    const leaders = addresses(clinic.the('OWNER'), clinic.the('ADMIN'))
    const monday = today()
    const heard: Record<number, string[]> = {}
    for (let after = 0; after <= 30; after++) {
      const mails = await morningOf(clinic, dayAfter(monday, after))
      if (mails.length > 0) expect(to(mails), `day ${after}`).toEqual(leaders)
      for (const { values } of mails.slice(0, 1))
        heard[after] = values['list']?.split('\n').map((line) => line.trim()) ?? []
    }
    expect(Object.keys(heard)).toEqual(['7', '14', '16', '21', '28'])
    expect(heard[7]?.[0]).toBe('- First review of everybody’s access')
    expect(heard[7]?.[1]).toMatch(/^Due on .*\d{4}\. Settings, Staff, Access review$/)
    expect(heard[16]?.[1]).toBe('Due today. Settings, Staff, Access review')
    expect(heard[28]?.[1]).toBe('12 days late. Settings, Staff, Access review')
  })

  it('reads as a mail', async () => {
    const clinic = await practice(10)
    await house.database.ask('admin', 'UPDATE membership SET password_stated_at = $2 WHERE person_id = $1', [
      clinic.the('OWNER').id,
      new Date(house.clock.now().getTime() - 368 * 86_400_000),
    ])
    const mails = await morningOf(clinic, today())
    const owners = mails.find(({ address }) => address === clinic.the('OWNER').email) ?? expect.unreachable()
    const text = readable(house.outbox.read(owners))
    expect(text).toContain(`Subject: One thing is late at ${clinic.name}`)
    expect(text).toMatch(/- Your word once a year.*\r?\n {2}\d days late\. My profile, Password manager\r?\n/)
    expect(text).toMatch(/- First review of everybody’s access\r?\n {2}Due on /)
    expect(text).not.toMatch(/undefined|\{|\}/)
    const admins = mails.find(({ address }) => address === clinic.the('ADMIN').email) ?? expect.unreachable()
    expect(readable(house.outbox.read(admins))).toContain(`Subject: One thing is due at ${clinic.name}`)
  })

  it('of mornings when Enamel was not running is made up for by one mail', async () => {
    const clinic = await practice(16)
    const monday = today()
    expect(await morningOf(clinic, monday)).toEqual([])
    // From Friday to Wednesday: a Monday lay between.
    const mails = await morningOf(clinic, dayAfter(monday, 9))
    expect(to(mails)).toEqual(addresses(clinic.the('OWNER'), clinic.the('ADMIN')))
    expect(await morningOf(clinic, dayAfter(monday, 10))).toEqual([])
    // And what was due on a day between two others, neither of which was a Monday.
    await dueIn(clinic, 1)
    house.clock.set(sevenOf(dayAfter(monday, 12)))
    await house.settle()
    expect(to(await told(clinic))).toEqual(addresses(clinic.the('OWNER'), clinic.the('ADMIN')))
  })

  it('is told once, whatever runs twice or at the same instant', async () => {
    const clinic = await practice(5)
    house.clock.set(new Date(sevenOf(today()).getTime() + 1_000))
    const at = sevenOf(today())
    const look = () => tellOfMorning(kernel, clinic.id as ClinicId, 'daily', at)
    await Promise.all([look(), look(), look()])
    await house.settle()
    await look()
    await house.settle()
    const mails = await told(clinic)
    expect(to(mails)).toEqual(addresses(clinic.the('OWNER'), clinic.the('ADMIN')))
    const next = await house.database.ask<{ at: Date }>(
      'admin',
      'SELECT at FROM due WHERE clinic_id = $1 AND kind = $2',
      [clinic.id, MORNING],
    )
    expect(next.map((row) => row.at)).toEqual([sevenOf(inDays(1))])
  })

  it('concerns who looks after the step; who is gone is nobody; a week late the Owners hear of it too', async () => {
    const clinic = await practice(3, { roles: ['OWNER', 'ADMIN', 'NURSE', 'DENTIST'] })
    const [owner, nurse, dentist] = [clinic.the('OWNER'), clinic.the('NURSE'), clinic.the('DENTIST')]
    const visitor = await fresh(owner)
    await visitor.must(nameKeepers, {
      params: { step: 4 },
      body: { keeperId: nurse.id, deputyId: dentist.id, revision: 0 },
    })
    const monday = today()
    expect(to(await morningOf(clinic, monday))).toEqual(addresses(nurse, dentist))
    expect((await (await signIn(house, nurse)).must(getOwnReminders)).due).toMatchObject([
      { cadence: 'staff_review', to: [dentist.name, nurse.name] },
    ])
    expect(to(await morningOf(clinic, dayAfter(monday, 14)))).toEqual(addresses(nurse, dentist, owner))
    await house.database.ask('admin', "UPDATE membership SET state = 'disabled' WHERE person_id = ANY($1)", [
      [nurse.id, dentist.id],
    ])
    expect(to(await morningOf(clinic, dayAfter(monday, 21)))).toEqual(addresses(owner, clinic.the('ADMIN')))
  })

  it('that is a month late is urgent: told at once, once, and never put off', async () => {
    const clinic = await practice(-29)
    const owner = clinic.the('OWNER')
    const monday = today()
    await morningOf(clinic, monday)
    expect(await morningOf(clinic, dayAfter(monday, 1))).toEqual([])
    // Midnight after the thirtieth day, not the next morning.
    house.clock.set(new Date(instantOf(dayAfter(monday, 2), '00:00', ZONE).getTime() + 1_000))
    await house.settle()
    const mails = await told(clinic)
    expect(to(mails)).toEqual(addresses(owner, clinic.the('ADMIN')))
    expect(mails[0]).toMatchObject({
      template: 'reminder_urgent',
      values: { what: 'First review of everybody’s access', where: 'Settings, Staff, Access review' },
    })
    for (const after of [2, 3, 4, 5, 6]) expect(await morningOf(clinic, dayAfter(monday, after))).toEqual([])
    const visitor = await fresh(owner)
    const [one] = (await visitor.must(listReminders)).due
    expect(one).toMatchObject({ urgent: true, mayPutOff: false })
    const body = {
      cadence: one?.cadence ?? '',
      key: one?.key ?? '',
      until: inDays(3),
      reason: 'Next week',
    }
    expect((await visitor.call(putOff, { body })).code).toBe('reminders.not_to_put_off')
    expect((await morningOf(clinic, dayAfter(monday, 7))).map(({ template }) => template)).toEqual([
      'reminders',
      'reminders',
    ])
  })
})

describe('a reminder that is put off', () => {
  it('is told of again on its day, and whomever it concerns reads who put it off', async () => {
    const clinic = await practice(9)
    const [owner, admin] = [clinic.the('OWNER'), clinic.the('ADMIN')]
    const visitor = await fresh(admin)
    const [one] = (await visitor.must(listReminders)).due
    const which = { cadence: one?.cadence ?? '', key: one?.key ?? '' }
    const wrong = [today(), inDays(-1), inDays(31)]
    for (const until of wrong)
      expect((await visitor.call(putOff, { body: { ...which, until, reason: 'x' } })).code).toBe(
        'reminders.until_wrong',
      )
    const reason = 'Everybody is away until then'
    await visitor.must(putOff, { body: { ...which, until: inDays(10), reason } })
    expect((await visitor.must(listReminders)).due[0]?.putOff).toMatchObject({
      until: inDays(10),
      reason,
      by: admin.name,
    })
    const event = (await house.events()).findLast(({ action }) => action === 'reminder.put_off')
    expect(event).toMatchObject({
      actorId: admin.id,
      personal: { target_name: 'First review of everybody’s access', after: inDays(10), reason },
    })
    // Something else concerns the Owner on Monday: the same mail says what waits.
    await house.database.ask('admin', 'UPDATE membership SET password_stated_at = $2 WHERE person_id = $1', [
      owner.id,
      new Date(house.clock.now().getTime() - 364 * 86_400_000),
    ])
    const monday = today()
    const until = inDays(10)
    const [mail, ...more] = await morningOf(clinic, monday)
    expect([mail?.address, more]).toEqual([owner.email, []])
    expect(mail?.values['list']).not.toContain('First review')
    expect(mail?.values['waiting']).toMatch(/^- First review of everybody’s access: until .*, by ADMIN/)
    const meanwhile = []
    for (const after of [7, 8, 9]) meanwhile.push(...(await morningOf(clinic, dayAfter(monday, after))))
    expect(meanwhile.map(({ values }) => values['list']).join('\n')).not.toContain('First review')
    expect(to(await morningOf(clinic, until))).toEqual(addresses(owner, admin))
  })

  it('is told as always once somebody says so, and put off again it waits anew', async () => {
    const clinic = await practice(9)
    const visitor = await fresh(clinic.the('HR_MANAGER'))
    const [one] = (await visitor.must(listReminders)).due
    const which = { cadence: one?.cadence ?? '', key: one?.key ?? '' }
    expect((await visitor.call(resume, { body: which })).code).toBe('reminders.not_put_off')
    const waits = (days: number) => ({ body: { ...which, until: inDays(days), reason: 'A reason' } })
    const replies = await Promise.all([visitor.call(putOff, waits(3)), visitor.call(putOff, waits(4))])
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    await visitor.must(resume, { body: which })
    expect((await visitor.must(listReminders)).due[0]?.putOff).toBeNull()
    expect(to(await morningOf(clinic, today()))).toEqual(addresses(clinic.the('OWNER'), clinic.the('ADMIN')))
  })

  it('is nobody’s of another clinic, and not for who may not', async () => {
    const [clinic, other] = [await practice(9), await practice(8)]
    const theirs = (await (await fresh(other.the('OWNER'))).must(listReminders)).due[0]
    const body = {
      cadence: theirs?.cadence ?? '',
      key: theirs?.key ?? '',
      until: inDays(3),
      reason: 'Not yours',
    }
    const visitor = await fresh(clinic.the('OWNER'))
    expect((await visitor.call(putOff, { body })).code).toBe('reminders.not_found')
    expect((await visitor.call(putOff, { body: { ...body, cadence: 'invented' } })).code).toBe(
      'reminders.not_found',
    )
    const nurse = await fresh(other.the('NURSE'))
    expect((await nurse.call(putOff, { body })).status).toBe(403)
    expect((await nurse.call(listReminders)).status).toBe(403)
  })
})

describe('what is not for everybody', () => {
  it('is neither listed nor mailed to them: a leaving that lies ahead, somebody’s last day, somebody’s own word', async () => {
    const clinic = await practice(60, { roles: ['OWNER', 'OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'] })
    const [one, two, admin, manager, nurse] = clinic.people as [Person, Person, Person, Person, Person]
    const owner = await fresh(one)
    await owner.must(planLeaving, {
      params: { personId: two.id },
      body: { day: inDays(5), time: '17:30', note: 'Only I know', seenBy: [] },
    })
    await owner.must(setEndDate, {
      params: { personId: nurse.id },
      body: { endsOn: inDays(6), reason: 'Here for a month' },
    })
    await house.database.ask('admin', 'UPDATE membership SET password_stated_at = $2 WHERE person_id = $1', [
      nurse.id,
      new Date(house.clock.now().getTime() - 360 * 86_400_000),
    ])
    await house.outbox.takeAll()
    const names = async (who: Person) =>
      (await (await signIn(house, who)).must(getOwnReminders)).due.map(({ cadence }) => cadence)
    expect(await names(one)).toEqual(['planned_leaving', 'access_end', 'staff_review'])
    expect(await names(two)).toEqual(['access_end', 'staff_review'])
    expect(await names(admin)).toEqual(['access_end', 'staff_review'])
    expect(await names(manager)).toEqual([])
    expect(await names(nurse)).toEqual(['password_statement'])
    const all = async (who: Person) =>
      (await (await fresh(who)).must(listReminders)).due.map(({ cadence }) => cadence)
    expect(await all(two)).toEqual(['access_end', 'staff_review'])
    expect(await all(manager)).toEqual(['staff_review'])
    const mails = await morningOf(clinic, today())
    const linesOf = (who: Person) =>
      mails.find(({ address }) => address === who.email)?.values['list'] ?? 'none'
    expect(linesOf(one)).toContain('A leaving that was planned begins by itself')
    expect(linesOf(one)).not.toContain(two.name)
    expect(linesOf(two)).not.toContain('leaving')
    expect(linesOf(admin)).toContain(`Last day of ${nurse.name}`)
    expect(linesOf(manager)).toBe('none')
    expect(linesOf(nurse)).toContain('Your word once a year')
  })
})

it('what is open of a leaver after the hour is told at once to who manages staff, and never before', async () => {
  const clinic = await practice(60, { roles: ['OWNER', 'HR_MANAGER', 'DENTIST', 'NURSE'] })
  // The mail of Monday has gone.
  await morningOf(clinic, today())
  const owner = await fresh(clinic.the('OWNER'))
  const nurse = clinic.the('NURSE')
  await owner.must(startRun, { params: { personId: nurse.id }, body: { note: '' } })
  await house.settle()
  expect(await told(clinic)).toEqual([])
  house.clock.advance({ minutes: 58 })
  await house.settle()
  expect(await told(clinic)).toEqual([])
  house.clock.advance({ minutes: 3 })
  await house.settle()
  const mails = await told(clinic)
  expect(to(mails)).toEqual(addresses(clinic.the('OWNER'), clinic.the('HR_MANAGER')))
  expect(mails[0]?.template).toBe('reminder_urgent')
  expect(mails[0]?.values['what']).toMatch(new RegExp(`^\\d+ things are still open about ${nurse.name}`))
  house.clock.advance({ minutes: 90 })
  await house.settle()
  expect(await told(clinic)).toEqual([])
})

it('the end of the insurance and a risk analysis of a year ago are told to who may state them', async () => {
  const clinic = await practice(60)
  const owner = await fresh(clinic.the('OWNER'))
  const said = { kept: 'yes' as const, note: '', fileId: null, seen: null }
  await owner.must(stateBeyond, { params: { item: 'insurance' }, body: { ...said, day: inDays(9) } })
  await owner.must(stateBeyond, { params: { item: 'risk_analysis' }, body: { ...said, day: inDays(-370) } })
  const due = (await owner.must(listReminders)).due.slice(0, 2)
  expect(due).toMatchObject([
    { cadence: 'beyond_yearly', day: inDays(-5), lateDays: 5, mayPutOff: true },
    { cadence: 'insurance_end', day: inDays(9), to: [clinic.the('ADMIN').name, clinic.the('OWNER').name] },
  ])
  expect(to(await morningOf(clinic, today()))).toEqual(addresses(clinic.the('OWNER'), clinic.the('ADMIN')))
})

it('an open clinic without a look in the calendar gets one, and one that closed none', async () => {
  const clinic = await practice(60)
  const looks = () =>
    house.database.ask('admin', 'SELECT at FROM due WHERE clinic_id = $1 AND kind = $2', [clinic.id, MORNING])
  await house.database.ask('admin', 'DELETE FROM due WHERE clinic_id = $1', [clinic.id])
  await Promise.all([schedule(kernel), schedule(kernel)])
  expect(await looks()).toHaveLength(1)
  await house.database.ask('admin', "UPDATE clinic SET state = 'closed' WHERE id = $1", [clinic.id])
  await morningOf(clinic, inDays(1))
  await schedule(kernel)
  expect(await looks()).toEqual([])
})
