/** An Owner who lost phone and password: from the printed link to Home, with a second step again. */
import { describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import { PASSWORD, signOut, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
await seedMarshLane(enamel)
const browser = await openBrowser()
const NEW = 'seven brisk kettles hum'

/** As the command prints it; the port is the one that this server was given. */
async function printedLink(): Promise<string> {
  const { out, code } = await enamel.command('owner', 'recover', OWNER.email)
  expect(code).toBe(0)
  expect(out).toMatch(/^Recover: http:\/\/localhost:\d+\/recover#[\w-]{43}\n$/)
  return `${enamel.origin}/recover#${out.trim().split('#')[1]}`
}

describe('an Owner who lost everything', () => {
  it('gets in by the printed link, sets up a second step at once and reaches Home', async () => {
    const before = await browser.visit()
    await comeIn({ page: before.page, enamel }, OWNER)
    const link = await printedLink()

    const { page } = await browser.visit()
    const here = { page, enamel }
    await page.goto(link)
    const field = page.getByLabel(say('identity.new_password.label'), { exact: true })
    await field.waitFor()
    // Neither the address bar nor the history keeps the token.
    expect(page.url()).toBe(`${enamel.origin}/recover`)
    await page.getByText(OWNER.name).first().waitFor()
    await page.getByText(say('recovery.owner.sessions')).waitFor()
    await field.fill('password1')
    await page.getByRole('button', { name: say('recovery.owner.act') }).click()
    await page.locator('[aria-invalid=true]').waitFor()
    await field.fill(NEW)
    await page.getByRole('button', { name: say('recovery.owner.act') }).click()

    await page.waitForURL(`${enamel.origin}/profile/security`)
    await page.getByText(say('recovery.owner.done')).waitFor()
    await page.getByRole('button', { name: say('identity.app.set_up') }).click()
    const secret = (await page.locator('code').first().innerText()).replaceAll(/\s/g, '')
    await page.getByLabel(say('identity.code.label')).fill(await enamel.codeOf(secret))
    await page.locator('main ol code').first().waitFor()
    await page.goto(`${enamel.origin}/`)
    await page.locator('#step-1').waitFor()

    // Where somebody was signed in as the Owner, the next step says why it is over.
    await before.page.goto(`${enamel.origin}/profile/sessions`)
    await before.page.getByText(say('session.ended.recovered')).waitFor()
    await signOut(here, OWNER.name)
    await typeCredentials(here, OWNER.email, PASSWORD)
    await page.getByText(say('problem.identity.not_matching')).first().waitFor()
  })

  it('finds the used link over, with the way on, and so does whoever has no link', async () => {
    const link = await printedLink()
    const [{ page: first }, { page: second }] = [await browser.visit(), await browser.visit()]
    for (const page of [first, second]) {
      await page.goto(link)
      await page.getByLabel(say('identity.new_password.label'), { exact: true }).fill(`${NEW} anew`)
    }
    await first.getByRole('button', { name: say('recovery.owner.act') }).click()
    await first.waitForURL(`${enamel.origin}/profile/security`)
    await second.getByRole('button', { name: say('recovery.owner.act') }).click()
    await second.getByRole('heading', { name: say('recovery.owner.over.title') }).waitFor()
    await second.getByText('npx enamel owner recover').waitFor()
    await second.reload()
    await second.getByRole('heading', { name: say('recovery.owner.missing.title') }).waitFor()
    await second.getByRole('link', { name: say('recovery.owner.sign_in') }).click()
    await second.getByLabel(say('identity.sign_in.email')).waitFor()
  })

  it('is told by mail, and so is nobody by the link itself', async () => {
    await enamel.advance({ seconds: 1 })
    const mails = enamel.mail().map(({ text }) => text)
    expect(mails.filter((text) => /^Subject: A way back in was made/m.test(text))).toHaveLength(2)
    for (const text of mails) expect(text).not.toContain('/recover')
  })
})
