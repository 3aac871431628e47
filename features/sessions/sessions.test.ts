/** Where somebody is signed in, and how each of it ends. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, codeOf, type Person, signIn } from '../../test/builders.ts'
import { getChecklist, stateStep } from '../checklist/contract.ts'
import { signInWithCode, signInWithPassword } from '../identity/contract.ts'
import { endSession, endSessions, listSessions, reportActivity, signOut, whoAmI } from './contract.ts'

const house = await startTestApp()
const SESSION = '__Host-enamel'
let clinic: Clinic
let elsewhere: Clinic
let free: Person[]

beforeAll(async () => {
  clinic = await buildClinic(house, { totp: true })
  elsewhere = await buildClinic(house)
  free = clinic.people.filter(({ role }) => role !== 'OWNER')
})
afterEach(() => house.outbox.takeAll())

const person = () => free.pop() as Person
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
const since = async (seq: string | undefined) => await house.events(seq)
const now = async () => (await house.events()).at(-1)?.seq

describe('the list', () => {
  it('shows one’s own living sessions: browser, system, address, times, and which one is this', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    house.clock.advance({ minutes: 5 })
    const phone = await signIn(house, who, { userAgent: PHONE, address: '198.51.100.4' })
    await signIn(house, clinic.the('OWNER'))
    const { sessions } = await visitor.must(listSessions)
    expect(sessions).toMatchObject([
      { current: false, browser: 'Safari', system: 'iOS', address: '198.51.100.4' },
      {
        current: true,
        browser: 'Firefox',
        system: 'Linux',
        address: '192.0.2.10',
        proven: { password: true, code: true, passkey: false },
      },
    ])
    expect((await phone.must(listSessions)).sessions.map(({ current }) => current)).toEqual([true, false])
    expect(JSON.stringify(sessions)).not.toMatch(/token|hash/i)
  })

  it('leaves out what is over, idle or only half signed in', async () => {
    const who = person()
    const idle = await signIn(house, who)
    house.clock.advance({ minutes: 31 })
    const visitor = await signIn(house, who)
    await house.visitor().must(signInWithPassword, { body: { email: who.email, password: who.password } })
    const ended = await signIn(house, who)
    await ended.must(signOut)
    expect((await visitor.must(listSessions)).sessions).toHaveLength(1)
    expect((await idle.call(listSessions)).code).toBe('session.ended')
  })
})

describe('ending', () => {
  it('one of one’s own ends it at its next request, and says why', async () => {
    const who = person()
    const [visitor, other, third] = [
      await signIn(house, who),
      await signIn(house, who),
      await signIn(house, who),
    ]
    const { sessions } = await other.must(listSessions)
    const sessionId = sessions.find(({ current }) => current)?.id ?? ''
    const before = await now()
    await visitor.must(endSession, { params: { sessionId } })
    expect(await other.call(getChecklist)).toMatchObject({
      status: 401,
      body: { values: { why: 'ended_by_self' } },
    })
    expect((await third.call(getChecklist)).status).toBe(200)
    expect(await since(before)).toMatchObject([
      { action: 'session.end', actorId: who.id, targetId: sessionId, personal: { reason: 'ended_by_self' } },
    ])
    expect((await visitor.call(endSession, { params: { sessionId } })).status).toBe(404)
  })

  it('the present one signs out', async () => {
    const visitor = await signIn(house, person())
    const { sessions } = await visitor.must(listSessions)
    await visitor.must(endSession, { params: { sessionId: sessions[0]?.id ?? '' } })
    expect(visitor.cookies.has(SESSION)).toBe(false)
  })

  it('all others leaves this one, half sign-ins not', async () => {
    const who = person()
    const [visitor, one, two] = [await signIn(house, who), await signIn(house, who), await signIn(house, who)]
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: who.email, password: who.password } })
    const colleague = await signIn(house, clinic.the('OWNER'))
    expect(await visitor.must(endSessions, { body: { which: 'others' } })).toEqual({ ended: 3 })
    for (const other of [one, two]) expect((await other.call(getChecklist)).status).toBe(401)
    house.clock.advance({ seconds: 30 })
    expect((await half.call(signInWithCode, { body: { code: codeOf(house, who) } })).code).toBe(
      'session.ended',
    )
    expect((await visitor.call(getChecklist)).status).toBe(200)
    expect((await colleague.call(getChecklist)).status).toBe(200)
  })

  it('all ends this one too', async () => {
    const who = person()
    const [visitor, other] = [await signIn(house, who), await signIn(house, who)]
    expect(await visitor.must(endSessions, { body: { which: 'all' } })).toEqual({ ended: 2 })
    expect(visitor.cookies.has(SESSION)).toBe(false)
    expect((await other.call(getChecklist)).code).toBe('session.ended')
  })

  it('one that is somebody else’s is refused as if it were not there, and is an event', async () => {
    const visitor = await signIn(house, person())
    const colleague = await signIn(house, clinic.the('OWNER'))
    const stranger = await signIn(house, elsewhere.the('OWNER'))
    const idOf = async (of: typeof visitor) => (await of.must(whoAmI)).session?.id ?? ''
    const ids = [await idOf(colleague), await idOf(stranger), '0195a000-0000-7000-8000-000000000000']
    const told = []
    for (const sessionId of ids) {
      const before = await now()
      const reply = await visitor.call(endSession, { params: { sessionId } })
      told.push([reply.status, reply.code])
      expect(await since(before)).toMatchObject([
        { action: 'request.refused', outcome: 'refused', targetType: 'session', targetId: sessionId },
      ])
    }
    expect(told).toEqual(ids.map(() => [404, 'sessions.not_found']))
    expect((await colleague.call(getChecklist)).status).toBe(200)
    expect((await stranger.call(getChecklist)).status).toBe(200)
  })

  it('the same one twice in the same moment leaves one event', async () => {
    const who = person()
    const [visitor, other] = [await signIn(house, who), await signIn(house, who)]
    const sessionId = (await other.must(whoAmI)).session?.id ?? ''
    const before = await now()
    const both = await Promise.all([
      visitor.call(endSession, { params: { sessionId } }),
      visitor.call(endSession, { params: { sessionId } }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404])
    const ends = (await since(before)).filter(({ action }) => action === 'session.end')
    expect(ends).toHaveLength(1)
  })
})

describe('signing out', () => {
  it('ends the session on the server, not only the cookie', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    const token = visitor.cookies.get(SESSION) ?? ''
    const before = await now()
    await visitor.must(signOut)
    expect(visitor.cookies.has(SESSION)).toBe(false)
    const thief = house.visitor()
    thief.cookies.set(SESSION, token)
    expect((await thief.call(getChecklist)).code).toBe('session.ended')
    expect(await since(before)).toMatchObject([
      { action: 'session.end', actorId: who.id, personal: { reason: 'signed_out' } },
    ])
  })

  it('does nothing, without complaint, when nobody is signed in', async () => {
    const before = await now()
    const visitor = house.visitor()
    expect((await visitor.call(signOut)).status).toBe(200)
    visitor.cookies.set(SESSION, 'no session has this token')
    expect((await visitor.call(signOut)).status).toBe(200)
    expect(visitor.cookies.has(SESSION)).toBe(false)
    expect(await since(before)).toEqual([])
  })

  it('twice in the same moment leaves one event', async () => {
    const visitor = await signIn(house, person())
    const before = await now()
    const both = await Promise.all([visitor.call(signOut), visitor.call(signOut)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await since(before)).toHaveLength(1)
  })
})

describe('a page of one person under the cookie of another', () => {
  it('is refused whatever it asks, and nothing is done', async () => {
    const [before, after] = [clinic.the('OWNER'), elsewhere.the('NURSE')]
    const visitor = await signIn(house, after)
    const headers = { 'enamel-person': before.id }
    const asked = [
      await visitor.send({ method: 'GET', url: getChecklist.url, headers }),
      await visitor.send({ method: 'POST', url: reportActivity.url, headers }),
      await visitor.send({
        method: 'PUT',
        url: stateStep.url.replace(':step', '3'),
        headers,
        payload: { note: 'Seen to' },
      }),
      await visitor.send({ method: 'POST', url: endSessions.url, headers, payload: { which: 'all' } }),
      await visitor.send({ method: 'POST', url: signOut.url, headers }),
    ]
    expect(asked.map(({ status, code }) => [status, code])).toEqual(
      asked.map(() => [409, 'request.other_person']),
    )
    expect((await visitor.must(whoAmI)).state).toBe('full')
    const own = await visitor.send({
      method: 'GET',
      url: getChecklist.url,
      headers: { 'enamel-person': after.id },
    })
    expect(own.status).toBe(200)
  })
})

describe('the cookies', () => {
  const cookies = async () => {
    const response = await house.enamel.app.inject({
      method: 'POST',
      url: signInWithPassword.url,
      headers: { origin: house.origin },
      payload: { email: elsewhere.the('NURSE').email, password: elsewhere.the('NURSE').password },
    })
    return [response.headers['set-cookie'] ?? []].flat()
  }

  it('are of this host alone, unseen by scripts, and the session’s ends with the browser', async () => {
    const set = await cookies()
    expect(set).toHaveLength(2)
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-enamel(-device)?=[A-Za-z0-9_-]{43};/)
      expect(cookie).toMatch(/; Path=\/(;|$)/)
      expect(cookie).toMatch(/; Secure(;|$)/)
      expect(cookie).toMatch(/; HttpOnly(;|$)/)
      expect(cookie).toMatch(/; SameSite=Lax(;|$)/)
      expect(cookie).not.toMatch(/domain/i)
    }
    const session = set.find((cookie) => cookie.startsWith('__Host-enamel='))
    expect(session).not.toMatch(/max-age|expires/i)
  })

  it('hold tokens that the database does not know, only their hashes', async () => {
    const tokens = (await cookies()).map((cookie) => cookie.split(/[=;]/)[1] ?? '')
    const rows = await house.database.ask('admin', 'SELECT * FROM session, device')
    const dump = JSON.stringify(rows)
    expect(
      tokens.every((token) => !dump.includes(token) && !dump.includes(Buffer.from(token).toString('hex'))),
    ).toBe(true)
  })

  it('are different for everybody and every sign-in', async () => {
    const all = [await cookies(), await cookies(), await cookies()]
      .flat()
      .map((cookie) => cookie.split(';')[0])
    expect(new Set(all).size).toBe(6)
  })
})
