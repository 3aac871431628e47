/** A calendar's link: what it shows, to whom, until when; guessed, ended, made anew; and that it names nobody. */
import { afterEach, describe, expect, it } from 'vitest'
import { dayAfter, dayOf } from '../../pure/days/days.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, confirm, joinAlso, type Person, signIn } from '../../test/builders.ts'
import { startRun } from '../leavers/contract.ts'
import { planLeaving } from '../leavers/plan-contract.ts'
import { addSecret } from '../shared-secrets/contract.ts'
import { disablePerson, enablePerson, setEndDate } from '../staff/acts-contract.ts'
import { endCalendarLink, getOwnReminders, makeCalendarLink } from './contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

const inDays = (days: number) => dayAfter(dayOf(house.clock.now(), 'Europe/London'), days)

async function fresh(who: Person) {
  const visitor = await signIn(house, who)
  await confirm(house, visitor, who)
  return visitor
}
async function linkOf(visitor: Awaited<ReturnType<typeof fresh>>): Promise<string> {
  return new URL((await visitor.must(makeCalendarLink)).link).pathname
}
/** As a calendar program asks: no cookie, nothing of ours. */
const ask = (url: string, headers: Record<string, string> = {}) =>
  house.visitor({ userAgent: 'A calendar' }).send<string>({ method: 'GET', url, headers })
const unfolded = (text: string) => text.replaceAll('\r\n ', '')
const summaries = (text: string) =>
  [...unfolded(text).matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, said]) => said?.replaceAll('\\', ''))

describe('a calendar', () => {
  it('has the days of whoever’s link it is, for every program, and the same bytes each time', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const owner = await fresh(clinic.the('OWNER'))
    const url = await linkOf(owner)
    expect(url).toMatch(/^\/api\/calendar\/[\w-]{43}\/enamel\.ics$/)
    const first = await ask(url)
    expect(first.status).toBe(200)
    expect(first.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    })
    expect(first.headers).not.toHaveProperty('set-cookie')
    expect(summaries(first.body)).toEqual(['Quarterly staff review'])
    expect(first.body).toContain(`DTSTART;VALUE=DATE:${inDays(92).replaceAll('-', '')}\r\n`)
    expect(unfolded(first.body)).toContain('URL:http://localhost:3000/settings/staff/review\r\n')
    expect(first.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect((await owner.must(getOwnReminders)).calendar?.lastReadAt).not.toBeNull()
    house.clock.advance({ hours: 5 })
    const again = await ask(url)
    expect(again.body).toBe(first.body)
    expect(again.headers['etag']).toBe(first.headers['etag'])
    const etag = String(first.headers['etag'])
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const same = await ask(url, { 'if-none-match': held })
      expect([same.status, same.body, same.headers['etag']]).toEqual([304, '', etag])
    }
    expect((await ask(url, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('with nothing in it is one all the same', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const { status, body } = await ask(await linkOf(await fresh(clinic.the('NURSE'))))
    expect(status).toBe(200)
    expect(summaries(body)).toEqual([])
    expect(body).toContain('BEGIN:VTIMEZONE')
  })

  it('names nobody: not who leaves, who left, who is here for a time, nor what a secret is called', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'NURSE', 'DENTIST', 'STAFF'] })
    const [one, two, nurse, dentist, staff] = clinic.people as [Person, Person, Person, Person, Person]
    const owner = await fresh(one)
    await owner.must(planLeaving, {
      params: { personId: nurse.id },
      body: { day: inDays(5), time: '17:30', note: '', seenBy: [] },
    })
    await owner.must(setEndDate, {
      params: { personId: dentist.id },
      body: { endsOn: inDays(6), reason: 'Locum' },
    })
    await owner.must(startRun, { params: { personId: staff.id }, body: { note: '' } })
    await owner.must(addSecret, {
      body: {
        kind: 'alarm',
        name: 'Alarm of Mrs Quill',
        place: 'Behind Tobi’s desk',
        lastChangedOn: '2025-01-01',
        changeEveryDays: 90,
        personIds: [],
      },
    })
    const url = await linkOf(owner)
    const { body } = await ask(url)
    expect(new Set(summaries(body))).toEqual(
      new Set([
        'Late: Something that several people know is to be changed',
        'Something is still open about a leaving',
        'Something that was planned begins by itself',
        'Somebody’s access ends by itself',
        'Quarterly staff review',
      ]),
    )
    const names = [nurse, dentist, staff, one, two].map(({ name }) => name)
    for (const name of [...names, 'Quill', 'Tobi', 'Locum', one.email, one.id, staff.id])
      expect(unfolded(body)).not.toContain(name)
    // What is late stands on today, where it is seen.
    expect(unfolded(body)).toMatch(
      new RegExp(`DTSTART;VALUE=DATE:${inDays(0).replaceAll('-', '')}\r\nSUMMARY:Late`),
    )
    const uids = [...unfolded(body).matchAll(/^UID:(.*)\r$/gm)].map(([, uid]) => uid)
    expect(new Set(uids).size).toBe(5)
  })
})

