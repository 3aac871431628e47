/** The server stops in the middle of a page: it says so, keeps what was typed, and goes on when the server is back. */
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../test/free-port.ts'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import { say } from './words.ts'

/** Kept from the page until the server is back. */
const AUDIT_LOG_CODE = '**/assets/audit-log-page*.js'
const NOTE = 'Five minutes on the desk, ten in the surgeries.'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-away-')))
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
const dataFolder = join(folder, 'data')
/** Nobody takes it while the server is away. */
const PORT = String(await freePort())
let enamel = await startEnamel({ dataFolder, environment: { PORT } })
const browser = await openBrowser()
const visit = await browser.visit()
const { page } = visit

const stepThree = () => page.locator('#step-3')
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

/**
 * What a browser writes about a server that is away is expected here, and about one that is on its way there, which
 * answers 503 to what is still fetched, or cuts it off; anything else is not.
 */
const AWAY = /ERR_CONNECTION_(?:REFUSED|RESET|CLOSED)|ERR_EMPTY_RESPONSE|client\.offline|\b503\b/
const complaintsBesides = () => visit.takeComplaints().filter((complaint) => !AWAY.test(complaint))

beforeAll(async () => {
  await seedMarshLane(enamel)
  await page.route(AUDIT_LOG_CODE, (route) => route.abort('connectionrefused'))
  await comeIn({ page, enamel }, OWNER)
  await stepThree().waitFor()
  // The code of the other pages is fetched a moment after the first one stands.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/signed-in-page')),
  )
  visit.takeComplaints()
})

describe('a server that is away', () => {
  it('is told of at the form, which keeps what was typed', async () => {
    await press(say('checklist.state.open_label', { step: 3, title: say('checklist.step.3') }))
    await page.getByLabel(say('checklist.state.note')).fill(NOTE)
    await enamel.stop()
    await press(say('checklist.state.save'))
    await page.getByText(say('problem.client.offline')).waitFor()
    expect(await page.getByLabel(say('checklist.state.note')).inputValue()).toBe(NOTE)
    expect(complaintsBesides()).toEqual([])
  })

  it('is told of by every page that is opened meanwhile, also by one whose code had not come yet', async () => {
    await page.keyboard.press('Escape')
    await press(say('menu.profile'))
    await page.getByRole('link', { name: say('menu.profile.sessions'), exact: true }).click()
    await page.getByText(say('error.away.title')).waitFor({ timeout: 15_000 })
    await press(say('menu.settings'))
    await page.getByRole('link', { name: say('menu.settings.security.audit_log'), exact: true }).click()
    await page.waitForURL(/audit-log/)
    await page.getByText(say('error.away.title')).waitFor({ timeout: 15_000 })
    expect(await page.locator('main').innerText()).toContain(say('error.goes_on'))
    expect(complaintsBesides()).toEqual([])
  })

  it('is back, and the page goes on by itself, with the same person', async () => {
    await page.unroute(AUDIT_LOG_CODE)
    enamel = await startEnamel({ dataFolder, environment: { PORT } })
    await page.getByRole('row').getByText(say('action.session.start')).first().waitFor({ timeout: 20_000 })
    await page
      .getByRole('link', { name: say('menu.home'), exact: true })
      .first()
      .click()
    await press(say('checklist.state.open_label', { step: 3, title: say('checklist.step.3') }))
    await page.getByLabel(say('checklist.state.note')).fill(NOTE)
    await press(say('checklist.state.save'))
    await stepThree().getByText(NOTE).waitFor()
    expect(complaintsBesides()).toEqual([])
  })
})
