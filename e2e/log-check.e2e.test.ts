/** Somebody changes the log past Enamel: the night finds it, Home says so in red, an Owner reads what to do and says what it was. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, it, vi } from 'vitest'
import { readable } from '../test/outbox.ts'
import { openBrowser, PATIENCE, type Visit } from './browser.ts'
import type { RunningEnamel } from './harness.ts'
import { comeIn, openAtNoon, OWNER } from './marsh-lane.ts'
import { lookAt } from './pictures.ts'
import { say } from './words.ts'

vi.setConfig({ testTimeout: 120_000 * PATIENCE })

const CHECK = '/settings/security/audit-log/check'

const browser = await openBrowser()
let enamel: RunningEnamel
let visit: Visit

beforeAll(async () => {
  ;({ enamel, visit } = await openAtNoon(browser))
}, 120_000 * PATIENCE)

const button = (name: string) => visit.page.getByRole('button', { name, exact: true })

async function open(path: string): Promise<void> {
  await visit.page.goto(`${enamel.origin}${path}`)
  await visit.page.getByRole('heading', { level: 1 }).waitFor()
}

/** As somebody with all rights in the database, past its triggers. */
async function tamper(statements: string): Promise<void> {
  const [, , , , host] = readFileSync(
    join(enamel.dataFolder, 'database/cluster/postmaster.pid'),
    'utf8',
  ).split('\n')
  const client = new pg.Client({ host, user: 'enamel_admin', database: 'enamel' })
  await client.connect()
  await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statements}; COMMIT`)
  await client.end()
}

const CLINIC = "(SELECT id FROM clinic WHERE name = 'Marsh Lane Dental')"
const entry = (index: number) =>
  `clinic_id = ${CLINIC} AND id = (SELECT event_id FROM ledger WHERE clinic_id = ${CLINIC} AND leaf_index = ${index})`

/** The night passes, and the Owner is there again. */
async function nextDay(): Promise<void> {
  await enamel.advance({ days: 1 })
  await visit.page.goto(`${enamel.origin}/sign-in`)
  await comeIn({ page: visit.page, enamel }, OWNER)
}

it('says before the first night when that is', async () => {
  await open(CHECK)
  await visit.page.getByText(say('log_check.none')).waitFor()
  await lookAt(visit, 'nothing-checked')
})

it('says after it that all of it holds', async () => {
  await nextDay()
  await open(CHECK)
  await visit.page.getByText(say('log_check.holds')).waitFor()
  await lookAt(visit, 'holds')
})

it('finds a line that was changed, and says so on Home and by mail', async () => {
  await tamper(`UPDATE event SET category = 'clinical' WHERE ${entry(5)}`)
  await nextDay()
  await open('/')
  await visit.page
    .getByRole('link', { name: say('log_check.home.link') })
    .first()
    .waitFor()
  await lookAt(visit, 'home')
  await open(CHECK)
  await visit.page.getByRole('heading', { name: say('log_check.found.title') }).waitFor()
  await visit.page
    .getByText(
      say('log_check.found.column_changed', {
        numbered: 'yes',
        n: '5',
        what: say('log_check.part.category'),
      }),
    )
    .waitFor()
  await lookAt(visit, 'one')
  const mails = enamel.mail().map(({ text }) => readable(text))
  expect(mails.filter((text) => text.includes('Entry 5 is filed otherwise than it was sealed'))).toHaveLength(
    1,
  )
})

it('keeps what an Owner says of it', async () => {
  await button(say('log_check.look')).click()
  await visit.page.getByRole('dialog').waitFor()
  await lookAt(visit, 'dialog')
  await visit.page
    .getByLabel(say('log_check.look.note'))
    .fill('The disk of the server had failed; it was replaced.')
  await button(say('log_check.look.act')).click()
  await visit.page.getByRole('heading', { name: say('log_check.looked') }).waitFor()
  await visit.page.getByRole('dialog').waitFor({ state: 'detached' })
  // Green it is not: it was changed, and stays so.
  await visit.page.getByText(say('log_check.holds.but')).waitFor()
  await lookAt(visit, 'looked')
})

it('lists many, what to do above them', async () => {
  await tamper(
    `UPDATE event SET body = body || ' ' WHERE clinic_id = ${CLINIC} AND id IN (SELECT event_id FROM ledger WHERE clinic_id = ${CLINIC} AND leaf_index % 2 = 1);
     DELETE FROM event WHERE ${entry(4)}; DELETE FROM event_pii WHERE clinic_id = ${CLINIC} AND event_id = (SELECT event_id FROM ledger WHERE clinic_id = ${CLINIC} AND leaf_index = 6)`,
  )
  await nextDay()
  await open(CHECK)
  await visit.page.getByRole('heading', { name: say('log_check.found.title') }).waitFor()
  await lookAt(visit, 'many')
})