describe('a link', () => {
  it('that was guessed, ended or made anew answers the same as one that never was', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await fresh(clinic.the('OWNER'))
    const before = await linkOf(owner)
    const now = await linkOf(owner)
    const guessed = `/api/calendar/${'A'.repeat(43)}/enamel.ics`
    const replies = [await ask(before), await ask(guessed), await ask('/api/calendar/x/enamel.ics')]
    expect(replies.map(({ status, code }) => [status, code])).toEqual(
      Array.from({ length: 3 }, () => [404, 'reminders.calendar_not_found']),
    )
    expect((await ask(now)).status).toBe(200)
    await owner.must(endCalendarLink)
    expect((await ask(now)).code).toBe('reminders.calendar_not_found')
    expect((await owner.call(endCalendarLink)).code).toBe('reminders.calendar_not_found')
    expect((await owner.must(getOwnReminders)).calendar).toBeNull()
  })

  it('wants a fresh sign-in, and is kept as its hash', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const visitor = await fresh(clinic.the('OWNER'))
    house.clock.advance({ minutes: 11 })
    expect((await visitor.call(makeCalendarLink)).code).toBe('request.confirm_needed')
    await confirm(house, visitor, clinic.the('OWNER'))
    const token = (await linkOf(visitor)).split('/').at(-2) ?? ''
    const [row] = await house.database.ask<{ row: string }>(
      'admin',
      'SELECT calendar_link::text AS row FROM calendar_link WHERE clinic_id = $1',
      [clinic.id],
    )
    expect(row?.row).not.toContain(token)
    expect(JSON.stringify(await house.events())).not.toContain(token)
  })

  it('is over with the access, and does not come back with it', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const nurse = clinic.the('NURSE')
    const url = await linkOf(await fresh(nurse))
    expect((await ask(url)).status).toBe(200)
    const owner = await fresh(clinic.the('OWNER'))
    const params = { personId: nurse.id }
    await owner.must(disablePerson, { params, body: { reason: 'On leave' } })
    expect((await ask(url)).status).toBe(404)
    await owner.must(enablePerson, { params, body: { reason: 'Back again' } })
    expect((await ask(url)).status).toBe(404)
  })

  it('shows one clinic of somebody of two', async () => {
    const [first, second] = [
      await buildClinic(house, { name: 'Marsh Lane Dental', roles: ['OWNER'] }),
      await buildClinic(house, { name: 'Thornfield Smiles', roles: ['OWNER'] }),
    ]
    const owner = first.the('OWNER')
    const url = await linkOf(await fresh(owner))
    await joinAlso(house, second, owner, 'OWNER')
    const { body } = await ask(url)
    expect(body).toContain('X-WR-CALNAME:Enamel\\, Marsh Lane Dental')
    expect(summaries(body)).toHaveLength(1)
  })

  it('does nothing but be read', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const url = await linkOf(await fresh(clinic.the('OWNER')))
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'] as const)
      expect((await house.visitor().send({ method, url })).status).toBe(404)
    const token = url.split('/').at(-2) ?? ''
    const inLink = await house.visitor({ link: token }).send({ method: 'GET', url: '/api/profile/reminders' })
    expect(inLink.status).toBe(401)
  })
})
