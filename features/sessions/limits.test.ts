/** How long a session lasts: judged by the server, fed by the person alone. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn, signInAt } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from '../audit/contract.ts'
import { getChecklist, stateStep } from '../checklist/contract.ts'
import { getSecurity } from '../identity/contract.ts'
import { listSessions, reportActivity, whoAmI } from './contract.ts'

const house = await startTestApp()
let clinic: Clinic

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'VIEWER'] })
})
beforeEach(() => setIdle(30))
afterEach(() => house.outbox.takeAll())

const setIdle = (minutes: number) =>
  house.database.ask('admin', 'UPDATE clinic SET idle_minutes = $1 WHERE id = $2', [minutes, clinic.id])
const owner = () => signIn(house, clinic.the('OWNER'))
const lastActivity = async () =>
  (
    await house.database.ask<{ at: Date }>('admin', 'SELECT max(last_activity_at) AS at FROM session')
  )[0]?.at.getTime()

/** When the session of this visitor really ends, by asking again and again; it is over afterwards. */
async function endOf(visitor: Visitor, stepSeconds: number): Promise<{ seconds: number; why: unknown }> {
  const begin = house.clock.now().getTime()
  for (let steps = 0; steps < 10_000; steps++) {
    house.clock.advance({ seconds: stepSeconds })
    const reply = await visitor.call(getChecklist)
    if (reply.status === 401) {
      const { values } = reply.body as unknown as { values?: { why: string } }
      return { seconds: Math.round((house.clock.now().getTime() - begin) / 1000), why: values?.why }
    }
  }
  throw new Error('Never ended')
}

describe('the idle limit', () => {
  it('is not fed by a page that asks every five seconds: over on time, to the step', async () => {
    await setIdle(5)
    expect(await endOf(await owner(), 5)).toEqual({ seconds: 300, why: 'idle' })
  })

  it('is fed by no reading at all', async () => {
    await setIdle(2)
    const visitor = await owner()
    const readings = [
      () => visitor.call(whoAmI),
      () => visitor.call(getChecklist),
      () => visitor.call(listSessions),
      () => visitor.call(getSecurity),
      () => visitor.call(listEvents, { query: {} }),
      () => visitor.send({ method: 'GET', url: '/api/openapi.json' }),
    ]
    for (let round = 0; round < 7; round++) {
      house.clock.advance({ seconds: 15 })
      for (const reading of readings) expect((await reading()).status).toBe(200)
    }
    house.clock.advance({ seconds: 15 })
    expect((await visitor.call(getChecklist)).code).toBe('session.ended')
  })

  it('is not fed by what is refused', async () => {
    await setIdle(2)
    const visitor = await signIn(house, clinic.the('VIEWER'))
    for (let round = 0; round < 7; round++) {
      house.clock.advance({ seconds: 15 })
      const refused = await visitor.call(stateStep, { params: { step: 3 }, body: { note: 'Seen to' } })
      expect(refused.status).toBe(403)
      await visitor.send({
        method: 'POST',
        url: '/api/session/activity',
        headers: { origin: 'https://evil.example' },
      })
      await visitor.send({ method: 'POST', url: '/api/sessions/end', payload: { which: 'nonsense' } })
    }
    house.clock.advance({ seconds: 15 })
    expect((await visitor.call(getChecklist)).code).toBe('session.ended')
  })

  it('is fed by a touch of the person, and by their own acts', async () => {
    await setIdle(2)
    const visitor = await owner()
    for (let round = 0; round < 10; round++) {
      house.clock.advance({ seconds: 100 })
      if (round % 2) await visitor.must(reportActivity)
      else await visitor.must(stateStep, { params: { step: 3 }, body: { note: `Seen to, ${round}` } })
    }
    expect((await visitor.call(getChecklist)).status).toBe(200)
    expect((await endOf(visitor, 1)).why).toBe('idle')
  })

  it('is told truly: the end that a touch is answered with is the end', async () => {
    await setIdle(2)
    const visitor = await owner()
    house.clock.advance({ seconds: 20 })
    await visitor.must(reportActivity)
    house.clock.advance({ seconds: 14 })
    const { idleEndsAt } = await visitor.must(reportActivity)
    expect((await visitor.must(whoAmI)).session?.idleEndsAt).toBe(idleEndsAt)
    house.clock.set(new Date(Date.parse(idleEndsAt) - 100))
    expect((await visitor.call(getChecklist)).status).toBe(200)
    house.clock.set(idleEndsAt)
    expect((await visitor.call(getChecklist)).status).toBe(401)
  })

  it('is written at most every 15 seconds', async () => {
    const visitor = await owner()
    const begun = await lastActivity()
    for (const seconds of [5, 5, 4]) {
      house.clock.advance({ seconds })
      await visitor.must(reportActivity)
      expect(await lastActivity()).toBe(begun)
    }
    house.clock.advance({ seconds: 2 })
    await visitor.must(reportActivity)
    expect(await lastActivity()).toBeGreaterThan(begun ?? 0)
  })

  it('that the clinic shortens holds for open sessions at once', async () => {
    const visitor = await owner()
    house.clock.advance({ minutes: 10 })
    expect((await visitor.call(getChecklist)).status).toBe(200)
    await setIdle(10)
    expect((await visitor.call(getChecklist)).code).toBe('session.ended')
  })
})

