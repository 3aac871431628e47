/** What keeping times took is no finding; what somebody took besides is one. */
import { afterAll, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, signIn } from '../../test/builders.ts'
import { checkLogs } from './service.ts'

const house = await startTestApp()
afterAll(() => house.outbox.takeAll())

it('openings past their keeping time are gone rightly, and one field more is not', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER'] })
  await signIn(house, clinic.the('OWNER'), { address: '198.51.100.7' })
  await house.settle()
  house.clock.advance({ days: 400 })
  // The keeping goes by what the log itself has received.
  await signIn(house, clinic.the('OWNER'))
  await house.settle()
  house.clock.advance({ hours: 24 })
  await house.settle()
  const [erased] = await house.database.ask<{ rows: number }>(
    'admin',
    "SELECT sum(rows)::integer AS rows FROM log_erasure WHERE clinic_id = $1 AND kind = 'details'",
    [clinic.id],
  )
  expect(erased?.rows).toBeGreaterThan(0)
  const findings = async () =>
    (await checkLogs(house.enamel.kernel, clinic.id, () => undefined))?.flatMap((report) => report.findings)
  expect(await findings()).toEqual([])
  await house.database.ask(
    'admin',
    `BEGIN; SET LOCAL session_replication_role = replica;
     UPDATE event_pii p SET doc = convert_to((convert_from(p.doc, 'UTF8')::jsonb - 'actor_name')::text, 'UTF8')
      WHERE p.clinic_id = '${clinic.id}' AND p.event_id = (
        SELECT l.event_id FROM ledger l JOIN event e ON e.clinic_id = l.clinic_id AND e.at = l.at AND e.id = l.event_id
         WHERE l.clinic_id = '${clinic.id}' AND e.action = 'session.start' ORDER BY l.leaf_index LIMIT 1);
     COMMIT`,
  )
  expect(await findings()).toMatchObject([{ problem: 'erased_unexplained' }])
})
