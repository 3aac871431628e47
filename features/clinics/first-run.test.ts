/** The first run: one link, one browser, one clinic. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { PASSWORD } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { createClinic, getSetup, nameClinic, nameOwner, openSetup } from './contract.ts'
import { livingSetupLink, newSetupLink } from './first-run.ts'

const house = await startTestApp()
const CLINIC = { name: 'Marsh Lane Dental', country: 'NG', zone: 'Africa/Lagos', locale: 'en-NG' }
const OWNER = { name: 'Ada Marsh', email: 'ada@marshlane.example' }

const newLink = async () => (await newSetupLink(house.system()))?.split('#')[1] ?? ''
const open = (visitor: Visitor, token: string) => visitor.call(openSetup, { body: { token } })
const now = async () => (await house.events()).at(-1)?.seq

/** A browser that has just opened a link of its own. */
async function opened(): Promise<Visitor> {
  const visitor = house.visitor()
  await visitor.must(openSetup, { body: { token: await newLink() } })
  return visitor
}

describe('before there is an Owner', () => {
  beforeEach(() => house.database.ask('admin', "UPDATE installation SET setup_draft = '{}'"))

  it('the link opens the first run in one browser, once', async () => {
    const token = await newLink()
    const [first, second] = [house.visitor(), house.visitor({ address: '203.0.113.8' })]
    expect((await first.must(getSetup)).stage).toBe('link_needed')
    expect((await open(first, token)).status).toBe(200)
    expect((await first.must(getSetup)).stage).toBe('clinic')
    const before = await now()
    const replay = await open(second, token)
    expect([replay.status, replay.code]).toEqual([410, 'setup.link_not_valid'])
    expect((await second.must(getSetup)).stage).toBe('link_needed')
    expect(await house.events(before)).toMatchObject([
      {
        clinicId: INSTALLATION,
        action: 'setup.link_refused',
        outcome: 'refused',
        personal: { address: '203.0.113.8' },
      },
    ])
  })

  it('the browser that opened it goes on with the same link', async () => {
    const token = await newLink()
    const visitor = house.visitor()
    await open(visitor, token)
    expect((await open(visitor, token)).status).toBe(200)
    expect((await visitor.must(getSetup)).stage).toBe('clinic')
  })

  it('the link opens in one browser when two open it in the same moment', async () => {
    const token = await newLink()
    const replies = await whileHeld(house.database, 'SELECT FROM installation', 2, () =>
      Promise.all([open(house.visitor(), token), open(house.visitor(), token)]),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410])
  })

  it('the link is over after a day', async () => {
    const token = await newLink()
    house.clock.advance({ hours: 24 })
    expect((await open(house.visitor(), token)).code).toBe('setup.link_not_valid')
  })

  it('a new link ends the one before, and its browser is shown what was answered from the first screen on', async () => {
    const old = await newLink()
    const first = await opened()
    expect((await open(house.visitor(), old)).code).toBe('setup.link_not_valid')
    await first.must(nameClinic, { body: CLINIC })
    const second = await opened()
    expect(await second.must(getSetup)).toMatchObject({ stage: 'clinic', clinic: CLINIC })
    const refused = await first.call(nameOwner, { body: OWNER })
    expect([refused.status, refused.code]).toEqual([401, 'setup.link_needed'])
    expect((await first.must(getSetup)).clinic).toBeNull()
  })

  it('processes that start one after the other, or at once, print one link, until it was used or is over', async () => {
    await opened()
    const before = await now()
    const link = () => livingSetupLink(house.system())
    const links = await Promise.all([link(), link(), link()])
    expect(new Set([...links, await link()]).size).toBe(1)
    expect((await house.events(before)).map(({ action }) => action)).toEqual(['setup.link_made'])
    house.clock.advance({ hours: 23, minutes: 59 })
    expect(await link()).toBe(links[0])
    house.clock.advance({ minutes: 1 })
    const next = (await link()) ?? ''
    expect(links).not.toContain(next)
    expect((await open(house.visitor(), next.split('#')[1] ?? '')).status).toBe(200)
    expect(await link()).not.toBe(next)
  })

  it('nobody without the link sees or answers anything', async () => {
    await (await opened()).must(nameClinic, { body: CLINIC })
    const stranger = house.visitor()
    stranger.cookies.set('__Host-enamel-setup', 'a'.repeat(43))
    expect(await stranger.must(getSetup)).toEqual({ stage: 'link_needed', clinic: null, owner: null })
    const tried = [
      await stranger.call(nameClinic, { body: CLINIC }),
      await stranger.call(nameOwner, { body: OWNER }),
      await stranger.call(createClinic, { body: { password: PASSWORD } }),
      await open(stranger, 'a'.repeat(43)),
    ]
    expect(tried.map(({ code }) => code)).toEqual([
      'setup.link_needed',
      'setup.link_needed',
      'setup.link_needed',
      'setup.link_not_valid',
    ])
  })

  it('what was answered is there after a restart, in the same browser', async () => {
    const visitor = await opened()
    await visitor.must(nameClinic, { body: CLINIC })
    await visitor.must(nameOwner, { body: OWNER })
    const restarted = await startAnother(house)
    onTestFinished(() => restarted.close())
    const same = restarted.visitor()
    for (const [name, value] of visitor.cookies) same.cookies.set(name, value)
    expect(await same.must(getSetup)).toEqual({ stage: 'password', clinic: CLINIC, owner: OWNER })
  })

  it('the browser keeps its part of it when it is closed', async () => {
    const response = await house.enamel.app.inject({
      method: 'POST',
      url: openSetup.url,
      headers: { origin: house.origin },
      payload: { token: await newLink() },
    })
    expect(response.headers['set-cookie']).toMatch(/^__Host-enamel-setup=.+Max-Age=\d{6,}.+HttpOnly; Secure/)
  })

  it('no step is left out', async () => {
    const visitor = await opened()
    expect((await visitor.call(nameOwner, { body: OWNER })).code).toBe('setup.earlier_step_missing')
    await visitor.must(nameClinic, { body: CLINIC })
    expect((await visitor.call(createClinic, { body: { password: PASSWORD } })).code).toBe(
      'setup.earlier_step_missing',
    )
  })

  it.each([
    ['name', { name: '' }, 'too_short'],
    ['name', { name: 'x' }, 'too_short'],
    ['name', { name: 'x'.repeat(81) }, 'too_long'],
    ['name', { name: 'Marsh\u0000Lane' }, 'no_control_characters'],
    ['name', { name: 'Marsh\u202eLane' }, 'no_control_characters'],
    ['name', { name: 7 }, 'text'],
    ['name', { name: undefined }, 'missing'],
    ['country', { country: 'XX' }, 'country'],
    ['zone', { zone: 'Mars/Olympus' }, 'zone'],
    ['locale', { locale: 'xx-nowhere' }, 'locale'],
    ['role', { role: 'OWNER' }, 'unknown'],
  ])('a clinic’s %s that is %j is refused as %s', async (field, part, expected) => {
    const visitor = await opened()
    const reply = await visitor.send({
      method: 'PUT',
      url: nameClinic.url,
      payload: { ...CLINIC, ...part },
    })
    expect([reply.status, reply.code]).toEqual([422, 'request.fields'])
    expect(reply.fields).toMatchObject([{ path: `body.${field}`, expected }])
  })

  it.each([
    '',
    'ada',
    'ada@',
    '@marshlane.example',
    'ada@marshlane',
    'a da@marshlane.example',
    'ada@mars\nhlane.example',
    `${'a'.repeat(65)}@b.example`,
    `ada@${'b'.repeat(250)}.example`,
  ])('an address of the Owner like “%s” is refused', async (email) => {
    const visitor = await opened()
    await visitor.must(nameClinic, { body: CLINIC })
    const reply = await visitor.call(nameOwner, { body: { ...OWNER, email } })
    expect(reply.status).toBe(422)
    expect(reply.fields[0]?.path).toBe('body.email')
  })

  it('a password that rests on the clinic’s or the Owner’s name is refused, and nothing is made', async () => {
    const visitor = await opened()
    await visitor.must(nameClinic, { body: CLINIC })
    await visitor.must(nameOwner, { body: OWNER })
    for (const password of ['marsh-lane-dental', 'AdaMarshAdaMarsh', 'password12345678']) {
      const reply = await visitor.call(createClinic, { body: { password } })
      expect([reply.status, reply.code]).toEqual([422, 'identity.password_refused'])
    }
    expect(await house.database.ask('admin', 'SELECT FROM person')).toEqual([])
    expect((await visitor.must(getSetup)).stage).toBe('password')
  })
})

