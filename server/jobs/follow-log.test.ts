/** Who follows the log is ordered for all that happens, and not for the log's own signs of life. */
import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ClinicId } from '../context.ts'
import { audited, write } from '../db/database.ts'
import type { AuditEvent } from '../db/events.ts'
import { atEnd } from '../../test/at-end.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic } from '../../test/builders.ts'
import { FEATURES } from '../main.ts'
import { orderFollowers } from './follow-log.ts'

const house = await startTestApp()
const clinic = await buildClinic(house)
const clinicId = clinic.id as ClinicId
const ctx = house.system(clinicId)
const pool = new pg.Pool(house.database.connections.owner)
atEnd(() => pool.end())
atEnd(() => house.outbox.takeAll())

const DEAF = { kind: 'testing.deaf', passes: ['log.heartbeat', 'log.sealed'] }
const ALL = { kind: 'testing.all', passes: [] }

const seal = () => house.enamel.kernel.sealNow(clinicId)
async function happen(...actions: string[]): Promise<void> {
  const [first, ...rest] = actions.map((action): AuditEvent => ({ action, category: 'platform' }))
  if (first) await write(ctx, async () => audited([first, ...rest]))
  await seal()
}
/** What one look of the ticker orders for this clinic; carried out at once. */
async function ordered(of: pg.Pool = pool): Promise<string[]> {
  await orderFollowers(of, [DEAF, ALL], house.clock.now())
  return taken()
}
async function taken(): Promise<string[]> {
  const rows = await house.database.ask<{ kind: string }>(
    'admin',
    `DELETE FROM due WHERE clinic_id = $1 AND kind LIKE 'testing.%' RETURNING kind`,
    [clinicId],
  )
  return rows.map(({ kind }) => kind).toSorted()
}

beforeEach(async () => {
  await seal()
  await ordered()
})

describe('a follower that passes over signs of life', () => {
  it('is not ordered for them, and is for whatever stands among them', async () => {
    expect(await ordered()).toEqual([])
    await happen('log.heartbeat')
    expect(await ordered()).toEqual(['testing.all'])
    await happen('log.heartbeat', 'log.sealed')
    expect(await ordered()).toEqual(['testing.all'])
    await happen('log.heartbeat', 'checklist.step_stated', 'log.sealed')
    expect(await ordered()).toEqual(['testing.all', 'testing.deaf'])
    await happen('log.verified')
    expect(await ordered()).toEqual(['testing.all', 'testing.deaf'])
    expect(await ordered()).toEqual([])
  })

  it('is ordered where there are more than are looked through, or one cannot be read', async () => {
    await happen(...Array.from({ length: 33 }, () => 'log.heartbeat'))
    expect(await ordered()).toEqual(['testing.all', 'testing.deaf'])
    await happen('log.heartbeat')
    await house.database.ask(
      'admin',
      `BEGIN; SET LOCAL session_replication_role = replica;
       CREATE TABLE testing.gone AS SELECT * FROM event WHERE clinic_id = '${clinicId}' AND action = 'log.heartbeat' ORDER BY at DESC LIMIT 1;
       DELETE FROM event e USING testing.gone g WHERE e.clinic_id = g.clinic_id AND e.at = g.at AND e.id = g.id; COMMIT`,
    )
    expect(await ordered()).toEqual(['testing.all', 'testing.deaf'])
    await house.database.ask('admin', 'INSERT INTO event SELECT * FROM testing.gone')
  })

  it('loses nothing to another process that looks at the same time', async () => {
    for (let round = 0; round < 12; round += 1) {
      const looks: Promise<unknown>[] = []
      const acts = ['log.heartbeat', 'log.sealed', 'checklist.step_stated', 'log.heartbeat']
      for (const action of acts) {
        looks.push(orderFollowers(pool, [DEAF], house.clock.now()))
        looks.push(happen(action), orderFollowers(pool, [DEAF], house.clock.now()))
      }
      await Promise.all(looks)
      await seal()
      await orderFollowers(pool, [DEAF], house.clock.now())
      expect(await taken(), `round ${round}`).toContain('testing.deaf')
    }
  })
})

it('passes over nothing by which a step of the checklist is measured', () => {
  const moves = FEATURES.flatMap(({ evidence = [] }) => evidence.flatMap((one) => one.moves))
  const passed = FEATURES.flatMap(({ following = [] }) => following.flatMap(({ passes }) => passes))
  expect(passed.length).toBeGreaterThan(0)
  expect(passed.filter((action) => moves.some((begins) => action.startsWith(begins)))).toEqual([])
})
