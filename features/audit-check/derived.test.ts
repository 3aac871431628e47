/** A line hidden from the search, or a lower number: told, put right from the log, and told again when it comes again. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ClinicId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from '../audit/contract.ts'
import { countFacets } from '../audit/log-contract.ts'
import { getLogCheck, lookIntoCheck } from './contract.ts'

const house = await startTestApp({ apart: true })
let clinic: Clinic
let owner: Visitor
const LINES = 300

const past = (statement: string) =>
  house.database.ask('admin', `BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`)

async function nextNight(): Promise<void> {
  house.clock.advance({ hours: 24 })
  await house.settle()
  owner = await signIn(house, clinic.the('OWNER'))
  await confirm(house, owner, clinic.the('OWNER'))
}

beforeAll(async () => {
  clinic = await buildClinic(house)
  const ctx = house.system(clinic.id as ClinicId)
  const stated = (at: number) => ({
    action: 'checklist.step_stated',
    category: 'config' as const,
    personal: { after: `Sterilised tray ${at}`, reason: 'Проверено ЛЕНОЙ' },
  })
  const rest = Array.from({ length: LINES - 1 }, (_none, at) => stated(at + 1))
  await write(ctx, async () => audited([stated(0), ...rest]))
  await house.settle()
  await nextNight()
})
beforeEach(() => house.outbox.takeAll())

const lines = async (text: string) =>
  (await owner.must(listEvents, { query: { text, limit: 200, action: 'checklist.step_stated' } })).events
    .length
const counted = async () =>
  (await owner.must(countFacets, { query: { action: 'checklist.step_stated' } })).total.n
/** What nobody looked into yet; then an Owner does. */
async function found(): Promise<[string, string | undefined][]> {
  const open = (await owner.must(getLogCheck)).findings.filter(({ looked }) => looked === null)
  if (open.length > 0)
    await owner.must(lookIntoCheck, {
      body: { findingIds: open.map(({ id }) => id), note: 'The IT firm tried something' },
    })
  return open.map(({ problem, values }) => [problem, values['what']])
}
const mails = async () =>
  (await house.outbox.takeAll()).filter(({ template }) => template === 'log_check_failed').length
const HERE = () => `clinic_id = '${clinic.id}' AND action = 'checklist.step_stated'`

describe('a night after somebody hid a line from the search and lowered the numbers', () => {
  const hide = () =>
    past(
      `DELETE FROM event_search WHERE ${HERE()} AND words @@ (right(clinic_id::text, 6) || '.tray')::tsquery
          AND event_id IN (SELECT event_id FROM ledger WHERE clinic_id = '${clinic.id}' AND leaf_index BETWEEN 200 AND 209);
       UPDATE event_count SET n = n - 10 WHERE ${HERE()} AND n > 10`,
    )

  it('tells every Owner, names entry and hour, and finds all of it again', async () => {
    await hide()
    expect(await counted()).toBe(LINES - 10)
    await nextNight()
    expect(house.takeComplaints().join()).toContain('does not hold')
    expect(await mails()).toBe(1)
    const told = await found()
    expect(told.map(([problem]) => problem).toSorted()).toEqual(['count_changed', 'search_changed'])
    expect(told).toContainEqual(['search_changed', 'missing'])
    expect(told.find(([problem]) => problem === 'count_changed')?.[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:00$/)
    expect(await counted()).toBe(LINES)
    expect(await lines('tray')).toBe(200)
    const all = await owner.must(listEvents, { query: { text: 'sterilised', limit: 200 } })
    expect(all.next).toBeDefined()
  })

  it('the night after is as any other, and the same done again is told again', async () => {
    await nextNight()
    expect([await found(), await mails()]).toEqual([[], 0])
    await hide()
    await nextNight()
    house.takeComplaints()
    expect(await mails()).toBe(1)
    expect(await found()).toHaveLength(2)
    expect(await counted()).toBe(LINES)
  })

  it('does so with the sums of months, which the numbers over years are made of', async () => {
    await past(`UPDATE event_count_month SET n = n - 50 WHERE ${HERE()}`)
    await nextNight()
    house.takeComplaints()
    expect(await found()).toEqual([['count_changed', expect.stringMatching(/^\d{4}-\d\d$/)]])
    await nextNight()
    expect(await found()).toEqual([])
    await house.outbox.takeAll()
  })

  it('a log that was changed itself is left as it is, and told', async () => {
    const entry = `id = (SELECT event_id FROM ledger WHERE clinic_id = '${clinic.id}' AND leaf_index = 50)`
    await hide()
    await past(`UPDATE event SET outcome = 'refused' WHERE ${entry}`)
    await nextNight()
    house.takeComplaints()
    expect((await found()).map(([problem]) => problem)).toContain('column_changed')
    expect(await counted()).toBe(LINES - 10)
    await past(`UPDATE event SET outcome = 'ok' WHERE ${entry}`)
    await nextNight()
    house.takeComplaints()
    await found()
    expect(await counted()).toBe(LINES)
  })
})

it('a server of another language writes other small letters: that is made anew, and no reason for an alarm', async () => {
  await house.outbox.takeAll()
  expect(await lines('леной')).toBe(200)
  await past(
    `UPDATE event_search SET words = ts_delete(words, ARRAY[right(clinic_id::text, 6) || '.ленои']) WHERE ${HERE()}`,
  )
  expect(await lines('леной')).toBe(0)
  await nextNight()
  expect([await found(), await mails()]).toEqual([[], 0])
  expect(await lines('леной')).toBe(200)
})

it('what is sealed and counted while it is made anew is counted once', async () => {
  const ctx = house.system(clinic.id as ClinicId)
  await past(`UPDATE event_count SET n = n + 7 WHERE ${HERE()}`)
  const again = async () => {
    const hours = await house.database.ask<{ hour: Date }>(
      'admin',
      `SELECT DISTINCT hour FROM event_count WHERE ${HERE()}`,
    )
    for (const { hour } of hours)
      await house.database.ask(
        'app',
        `WITH spoken AS MATERIALIZED (SELECT set_config('enamel.clinic', $1, true)) SELECT log_count_again($2) FROM spoken`,
        [clinic.id, hour],
      )
  }
  await Promise.all([
    write(ctx, async () => audited({ action: 'checklist.step_stated', category: 'config' })).then(() =>
      house.settle(),
    ),
    again(),
    again(),
  ])
  // Whoever came while the head was held waits for the next round.
  await house.settle()
  const [row] = await house.database.ask<{ told: number; summed: number; are: number }>(
    'admin',
    `SELECT (SELECT sum(n)::integer FROM event_count WHERE ${HERE()}) AS told,
            (SELECT sum(n)::integer FROM event_count_month WHERE ${HERE()}) AS summed,
            (SELECT count(*)::integer FROM event WHERE ${HERE()}) AS are`,
  )
  expect(row).toEqual({ told: row?.are, summed: row?.are, are: LINES + 1 })
})

it('nobody makes it anew for another clinic, and the app alone may have it made', async () => {
  const other = await buildClinic(house)
  await house.settle()
  await past(`UPDATE event_search SET words = '' WHERE clinic_id = '${other.id}'`)
  await house.database.ask('app', 'SELECT log_search_again(1, 0, 1000)')
  const [row] = await house.database.ask<{ n: number }>(
    'admin',
    `SELECT count(*)::integer AS n FROM event_search WHERE clinic_id = $1 AND words <> ''`,
    [other.id],
  )
  expect(row?.n).toBe(0)
  await expect(house.database.ask('sealer', 'SELECT log_search_again(1, 0, 1000)')).rejects.toThrow(
    'permission denied',
  )
})
