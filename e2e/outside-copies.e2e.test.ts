/** A copy of the log's seal outside: an Owner names an accountant, the mail goes, the page says so in big letters; and it ends. */
import { beforeAll, expect, it } from 'vitest'
import { startMailServer, type TestMailServer } from '../test/mail-server.ts'
import { findBarriers, openBrowser, sidewaysScroll, type Visit } from './browser.ts'
import { type RunningEnamel, startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import { say } from './words.ts'

const BOOKS = { name: 'Harbour Books', address: 'desk@harbour-books.example' }
const PICTURES = process.env['ENAMEL_PICTURES']

const browser = await openBrowser()
let enamel: RunningEnamel
let provider: TestMailServer
let visit: Visit

const button = (name: string) => visit.page.getByRole('button', { name, exact: true })

beforeAll(async () => {
  provider = await startMailServer({ security: 'none' })
  enamel = await startEnamel({
    environment: {
      SMTP_URL: `smtp://127.0.0.1:${provider.port}`,
      ENAMEL_MAIL_FROM: 'enamel@marshlane.example',
    },
  })
  await seedMarshLane(enamel)
  visit = await browser.visit()
  await comeIn({ page: visit.page, enamel }, OWNER)
  // Something is signed.
  await enamel.advance({ minutes: 2 })
})

async function look(name: string): Promise<void> {
  const { page, still } = visit
  await still()
  expect(await findBarriers(page)).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)
  if (!PICTURES) return
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await still()
      await page.screenshot({ path: `${PICTURES}/${name}-${width}-${colorScheme}.png`, fullPage: true })
    }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
}

it('begins with nobody, and says why somebody is wanted', async () => {
  const { page } = visit
  await page.goto(`${enamel.origin}/settings/security/outside-copies`)
  await page.getByRole('heading', { level: 1, name: say('witnesses.title') }).waitFor()
  await page.getByText(say('witnesses.none'), { exact: true }).waitFor()
  await look('nobody')
})

it('mails the first to whoever is named, and says in big letters that it went', async () => {
  const { page } = visit
  await button(say('witnesses.name.outsider')).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(say('witnesses.form.name'), { exact: true }).fill(BOOKS.name)
  await dialog.getByLabel(say('witnesses.form.address'), { exact: true }).fill(BOOKS.address)
  await look('form')
  await button(say('witnesses.form.save')).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(BOOKS.address, { exact: true }).waitFor()
  // The mail goes, and a minute later it is known that it went.
  await enamel.advance({ seconds: 1 })
  await enamel.advance({ minutes: 2 })
  await page.reload()
  await page.getByText(say('witnesses.none'), { exact: true }).waitFor({ state: 'detached' })
  const panel = page.getByRole('region', { name: say('witnesses.newest') })
  await panel.getByText(BOOKS.name).waitFor()
  expect(provider.received.filter(({ to }) => to.includes(BOOKS.address))).toHaveLength(1)
  expect(await page.locator('main code').first().innerText()).toMatch(/\/log\/.*\+[0-9a-f]{8}\+/)
  await look('newest')
})

it('ends when it is stopped', async () => {
  const { page } = visit
  await button(say('witnesses.stop')).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(say('witnesses.stop.sentence')).waitFor()
  await button(say('witnesses.stop.do')).click()
  await dialog.waitFor({ state: 'detached' })
  await button(say('witnesses.name.outsider')).waitFor()
  // What they have stays theirs.
  await page
    .getByRole('region', { name: say('witnesses.newest') })
    .getByText(BOOKS.address)
    .waitFor()
})

it('says so when nothing has gone outside for days, and what can be done', async () => {
  const { page } = visit
  await button(say('witnesses.name.mailbox')).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(say('witnesses.form.name'), { exact: true }).fill('Log copies')
  await dialog.getByLabel(say('witnesses.form.address'), { exact: true }).fill('log-copies@marshlane.example')
  provider.behave({ rcptTo: '550 5.1.1 No such mailbox' })
  await button(say('witnesses.form.save')).click()
  await dialog.waitFor({ state: 'detached' })
  await enamel.advance({ days: 3 })
  await enamel.advance({ days: 3 })
  await page.goto(`${enamel.origin}/sign-in`)
  await comeIn({ page, enamel }, OWNER)
  await page.goto(`${enamel.origin}/settings/security/outside-copies`)
  await page.getByText('log-copies@marshlane.example').first().waitFor()
  await page.getByText(say('witnesses.row.not_taken')).waitFor()
  await page.getByText(/^No copy has gone outside for 6 days\./).waitFor()
  await look('failing')
})