describe('the last step', () => {
  it('makes one clinic when two tabs send it in the same moment, and signs one in', async () => {
    const visitor = await opened()
    await visitor.must(nameClinic, { body: CLINIC })
    await visitor.must(nameOwner, { body: OWNER })
    const before = await now()
    const create = () => visitor.call(createClinic, { body: { password: PASSWORD } })
    const replies = await whileHeld(house.database, 'SELECT FROM installation', 2, () =>
      Promise.all([create(), create()]),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const counts = await house.database.ask(
      'admin',
      `SELECT (SELECT count(*)::integer FROM clinic WHERE state = 'active') AS clinics, (SELECT count(*)::integer FROM person) AS people,
              (SELECT count(*)::integer FROM session) AS sessions, (SELECT count(*)::integer FROM device) AS devices`,
    )
    expect(counts).toEqual([{ clinics: 1, people: 1, sessions: 1, devices: 1 }])
    const events = await house.events(before)
    expect(events.map(({ action }) => action)).toEqual([
      'clinic.created',
      'staff.joined',
      'password.set',
      'auth.signin.ok',
      'session.start',
    ])
    expect(new Set(events.map(({ clinicId }) => clinicId)).size).toBe(1)
    expect(events[0]?.clinicId).not.toBe(INSTALLATION)
    expect(await visitor.must(whoAmI)).toMatchObject({
      setUp: true,
      state: 'full',
      clinic: CLINIC,
      person: { name: OWNER.name, address: OWNER.email, role: 'OWNER' },
    })
    expect(visitor.cookies.has('__Host-enamel-setup')).toBe(false)
    expect((await visitor.call(getChecklist)).status).toBe(200)
  })

  it('closes the set-up for good: no new link, no old one, no step', async () => {
    expect(await newSetupLink(house.system())).toBeUndefined()
    expect(await livingSetupLink(house.system())).toBeUndefined()
    const visitor = house.visitor({ address: '203.0.113.9' })
    expect(await visitor.must(getSetup)).toEqual({ stage: 'done', clinic: null, owner: null })
    const before = await now()
    const closed = [
      await open(visitor, 'a'.repeat(43)),
      await visitor.call(nameClinic, { body: CLINIC }),
      await visitor.call(nameOwner, { body: OWNER }),
      await visitor.call(createClinic, { body: { password: PASSWORD } }),
    ]
    expect(closed.map(({ status, code }) => [status, code])).toEqual(
      closed.map(() => [409, 'setup.done_already']),
    )
    expect((await house.events(before)).map(({ action }) => action)).toContain('setup.link_refused')
    const [row] = await house.database.ask(
      'admin',
      'SELECT setup_draft, setup_browser_hash, setup_link_hash FROM installation',
    )
    expect(row).toEqual({ setup_draft: {}, setup_browser_hash: null, setup_link_hash: null })
  })

  it('lets the Owner sign in from then on', async () => {
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: OWNER.email, password: PASSWORD } })
    await house.outbox.take('new_device', OWNER.email)
    expect((await visitor.must(whoAmI)).person?.name).toBe(OWNER.name)
  })
})
