/** Finding events: every filter, pages without gap or double, words of any script, numbers and the chart. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ClinicId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from './contract.ts'
import { countFacets, countOverTime } from './log-contract.ts'

const house = await startTestApp({ apart: true })
let clinic: Clinic
let other: Clinic
let owner: Visitor
let stranger: Visitor

/** Events of the clinic's own making: the database takes any declared action. */
async function happen(at: Clinic, events: readonly Partial<AuditEvent>[], address?: string) {
  const ctx = { ...house.system(at.id as ClinicId), ...(address !== undefined && { address }) }
  await write(ctx, async () =>
    audited(
      events.map((event): AuditEvent => ({
        action: 'checklist.step_stated',
        category: 'config',
        ...event,
      })) as unknown as [AuditEvent, ...AuditEvent[]],
    ),
  )
}

const patient = randomUUID()
const target = randomUUID()
const device = randomUUID()

beforeAll(async () => {
  clinic = await buildClinic(house)
  other = await buildClinic(house)
  owner = await signIn(house, clinic.the('OWNER'))
  stranger = await signIn(house, other.the('OWNER'))
  await house.settle()
})
afterEach(() => house.outbox.takeAll())

const ask = (query: Record<string, string | number>, of = owner) => of.must(listEvents, { query })

describe('filters', () => {
  it('let through what each of them names, sealed or waiting, alone and together', async () => {
    const nurse = clinic.the('NURSE').id
    const begun = house.clock.now()
    await happen(
      clinic,
      [
        { category: 'patient', patientId: patient, actor: { kind: 'person', id: nurse } },
        { category: 'clinical', target: { type: 'chart', id: target }, outcome: 'failed' },
        { action: 'plan.answered', outcome: 'refused', personal: { reason: 'Marsh Lane' } },
      ],
      '203.0.113.77',
    )
    const [from, to] = [begun.toISOString(), house.clock.now().toISOString()]
    const cases: [Record<string, string>, number][] = [
      [{}, 3],
      [{ category: 'patient' }, 1],
      [{ category: 'patient,clinical' }, 2],
      [{ category: 'financial' }, 0],
      [{ action: 'plan.answered' }, 1],
      [{ action: 'plan.answered,checklist.step_stated' }, 3],
      [{ person: nurse }, 1],
      [{ target }, 1],
      [{ patient }, 1],
      [{ session: randomUUID() }, 0],
      [{ device }, 0],
      [{ address: '203.0.113.77' }, 3],
      [{ address: '203.0.113.7' }, 0],
      [{ outcome: 'ok' }, 1],
      [{ outcome: 'refused,failed' }, 2],
      [{ category: 'patient', person: nurse, patient, address: '203.0.113.77', outcome: 'ok' }, 1],
      [{ category: 'clinical', person: nurse }, 0],
      [{ to: new Date(begun.getTime() - 1).toISOString(), from: '2020-01-01T00:00:00Z', patient }, 0],
    ]
    const look = async (sealed: boolean) => {
      for (const [filters, n] of cases) {
        const { events } = await ask({ from, to, ...filters, limit: 200 })
        expect([filters, events.length]).toEqual([filters, n])
        expect(events.every((event) => event.sealed === sealed)).toBe(true)
        const { total, categories, actions } = await owner.must(countFacets, {
          query: { from, to, ...filters },
        })
        expect([filters, total]).toEqual([filters, { n, more: false }])
        const { buckets } = await owner.must(countOverTime, { query: { from, to, ...filters } })
        expect([filters, buckets.reduce((sum, one) => sum + one.n, 0)]).toEqual([filters, n])
        if (Object.keys(filters).length === 0) {
          expect(categories.map(({ category, n: of }) => `${category} ${of}`).toSorted()).toEqual([
            'clinical 1',
            'config 1',
            'patient 1',
          ])
          expect(actions.map(({ action, n: of }) => [action, of])).toEqual([
            ['checklist.step_stated', 2],
            ['plan.answered', 1],
          ])
        }
      }
    }
    await look(false)
    await house.settle()
    await look(true)
    expect((await ask({ patient }, stranger)).events).toEqual([])
  })

  it('that are none are named', async () => {
    for (const [name, value] of Object.entries({
      category: 'auth,everything',
      action: 'session',
      person: 'Ada',
      address: '203.0.113.0/24',
      outcome: 'good',
      from: 'yesterday',
      to: '0001-01-01T00:00:00Z',
      text: '   ',
      after: 'x',
    })) {
      const reply = await owner.call(listEvents, { query: { [name]: value } })
      expect([name, reply.status, reply.fields[0]?.path]).toEqual([name, 422, `query.${name}`])
    }
  })
})

