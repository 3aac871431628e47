/** The log's hourly signs of life: left out of everything a page shows of the log, and said with all of it by who asks. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { ClinicId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from './contract.ts'
import { countFacets, countOverTime } from './log-contract.ts'

const SIGN = 'log.heartbeat'
const house = await startTestApp({ apart: true })
let clinic: Clinic
let owner: Visitor

async function happen(...events: AuditEvent[]) {
  await write(house.system(clinic.id as ClinicId), async () =>
    audited(events as [AuditEvent, ...AuditEvent[]]),
  )
}
const sign = { action: SIGN, category: 'platform', personal: { size: '12' } } as const
const stated = { action: 'checklist.step_stated', category: 'config', personal: { reason: 'log' } } as const

/** Within these hours nobody signs in, and nobody's reading of the log is written down. */
let hours: { from: string; to: string }

beforeAll(async () => {
  clinic = await buildClinic(house)
  await house.settle()
  await house.outbox.takeAll()
  house.clock.advance({ hours: 8 })
  const now = house.clock.now().getTime()
  const ago = (minutes: number) => new Date(now - minutes * 60_000)
  hours = { from: ago(300).toISOString(), to: ago(1).toISOString() }
  // Four signs and four others, over several hours, some waiting for the seal.
  for (const minutes of [280, 213, 146])
    await happen({ ...sign, at: ago(minutes) }, { ...stated, at: ago(minutes) })
  await house.enamel.kernel.sealNow(clinic.id as ClinicId)
  const at = ago(79)
  await happen({ ...sign, at }, { ...stated, action: 'log.sealed', category: 'platform', at })
  owner = await signIn(house, clinic.the('OWNER'))
})

/** What a page shows of these filters, by all the ways it asks. */
async function shown(filters: Record<string, string>) {
  const query = { ...hours, ...filters }
  const list = await owner.must(listEvents, { query: { ...query, limit: 200 } })
  const pages: string[] = []
  for (let before: string | undefined, more = true; more; more = before !== undefined) {
    const page = await owner.must(listEvents, {
      query: { ...query, limit: 2, ...(before !== undefined && { before }) },
    })
    pages.push(...page.events.map(({ id }) => id))
    before = page.next
  }
  expect(pages).toEqual(list.events.map(({ id }) => id))
  const tail = await owner.must(listEvents, { query: { ...query, after: '1.0', limit: 200 } })
  expect(tail.events.map(({ id }) => id).toSorted()).toEqual(pages.toSorted())
  const facets = await owner.must(countFacets, { query })
  const chart = await owner.must(countOverTime, { query })
  const counts = [facets.total.n, chart.buckets.reduce((sum, { n }) => sum + n, 0)]
  expect([filters, ...counts]).toEqual([filters, list.events.length, list.events.length])
  return { actions: list.events.map(({ action }) => action), facets }
}
const signsAmong = ({ actions }: { actions: string[] }) => actions.filter((one) => one === SIGN).length

describe('signs of life', () => {
  it.each([
    // Nobody says anything: all there is.
    [{}, 4, 4],
    [{ hourly: 'shown' }, 4, 4],
    [{ hourly: 'hidden' }, 0, 4],
    [{ hourly: 'hidden', outcome: 'ok' }, 0, 4],
    [{ hourly: 'hidden', outcome: 'failed' }, 0, 0],
    // Asked for.
    [{ hourly: 'hidden', action: SIGN }, 4, 0],
    [{ hourly: 'hidden', action: `${SIGN},log.sealed` }, 4, 1],
    [{ hourly: 'hidden', action: 'log.sealed' }, 0, 1],
    [{ hourly: 'hidden', category: 'platform' }, 4, 1],
    [{ hourly: 'hidden', category: 'config' }, 0, 3],
  ] as [Record<string, string>, number, number][])(
    'with %j: %i, and %i others',
    async (filters, signs, others) => {
      const found = await shown(filters)
      expect([signsAmong(found), found.actions.length - signsAmong(found)]).toEqual([signs, others])
    },
  )

  it('are left out of words, too, until they are sought by their own', async () => {
    // Words are found in what is sealed.
    expect((await shown({ hourly: 'hidden', text: 'log' })).actions).toEqual(
      Array.from({ length: 3 }, () => 'checklist.step_stated'),
    )
    expect(signsAmong(await shown({ text: 'log' }))).toBe(3)
    expect(signsAmong(await shown({ hourly: 'hidden', text: 'heartbeat', action: SIGN }))).toBe(3)
  })

  it.each([[{}], [{ outcome: 'ok' }]] as [Record<string, string>][])(
    'stand in the numbers of what would show them: %j',
    async (more) => {
      const hidden = { hourly: 'hidden', ...more }
      const { facets } = await shown(hidden)
      for (const { category, n } of facets.categories)
        expect([category, (await shown({ ...hidden, category })).actions.length]).toEqual([category, n])
      for (const { action, n } of facets.actions)
        expect([action, (await shown({ ...hidden, action })).actions.length]).toEqual([action, n])
      expect(facets.people.map(({ id, n }) => [id, n])).toEqual([[null, 4]])
      for (const [kind, value] of [
        ['category', 'platform'],
        ['category', 'patient'],
        ['action', SIGN],
        ['person', clinic.the('NURSE').id],
      ] as const) {
        const of = await shown({ ...hidden, [kind]: value })
        expect([kind, value, of.facets.dropping[kind].n]).toEqual([kind, value, facets.total.n])
      }
    },
  )

  it('are hidden or shown, nothing else', async () => {
    const reply = await owner.call(listEvents, { query: { hourly: 'sometimes' as 'shown' } })
    expect([reply.status, reply.fields[0]?.path]).toEqual([422, 'query.hourly'])
  })
})

describe('a text without a word in it', () => {
  it.each(['?!', '“…” — & |', ':*', "''", '☂'])('%s finds nothing, rather than everything', async (text) => {
    const found = await shown({ text })
    expect([found.actions, found.facets.actions, found.facets.people]).toEqual([[], [], []])
    expect((await shown({ text, category: 'config' })).actions).toEqual([])
  })
})
