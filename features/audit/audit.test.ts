/** The log as a person reads it. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { stateStep } from '../checklist/contract.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { listEvents } from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let owner: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house)
  owner = await signIn(house, clinic.the('OWNER'), { address: '198.51.100.7' })
})
afterEach(() => house.outbox.takeAll())

const list = (query: { limit?: number; before?: string } = {}) => owner.must(listEvents, { query })

describe('the list', () => {
  it('shows the newest first: who, what, to whom, when, from where and with what', async () => {
    await owner.must(stateStep, { params: { step: 3 }, body: { note: 'First' } })
    await owner.must(stateStep, { params: { step: 3 }, body: { note: 'Second' } })
    const { name, id } = clinic.the('OWNER')
    const { events } = await list()
    expect(events.slice(0, 2)).toMatchObject([
      {
        category: 'config',
        action: 'checklist.step_stated',
        outcome: 'ok',
        actor: { kind: 'person', id, name },
        target: { type: 'step_3', id: null, name: null },
        address: '198.51.100.7',
        agent: 'Firefox on Linux',
        count: 1,
        details: [
          { field: 'before', value: 'First' },
          { field: 'after', value: 'Second' },
        ],
      },
      { action: 'checklist.step_stated', details: [{ field: 'after', value: 'First' }] },
    ])
    const times = events.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => (a > b ? -1 : 1)))
  })

  it('shows repeats as one row with their number', async () => {
    const viewer = await signIn(house, clinic.the('VIEWER'))
    for (let tries = 0; tries < 5; tries++)
      expect((await viewer.call(listEvents, { query: {} })).status).toBe(403)
    house.clock.advance({ minutes: 1 })
    await house.settle()
    const { events } = await list({ limit: 200 })
    const refused = events.filter(
      ({ actor }) => actor.id === clinic.the('VIEWER').id && actor.kind === 'person',
    )
    expect(refused.filter(({ outcome }) => outcome === 'refused').map(({ count }) => count)).toEqual([4, 1])
  })

  it('goes on page by page to the very first, each event once, also while new ones come', async () => {
    const all = (await list({ limit: 200 })).events.map(({ id }) => id)
    expect(all.length).toBeGreaterThan(12)
    const seen: string[] = []
    let before: string | undefined
    do {
      const page = await list({ limit: 5, ...(before && { before }) })
      seen.push(...page.events.map(({ id }) => id))
      before = page.next
      await house
        .visitor()
        .call(signInWithPassword, { body: { email: 'nobody@clinic1.example', password: 'not it' } })
    } while (before !== undefined)
    expect(seen).toEqual(all)
  })

  it('goes on past events of one and the same moment', async () => {
    const { events } = await list({ limit: 200 })
    const moments = events.map(({ at }) => at)
    const shared = moments.filter((at, index) => moments[index + 1] === at)
    expect(shared.length).toBeGreaterThan(0)
    const cut = moments.indexOf(shared[0] ?? '') + 1
    const first = await list({ limit: cut })
    const next = await list({ limit: 1, before: first.next ?? '' })
    expect(next.events[0]?.id).toBe(events[cut]?.id)
  })

  it('says less, and does not fail, where the openings were erased', async () => {
    await owner.must(stateStep, { params: { step: 5 }, body: { note: 'To be forgotten' } })
    const [event] = (await list({ limit: 1 })).events
    await house.database.ask('admin', 'ALTER TABLE event_pii DISABLE TRIGGER ALL')
    const [{ month } = { month: '' }] = await house.database.ask<{ month: string }>(
      'admin',
      'SELECT tableoid::regclass::text AS month FROM event_pii WHERE event_id = $1',
      [event?.id],
    )
    await house.database.ask('admin', `ALTER TABLE ${month} DISABLE TRIGGER ALL`)
    await house.database.ask('admin', 'DELETE FROM event_pii WHERE event_id = $1', [event?.id])
    const [erased] = (await list({ limit: 1 })).events
    expect(erased).toMatchObject({ id: event?.id, address: null, agent: null, details: [], count: 1 })
    expect(JSON.stringify(erased)).not.toContain('To be forgotten')
    // For the look-over at the end of this file the event has to be whole: its opening is put back.
    await house.database.ask(
      'admin',
      `INSERT INTO event_pii SELECT clinic_id, at, id, '{}' FROM event WHERE id = $1`,
      [event?.id],
    )
  })

  it('is for Owner and Admin alone', async () => {
    const told = []
    for (const { role } of clinic.people) {
      const visitor = await signIn(house, clinic.the(role))
      told.push([role, (await visitor.call(listEvents, { query: {} })).status])
    }
    const may = told.filter(([, status]) => status === 200).map(([role]) => role)
    expect(may).toEqual(['OWNER', 'ADMIN'])
    expect(told.filter(([, status]) => status === 403)).toHaveLength(clinic.people.length - 2)
  })

  it('gives at most two hundred at once, and takes no nonsense for a size', async () => {
    for (const limit of [0, -1, 201, 1.5, Number.NaN]) {
      const reply = await owner.call(listEvents, { query: { limit } })
      expect([reply.status, reply.fields[0]?.path], String(limit)).toEqual([422, 'query.limit'])
    }
  })
})