describe('words', () => {
  const texts = [
    'Zoë Müller-Okafor rang “Crème & Søn” about Łódź',
    'مَرْيَم العيادة',
    'מִרְיָם כהן',
    '田中太郎 カルテ',
    '김민준 진료',
    'ทันตกรรม',
    'Ada AND Marsh | 100% !paid:* (x) \\ \' "q" <-> & 𝒜da ☂',
  ]
  beforeAll(async () => {
    await happen(
      clinic,
      texts.map((reason) => ({ personal: { reason } })),
    )
    await happen(other, [{ personal: { reason: 'Orthodontic elsewhere' } }])
    await house.settle()
  })
  const found = async (text: string, of = owner) =>
    (await ask({ text, from: '2026-01-01T00:00:00Z', limit: 200 }, of)).events.map(
      ({ details }) => details.find(({ field }) => field === 'reason')?.value,
    )

  it.each([
    ['zoe', 0],
    ['ZOË MULL', 0],
    ['muller-okafor', 0],
    ['okafor creme', 0],
    ['søn', 0],
    ['son lodz', 0],
    ['مريم', 1],
    ['العيا', 1],
    ['מרים', 2],
    ['田中', 3],
    ['太郎', 3],
    ['中太', 3],
    ['郎', 3],
    ['ｶﾙﾃ', 3],
    ['민준', undefined],
    ['김민', 4],
    ['ตกรรม', 5],
    ['"marsh" paid', 6],
    ["100% & q' | !paid", 6],
    ['paid:*', 6],
    ['☂ ada paid', 6],
    ['checklist step_stated zoe', 0],
  ])('%s', async (text, index) => {
    expect(await found(text)).toEqual(index === undefined ? [] : [texts[index]])
  })

  it('are kept the same by the short way of plain letters and by the way of all scripts', async () => {
    const every = Array.from({ length: 127 }, (_none, code) => String.fromCodePoint(code + 1))
    const texts = [
      '',
      ' -- ',
      "Signed in from 192.0.2.17 at 09:00, by o'clock",
      `${'x'.repeat(59)}Y${'z'.repeat(40)} again AGAIN aGaIn`,
      every.join(''),
      every.map((sign) => `a${sign}B`).join(' '),
      Array.from({ length: 5_000 }, (_none, n) => `word${n}`).join('_'),
    ]
    const rows = await house.database.ask<{ same: boolean; count: number }>(
      'admin',
      `SELECT log_search_words($1, t) = array_to_tsvector(coalesce((SELECT array_agg(log_word_prefix($1) || w) FROM log_words(t) w), '{}')) AS same,
              length(log_search_words($1, t)) AS count
         FROM unnest($2::text[]) WITH ORDINALITY AS texts (t, place) ORDER BY place`,
      [clinic.id, texts],
    )
    expect(rows.map(({ same }) => same)).toEqual(texts.map(() => true))
    expect(rows.map(({ count }) => count)).toEqual([0, 0, 13, 2, 2, 38, 4_000])
  })

  it('of another clinic are not found, nor is half a word from within', async () => {
    expect(await found('orthodontic')).toEqual([])
    expect(await found('orthodontic', stranger)).toEqual(['Orthodontic elsewhere'])
    expect(await found('uller')).toEqual([])
    expect(await found('zoe marsh')).toEqual([])
  })

  it('are looked for beside other filters', async () => {
    const { id } = clinic.the('NURSE')
    await happen(clinic, [
      { personal: { reason: 'Quetzal' }, outcome: 'failed', actor: { kind: 'person', id } },
      { personal: { reason: 'Quetzal' } },
    ])
    await house.settle()
    const from = '2026-01-01T00:00:00Z'
    const count = async (more: Record<string, string>) =>
      (await owner.must(countFacets, { query: { text: 'quetz', from, ...more } })).total.n
    expect([await count({}), await count({ outcome: 'failed' }), await count({ person: id })]).toEqual([
      2, 1, 1,
    ])
    expect(await count({ category: 'config', action: 'checklist.step_stated' })).toBe(2)
    expect(await count({ category: 'auth' })).toBe(0)
  })
})

describe('pages', () => {
  it('go on without a gap and without a double while events come and are sealed', async () => {
    const reason = 'Paged'
    await happen(
      clinic,
      Array.from({ length: 23 }, (_, index) => ({ personal: { reason: `${reason} ${index}` } })),
    )
    await house.settle()
    await happen(
      clinic,
      Array.from({ length: 7 }, (_, index) => ({ personal: { reason: `${reason} late ${index}` } })),
    )
    const query = { action: 'checklist.step_stated', limit: 4 }
    const all = (await ask({ ...query, limit: 200 })).events.map(({ id }) => id)
    const seen: string[] = []
    for (let before: string | undefined, turn = 0; turn === 0 || before !== undefined; turn++) {
      const page = await ask({ ...query, ...(before !== undefined && { before }) })
      seen.push(...page.events.map(({ id }) => id))
      before = page.next
      await happen(clinic, [{}])
      if (turn === 2) await house.settle()
    }
    expect(seen).toEqual(all)
  })

  it('are kept up with by what came since, also what was begun earlier and ended later', async () => {
    await house.settle()
    const first = await ask({ limit: 1 })
    const early = new Date(house.clock.now().getTime() - 60_000)
    await happen(clinic, [{ at: early, personal: { reason: 'Late to arrive' } }])
    const seen = new Set<string>()
    let { newest } = first
    for (const sealed of [false, true, undefined]) {
      if (sealed) await house.settle()
      const since = await ask({ after: newest })
      expect(since.more).toBe(false)
      expect(since.events.map(({ id }) => id).filter((id) => !seen.has(id)).length).toBe(
        seen.size === 0 ? 1 : 0,
      )
      since.events.forEach(({ id }) => seen.add(id))
      newest = since.newest
    }
    expect(seen.size).toBe(1)
    expect((await ask({ after: newest, action: 'plan.answered' })).events).toEqual([])
  })
})

describe('the time', () => {
  it('is said with the answer: 30 days where nobody says', async () => {
    const { from, to } = await ask({})
    const days = (house.clock.now().getTime() - Date.parse(from)) / 86_400_000
    expect([Math.round(days), to]).toEqual([30, null])
    house.clock.advance({ days: 31 })
    owner = await signIn(house, clinic.the('OWNER'))
    expect((await ask({ patient })).events).toEqual([])
    expect((await ask({ patient, from: '2026-01-01T00:00:00Z' })).events).toHaveLength(1)
  })
})
