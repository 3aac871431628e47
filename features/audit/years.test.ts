/** A log of seven years: months without an event, pages across them, and sums that agree with what is counted one by one. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ClinicId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from './contract.ts'
import { countFacets, countOverTime } from './log-contract.ts'

const house = await startTestApp({ apart: true })
const { database } = house
let clinic: Clinic
let owner: Visitor

const person = randomUUID()
const oldest = randomUUID()
/** At the very edges of months, in UTC and in the clinics' zones, and years apart; some months of their own, some without. */
const TIMES = [
  '2019-03-01T00:00:00.000Z',
  '2019-03-31T22:59:59.999Z',
  '2019-03-31T23:00:00.000Z',
  '2019-04-30T23:59:59.999Z',
  '2020-02-29T12:30:00.000Z',
  '2020-06-30T22:59:59.999Z',
  '2020-06-30T23:10:00.000Z',
  '2020-07-01T00:00:00.000Z',
  '2020-07-01T03:59:59.000Z',
  '2020-07-01T04:00:00.000Z',
  '2020-07-31T14:59:00.000Z',
  '2020-07-31T15:00:00.000Z',
  '2023-12-31T23:59:59.999Z',
  '2024-01-01T00:00:00.000Z',
  '2024-01-01T05:00:00.000Z',
  '2025-10-31T23:30:00.000Z',
  '2025-11-01T00:30:00.000Z',
]

async function happen(events: readonly Partial<AuditEvent>[]) {
  await write(house.system(clinic.id as ClinicId), async () =>
    audited(
      events.map((event): AuditEvent => ({
        action: 'checklist.step_stated',
        category: 'config',
        actor: { kind: 'person', id: person },
        ...event,
      })) as unknown as [AuditEvent, ...AuditEvent[]],
    ),
  )
}

beforeAll(async () => {
  clinic = await buildClinic(house)
  // Of 2019 and 2020 each month has its place; what is of 2023 to 2025 lies with all for which none was made.
  await database.ask('owner', `SELECT ensure_event_months('2019-01-01Z', 24)`)
  await happen(
    TIMES.flatMap((at, index) => [
      { at: new Date(at), outcome: index % 5 === 3 ? ('failed' as const) : ('ok' as const) },
      {
        at: new Date(at),
        category: 'patient' as const,
        action: 'plan.answered',
        patientId: index === 0 ? oldest : randomUUID(),
      },
    ]),
  )
  await house.settle()
  owner = await signIn(house, clinic.the('OWNER'))
})