describe('the absolute limit', () => {
  it('ends a session that was never idle, after twelve hours', async () => {
    const visitor = await owner()
    for (let round = 0; round < 12 * 6 - 1; round++) {
      house.clock.advance({ minutes: 10 })
      await visitor.must(reportActivity)
    }
    house.clock.advance({ minutes: 10 })
    const late = await visitor.call(reportActivity)
    expect(late).toMatchObject({ status: 401, code: 'session.ended', body: { values: { why: 'too_long' } } })
  })

  it('is not moved by the browser: the cookie has no expiry of its own to trust', async () => {
    const visitor = await owner()
    const token = visitor.cookies.get('__Host-enamel') ?? ''
    house.clock.advance({ hours: 13 })
    visitor.cookies.set('__Host-enamel', token)
    expect((await visitor.must(whoAmI)).state).toBe('none')
  })
})

describe('a session that is over', () => {
  it('says why to whoever still holds its token, and takes no newer cookie away', async () => {
    const visitor = await owner()
    house.clock.advance({ minutes: 31 })
    for (let tab = 0; tab < 2; tab++) {
      const late = await visitor.call(getChecklist)
      expect(late).toMatchObject({ status: 401, code: 'session.ended', body: { values: { why: 'idle' } } })
      expect(late.headers['set-cookie']).toBeUndefined()
    }
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'idle' })
    await signInAt(house, visitor, clinic.the('OWNER'))
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'full', endedWhy: null })
  })

  it('leaves one event, with the moment it was over, however many tabs come for it at once', async () => {
    const visitor = await owner()
    const begun = house.clock.now().getTime()
    house.clock.advance({ hours: 2 })
    const before = (await house.events()).at(-1)?.seq
    const tabs = Array.from({ length: 6 }, () => {
      const tab = house.visitor()
      tab.cookies.set('__Host-enamel', visitor.cookies.get('__Host-enamel') ?? '')
      return tab
    })
    const replies = await Promise.all(tabs.map((tab) => tab.call(getChecklist)))
    expect(replies.map(({ code }) => code)).toEqual(tabs.map(() => 'session.ended'))
    const ends = (await house.events(before)).filter(({ action }) => action === 'session.end')
    expect(ends).toHaveLength(1)
    expect(ends[0]).toMatchObject({ actorKind: 'system', personal: { reason: 'idle' } })
    const over = Date.parse(ends[0]?.personal['ended_at'] ?? '')
    expect(Math.round((over - begun) / 60_000)).toBe(30)
  })

  it('gets its end in the log of its clinic by the daily run, when nobody came back to it', async () => {
    const visitor = await owner()
    const begun = house.clock.now().getTime()
    const before = (await house.events()).at(-1)?.seq
    for (let day = 0; day < 2; day++) {
      house.clock.advance({ days: 1, minutes: 1 })
      await house.settle()
    }
    const id = clinic.the('OWNER').id
    const ends = (await house.events(before)).filter(
      ({ action, targetId, at }) => action === 'session.end' && targetId === id && Number(at) > begun,
    )
    const idle = ends.filter(({ personal }) => {
      const minutes = (Date.parse(personal['ended_at'] ?? '') - begun) / 60_000
      return minutes > 29 && minutes < 31
    })
    expect(idle).toHaveLength(1)
    expect(idle[0]).toMatchObject({ clinicId: clinic.id, actorKind: 'system', personal: { reason: 'idle' } })
    expect((await visitor.must(whoAmI)).endedWhy).toBe('idle')
  })

  it('is that of somebody who is disabled or has left, on the next request', async () => {
    for (const state of ['disabled', 'left']) {
      const person = clinic.the('NURSE')
      const visitor = await signIn(house, person)
      const set = (to: string) =>
        house.database.ask('admin', 'UPDATE membership SET state = $1 WHERE person_id = $2', [to, person.id])
      await set(state)
      expect(await visitor.call(getChecklist)).toMatchObject({
        status: 401,
        body: { values: { why: 'membership_ended' } },
      })
      await set('active')
      expect((await visitor.call(getChecklist)).status).toBe(401)
    }
  })
})
