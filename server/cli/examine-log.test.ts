/** What the doctor says of a log that is not sealed. */
import { expect, it } from 'vitest'
import { createTestClock } from '../../test/clock.ts'
import { createTestDatabase } from '../../test/database.ts'
import { newId } from '../db/ids.ts'
import { withClient } from '../db/check.ts'
import { INSTALLATION } from '../context.ts'
import { examineLog } from './examine-log.ts'

const database = await createTestDatabase()
const clock = createTestClock()
const look = () => examineLog(database.connections, database.names, clock.now())

it('tells a log that is behind from one that waits for Enamel to run, and names the months that are missing', async () => {
  expect(await look()).toEqual([
    { area: 'log', verdict: 'pass', text: 'sealed up to now; its months are made ahead' },
  ])
  const now = clock.now()
  await database.ask(
    'admin',
    `INSERT INTO outbox (clinic_id, at, event_id, leaf) VALUES ($1, $2, $3, decode(repeat('00', 32), 'hex'))`,
    // An event of long ago that was received now.
    [INSTALLATION, new Date(0), newId(now)],
  )
  clock.advance({ minutes: 5 })
  expect(await look()).toMatchObject([
    { verdict: 'pass', text: expect.stringMatching(/^1 event waits for the seal, which goes on/) as string },
  ])
  await withClient(database.connections.sealer, async (client) => {
    await client.query('SELECT 1')
    expect(await look()).toMatchObject([
      {
        verdict: 'warn',
        text: expect.stringMatching(
          /^1 event waits for the seal, the oldest for 5 minutes, although Enamel runs/,
        ) as string,
      },
    ])
  })
  clock.advance({ days: 600 })
  const [later] = await look()
  expect(later).toMatchObject({
    verdict: 'warn',
    text: expect.stringMatching(
      /months of the log are not made ahead \(event_\d{4}_\d\d, event_\d{4}_\d\d/,
    ) as string,
  })
})