const EVER = { from: '2018-12-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }

describe('a log of seven years', () => {
  it('is paged through across months without an event, each once and in its order', async () => {
    const seen: [string, string][] = []
    let before: string | undefined
    do {
      const page = await owner.must(listEvents, {
        query: { ...EVER, person, limit: 3, ...(before !== undefined && { before }) },
      })
      seen.push(...page.events.map(({ at, id }): [string, string] => [at, id]))
      before = page.next
    } while (before !== undefined)
    expect(seen).toHaveLength(TIMES.length * 2)
    expect(new Set(seen.map(([, id]) => id)).size).toBe(seen.length)
    expect(seen.map(([at]) => at)).toEqual(TIMES.flatMap((at) => [at, at]).toReversed())
    expect(seen).toEqual(seen.toSorted(([at, id], [other, than]) => (at + id < other + than ? 1 : -1)))
  })

  it('is searched down to its first month', async () => {
    const { events } = await owner.must(listEvents, { query: { ...EVER, patient: oldest } })
    expect(events.map(({ at }) => at)).toEqual([TIMES[0]])
    for (const query of [
      { person, text: 'answered' },
      { person, category: 'patient' },
      { person, category: 'patient', outcome: 'ok' },
    ] as const) {
      const found = await owner.must(listEvents, { query: { ...EVER, ...query, limit: 200 } })
      expect([query, found.events.map(({ at }) => at)]).toEqual([query, TIMES.toReversed()])
    }
    const until = await owner.must(listEvents, { query: { ...EVER, to: '2019-03-01T00:00:00.001Z', person } })
    expect(until.events).toHaveLength(2)
  })

  it.each(['Europe/London', 'America/New_York', 'Asia/Tokyo', 'Pacific/Auckland', 'UTC'])(
    'is drawn and counted from sums as it is one by one, in the months of %s',
    async (zone) => {
      await database.ask('admin', 'UPDATE clinic SET zone = $2 WHERE id = $1', [clinic.id, zone])
      const everyOutcome = { outcome: 'ok,refused,failed' }
      for (const query of [
        EVER,
        { ...EVER, category: 'patient' },
        { ...EVER, action: 'checklist.step_stated', person },
        { from: '2019-03-31T23:00:00Z', to: '2024-01-01T00:00:00Z' },
        { from: '2020-06-15T10:20:30Z', to: '2020-07-31T15:00:00.001Z', bucket: 'month' as const },
        { from: '2020-07-01T00:00:00Z', to: '2020-08-01T00:00:00Z', bucket: 'month' as const },
        { from: '2020-06-30T23:05:00Z', to: '2020-06-30T23:20:00Z' },
      ]) {
        const { buckets } = await owner.must(countOverTime, { query })
        const singly = await owner.must(countOverTime, { query: { ...query, ...everyOutcome } })
        expect([query, buckets]).toEqual([query, singly.buckets])
        const { bucket: _none, ...filters } = { bucket: undefined, ...query }
        const counted = await owner.must(countFacets, { query: filters })
        const countedSingly = await owner.must(countFacets, { query: { ...filters, ...everyOutcome } })
        expect([query, counted]).toEqual([query, countedSingly])
        expect(buckets.reduce((sum, { n }) => sum + n, 0)).toBe(counted.total.n)
      }
      const { total } = await owner.must(countFacets, { query: { ...EVER, person } })
      expect(total).toEqual({ n: TIMES.length * 2, more: false })
    },
  )

  it('brushed over is answered by the part that was brushed', async () => {
    await database.ask('admin', `UPDATE clinic SET zone = 'Europe/London' WHERE id = $1`, [clinic.id])
    const { buckets, bucket } = await owner.must(countOverTime, { query: { ...EVER, person } })
    expect(bucket).toBe('month')
    const full = buckets.filter(({ n }) => n > 0)
    expect(full.length).toBeGreaterThan(6)
    for (const { from, to, n } of full) {
      const { events } = await owner.must(listEvents, { query: { from, to, person, limit: 200 } })
      expect([from, events.length]).toEqual([from, n])
    }
  })
})

describe('the sums of months', () => {
  const differences = () =>
    database.ask(
      'admin',
      `SELECT * FROM (SELECT clinic_id, date_trunc('month', hour, 'UTC') AS month, category, action, actor_id, sum(n) AS n
                        FROM event_count GROUP BY 1, 2, 3, 4, 5) hours
         FULL JOIN event_count_month m USING (clinic_id, month, category, action, actor_id)
        WHERE hours.n IS DISTINCT FROM m.n`,
    )

  it('agree with those of hours, also when hours become fewer or none', async () => {
    expect(await differences()).toEqual([])
    await database.ask(
      'admin',
      `UPDATE event_count SET n = n + 6 WHERE clinic_id = $1 AND hour < '2020-01-01Z'`,
      [clinic.id],
    )
    expect(await differences()).toEqual([])
    // As keeping times take them: some rows less, some gone, in one statement.
    await database.ask(
      'admin',
      `WITH fewer AS (UPDATE event_count SET n = n - 5 WHERE clinic_id = $1 AND hour < '2019-04-01Z')
       DELETE FROM event_count WHERE clinic_id = $1 AND hour >= '2019-04-01Z' AND hour < '2021-01-01Z'`,
      [clinic.id],
    )
    expect(await differences()).toEqual([])
    const [gone] = await database.ask(
      'admin',
      `SELECT count(*)::integer AS n FROM event_count_month WHERE clinic_id = $1 AND month >= '2019-05-01Z' AND month < '2021-01-01Z'`,
      [clinic.id],
    )
    expect(gone).toEqual({ n: 0 })
  })

  it('are written by nobody who serves', async () => {
    await expect(
      database.ask('app', 'INSERT INTO event_count_month VALUES ($1, $2, $3, $4, $5, 1)', [
        clinic.id,
        EVER.from,
        'auth',
        'a.b',
        person,
      ]),
    ).rejects.toMatchObject({ code: '42501' })
  })
})
