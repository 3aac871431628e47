/** Who reads the log is in the log, without filling it; one event whole; views that are one's own. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { stateStep } from '../checklist/contract.ts'
import { reportActivity } from '../sessions/contract.ts'
import { listEvents, listMyEvents } from './contract.ts'
import { countFacets, countOverTime, listViews, readEvent, removeView, saveView } from './log-contract.ts'

const house = await startTestApp()
let clinic: Clinic
let owner: Visitor
let admin: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house)
  owner = await signIn(house, clinic.the('OWNER'))
  admin = await signIn(house, clinic.the('ADMIN'))
})

const readings = async (work: () => Promise<unknown>) => {
  const before = await house.lastSeq()
  await work()
  return (await house.events(before))
    .filter(({ action }) => action === 'audit.searched')
    .map(({ actorId, personal }) => [actorId, personal['search']])
}

describe('reading the log', () => {
  const ask = (query: Record<string, string>, of = owner) => of.must(listEvents, { query })

  it('is in the log once an hour for what was looked for, whatever is asked of it', async () => {
    const { id } = clinic.the('OWNER')
    expect(await readings(() => ask({}))).toEqual([[id, undefined]])
    expect(
      await readings(async () => {
        const { newest } = await ask({})
        await ask({ after: newest })
        await ask({ from: '2026-01-01T00:00:00Z' })
        await owner.must(countFacets, { query: {} })
        await owner.must(countOverTime, { query: {} })
        await owner.must(listMyEvents)
      }),
    ).toEqual([])
    const searched = await readings(async () => {
      await owner.must(countFacets, { query: { text: 'Ada Marsh', category: 'auth' } })
      await ask({ category: 'auth', text: 'Ada Marsh' })
    })
    expect(searched).toEqual([[id, 'category: auth\ntext: Ada Marsh']])
    for (const minutes of [29, 29]) {
      house.clock.advance({ minutes })
      await owner.must(reportActivity)
      expect(await readings(() => ask({}))).toEqual([])
    }
    house.clock.advance({ minutes: 3 })
    expect(await readings(() => ask({}))).toEqual([[id, undefined]])
  })

  it('by two at the same instant is two, by one twice at the same instant is one', async () => {
    admin = await signIn(house, clinic.the('ADMIN'))
    const query = { outcome: 'failed' }
    const found = await readings(() =>
      Promise.all([ask(query), ask(query), ask(query), ask(query, admin), ask(query, admin)]),
    )
    expect(found.map(([who]) => String(who)).toSorted()).toEqual(
      [clinic.the('OWNER').id, clinic.the('ADMIN').id].toSorted(),
    )
  })

  it('that is refused shows nothing and is the refusal alone', async () => {
    const viewer = await signIn(house, clinic.the('VIEWER'))
    expect(await readings(() => viewer.call(countFacets, { query: { text: 'Ada' } }))).toEqual([])
  })

  it('keeps what was looked for out of sight of the sealed bytes', async () => {
    await ask({ text: 'Quetzalcoatl' })
    const bodies = await house.database.ask<{ body: Buffer }>(
      'admin',
      `SELECT body FROM event WHERE action = 'audit.searched'`,
    )
    expect(bodies.length).toBeGreaterThan(2)
    expect(bodies.map(({ body }) => body.toString()).join('\n')).not.toContain('Quetzalcoatl')
  })
})

describe('one event', () => {
  it('is told whole: what changed, who, at which device, where it is in the log, and what is around it', async () => {
    await owner.must(stateStep, { params: { step: 3 }, body: { note: 'Tidy desk' } })
    await owner.must(stateStep, { params: { step: 3 }, body: { note: 'Tidy desks' } })
    const [last] = (await owner.must(listEvents, { query: { action: 'checklist.step_stated' } })).events
    const params = { eventId: last?.id ?? '' }
    const waiting = await owner.must(readEvent, { params })
    expect(waiting).toMatchObject({
      action: 'checklist.step_stated',
      source: 'enamel',
      actor: { id: clinic.the('OWNER').id, name: clinic.the('OWNER').name, nameThen: null },
      changes: [{ what: null, before: 'Tidy desk', after: 'Tidy desks' }],
      device: { agent: 'Firefox on Linux' },
      erased: [],
      seal: { state: 'waiting' },
    })
    expect(waiting.session?.startedAt).toMatch(/^2026-/)
    await house.settle()
    house.clock.advance({ minutes: 2 })
    await house.settle()
    const { seal, around } = await owner.must(readEvent, { params })
    expect(seal).toEqual({
      state: 'sealed',
      log: 1,
      index: expect.stringMatching(/^\d+$/) as string,
      signedAt: expect.stringMatching(/^2026-/) as string,
    })
    // Each link is one that the list takes, and this event is among what it shows.
    for (const link of [around.actor, around.session].filter((one) => one !== null)) {
      const { events } = await owner.must(listEvents, { query: { ...link.query, limit: 200 } })
      expect(events.map(({ id }) => id)).toContain(last?.id)
    }
  })

  it('says which fields were erased', async () => {
    const [event] = (await owner.must(listEvents, { query: { action: 'checklist.step_stated' } })).events
    const [found] = await house.database.ask<{ doc: Buffer }>(
      'admin',
      'SELECT doc FROM event_pii WHERE event_id = $1',
      [event?.id],
    )
    const kept = JSON.parse(found?.doc.toString() ?? '{}') as Record<string, unknown>
    const months = await house.database.ask<{ month: string }>(
      'admin',
      'SELECT DISTINCT tableoid::regclass::text AS month FROM event_pii WHERE event_id = $1',
      [event?.id],
    )
    for (const { month } of [...months, { month: 'event_pii' }])
      await house.database.ask('admin', `ALTER TABLE ${month} DISABLE TRIGGER ALL`)
    const write = (doc: object) =>
      house.database.ask('admin', 'UPDATE event_pii SET doc = $2 WHERE event_id = $1', [
        event?.id,
        Buffer.from(JSON.stringify(doc)),
      ])
    const { address: _address, agent: _agent, ...rest } = kept
    await write(rest)
    const { erased, address, device } = await owner.must(readEvent, { params: { eventId: event?.id ?? '' } })
    expect([erased.toSorted(), address, device.agent]).toEqual([['address', 'agent'], null, null])
    await write(kept)
  })
})

describe('a saved view', () => {
  it('is one’s own, by a name of its own, and goes with its owner', async () => {
    const filters = { category: 'auth,config', text: 'Ada', days: 7 }
    const { viewId } = await owner.must(saveView, { body: { name: 'Sign-ins', filters } })
    expect(await owner.must(listViews)).toEqual({
      views: [{ viewId, name: 'Sign-ins', filters: { category: 'auth,config', text: 'Ada', days: '7' } }],
    })
    const again = await owner.call(saveView, { body: { name: 'sign-INS', filters: {} } })
    expect([again.status, again.code]).toEqual([409, 'audit.view_name_taken'])
    expect((await admin.must(listViews)).views).toEqual([])
    expect((await admin.call(removeView, { params: { viewId } })).status).toBe(404)
    await admin.must(saveView, { body: { name: 'Sign-ins', filters: {} } })
    await owner.must(removeView, { params: { viewId } })
    expect((await owner.must(listViews)).views).toEqual([])
    expect((await owner.call(removeView, { params: { viewId } })).code).toBe('audit.view_not_found')
  })

  it('with a filter that is none is refused, and the fifty-first', async () => {
    const wrong = await owner.call(saveView, { body: { name: 'Odd', filters: { category: 'odd' } } })
    expect([wrong.status, wrong.fields[0]?.path]).toEqual([422, 'body.filters.category'])
    for (let n = 0; n < 50; n++) await owner.must(saveView, { body: { name: `View ${n}`, filters: {} } })
    const more = await owner.call(saveView, { body: { name: 'One more', filters: {} } })
    expect([more.status, more.code]).toEqual([409, 'audit.too_many_views'])
  })
})
