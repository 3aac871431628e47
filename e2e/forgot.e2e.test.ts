/** Somebody who forgot their password: from the sign-in page over the mail to being in, second step and all. */
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { atEnd } from '../test/at-end.ts'
import { readable } from '../test/outbox.ts'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import { PASSWORD, typeCode, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-e2e-pwned-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'pwned.txt')
writeFileSync(file, `${'0'.repeat(40)}:1\r\n`)
const enamel = await startEnamel({ environment: { ENAMEL_PWNED_FILE: file } })
await seedMarshLane(enamel)
const browser = await openBrowser()
const NEW = 'seven brisk kettles hum'

/** Of the newest mail to that address. */
async function mailedLink(address: string): Promise<string> {
  await enamel.advance({ seconds: 1 })
  const links = enamel
    .mail()
    .map(({ text }) => readable(text))
    .filter((text) => text.includes(`To: ${address}`))
    .flatMap((text) => /\S+\/forgot#[\w-]+/.exec(text)?.[0] ?? [])
  const link = links.at(-1)
  if (!link) throw new Error(`No link was mailed to ${address}`)
  return `${enamel.origin}/forgot#${link.split('#')[1] ?? ''}`
}

describe('somebody who forgot their password', () => {
  it('asks at the sign-in page, sets a new one by the mailed link, and shows the second step as ever', async () => {
    const before = await browser.visit()
    await comeIn({ enamel, page: before.page }, OWNER)
    const { page } = await browser.visit()
    const here = { enamel, page }
    await page.goto(`${enamel.origin}/sign-in`)
    await page.getByRole('link', { name: say('identity.sign_in.forgot') }).click()
    await page.waitForURL(`${enamel.origin}/forgot`)
    // No mail server is set up: the page says who can help besides.
    await page.getByText(say('recovery.forgot.no_mail')).waitFor()
    await page.getByLabel(say('recovery.forgot.email')).fill(OWNER.email)
    await page.getByRole('button', { name: say('recovery.forgot.act') }).click()
    await page.getByRole('heading', { name: say('recovery.forgot.asked.title') }).waitFor()

    await page.goto(await mailedLink(OWNER.email))
    await page
      .getByRole('heading', { name: say('recovery.forgot.set.title', { name: OWNER.name }) })
      .waitFor()
    expect(page.url()).toBe(`${enamel.origin}/forgot`)
    await page.getByText(say('recovery.forgot.set.second')).waitFor()
    await page.getByLabel(say('identity.new_password.label'), { exact: true }).fill(NEW)
    await page.getByRole('button', { name: say('recovery.forgot.set.act') }).click()
    await page.waitForURL(`${enamel.origin}/sign-in`)
    await page.getByText(say('recovery.forgot.set.done')).waitFor()

    await typeCredentials(here, OWNER.email, NEW)
    await page.getByLabel(say('identity.code.label')).waitFor()
    await page.goto(`${enamel.origin}/profile/security`)
    await page.waitForURL(/\/sign-in/)
    await typeCode(here, OWNER.secret)
    await page.waitForURL((url) => url.pathname !== '/sign-in')

    // Where they were signed in, the next step says why it is over.
    await before.page.goto(`${enamel.origin}/profile/sessions`)
    await before.page.getByText(say('session.ended.password_reset')).waitFor()
  })

  it('finds a used link over, with the way to a new one', async () => {
    const { page } = await browser.visit()
    const asked = async () => {
      await page.getByLabel(say('recovery.forgot.email')).fill(VIEWER.email)
      await page.getByRole('button', { name: say('recovery.forgot.act') }).click()
      await page.getByRole('heading', { name: say('recovery.forgot.asked.title') }).waitFor()
    }
    await page.goto(`${enamel.origin}/forgot`)
    await asked()
    const first = await mailedLink(VIEWER.email)
    await page.goto(`${enamel.origin}/forgot#${'A'.repeat(43)}`)
    await page.getByRole('heading', { name: say('recovery.forgot.over.title') }).waitFor()
    await page.getByRole('button', { name: say('recovery.forgot.over.again') }).click()
    await asked()
    const second = await mailedLink(VIEWER.email)
    // Pasted over this page, as a person does.
    await page.goto(first)
    await page.getByRole('heading', { name: say('recovery.forgot.over.title') }).waitFor()
    await page.goto(second)
    await page.getByLabel(say('identity.new_password.label'), { exact: true }).fill(NEW)
    await page.getByRole('button', { name: say('recovery.forgot.set.act') }).click()
    await page.waitForURL(`${enamel.origin}/sign-in`)
    await typeCredentials({ enamel, page }, VIEWER.email, PASSWORD)
    await page.getByText(say('problem.identity.not_matching')).first().waitFor()
  })

  it('whose password thieves know sets another before anything else, and says once a year how they keep theirs', async () => {
    const { page } = await browser.visit()
    const here = { enamel, page }
    await comeIn(here, OWNER, NEW)
    await page.goto(`${enamel.origin}/settings/security/passwords`)
    await page.getByLabel(say('password_rules.range')).check()
    await page.getByText(say('password_rules.now.what', { n: 15 })).waitFor()
    await page.getByLabel(say('password_rules.length')).fill('9')
    await page.getByRole('button', { name: say('password_rules.save') }).click()
    await page
      .getByText(say('problem.password_rules.two_factors_first', { least: 15 }))
      .first()
      .waitFor()
    await page.getByLabel(say('password_rules.length')).fill('16')
    await page.getByLabel(say('password_rules.range')).uncheck()
    await page.getByRole('button', { name: say('password_rules.save') }).click()
    await page.getByText(say('password_rules.saved')).waitFor()

    await page.goto(`${enamel.origin}/profile/password-manager`)
    await page.getByRole('button', { name: say('password_statement.make') }).click()
    await page.getByText(say('password_statement.made')).waitFor()
    await page.getByRole('button', { name: say('password_statement.withdraw') }).waitFor()

    writeFileSync(file, `${hash('sha1', NEW, 'hex').toUpperCase()}:3\r\n`)
    const other = await browser.visit()
    await comeIn({ enamel, page: other.page }, OWNER, NEW)
    await other.page.waitForURL(`${enamel.origin}/new-password`)
    await other.page.goto(`${enamel.origin}/incidents`)
    await other.page.waitForURL(`${enamel.origin}/new-password`)
    await other.page.getByRole('button', { name: say('identity.must_password.leave') }).waitFor()
    await other.page.getByLabel(say('identity.new_password.label'), { exact: true }).fill(`${NEW} anew`)
    await other.page.getByRole('button', { name: say('identity.must_password.act') }).click()
    await other.page.waitForURL(`${enamel.origin}/`)
    await other.page.locator('#step-7').waitFor()
  })
})
