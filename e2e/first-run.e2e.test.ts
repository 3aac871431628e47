/** From the printed link to the home page, out again, and in with the app and with a backup code. */
import { describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { type At, firstRun, type SetUp, signInWithApp, signOut, typeCode, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

describe('a practice that begins', () => {
  let at: At
  let made: SetUp

  it('goes from the printed link through six screens to the home page with the ten steps', async () => {
    const { page } = await browser.visit()
    at = { page, enamel }
    made = await firstRun(at)
    for (let step = 1; step <= 10; step++) await page.locator(`#step-${step}`).waitFor()
    await expect.poll(() => page.title()).toContain(made.clinic)
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    expect(made.codes).toHaveLength(10)
    expect(new Set(made.codes).size).toBe(10)
  })

  it('has used up the link: nobody else gets in by it', async () => {
    const { page } = await browser.visit()
    await page.goto(enamel.setupLink ?? '')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByLabel(say('setup.clinic.name')).count()).toBe(0)
    expect(await page.getByText(made.owner.email).count()).toBe(0)
  })

  it('signs out, and the page before is not shown again by going back', async () => {
    const { page } = at
    await signOut(at, made.owner.name)
    for (const attempt of [
      () => page.goBack({ waitUntil: 'commit' }),
      () => page.goto(`${enamel.origin}/`, { waitUntil: 'commit' }),
    ]) {
      // What was come back to leaves for the sign-in page by itself; the next step waits until it has.
      await attempt()
      await page.waitForURL(/\/sign-in/)
      await page.getByLabel(say('identity.sign_in.email')).waitFor()
      expect(await page.locator('#step-1').count()).toBe(0)
    }
  })

  it('signs in with password and authenticator app', async () => {
    await signInWithApp(at, { email: made.owner.email, secret: made.secret })
    await at.page.locator('#step-1').waitFor()
    await signOut(at, made.owner.name)
  })

  it('does not sign in with a code that was used', async () => {
    const { page } = at
    await page.goto(`${enamel.origin}/sign-in`)
    await typeCredentials(at, made.owner.email)
    const code = await typeCode(at, made.secret)
    await page.waitForURL(`${enamel.origin}/`)
    await signOut(at, made.owner.name)

    await typeCredentials(at, made.owner.email)
    await page.getByLabel(say('identity.code.label')).fill(code)
    await page.getByText(say('identity.code.used')).waitFor()
    expect(page.url()).toContain('/sign-in')
  })

  it('signs in with a backup code, once', async () => {
    const { page } = await browser.visit()
    const elsewhere = { page, enamel }
    const [code = ''] = made.codes
    const withBackupCode = async () => {
      await page.goto(`${enamel.origin}/sign-in`)
      await typeCredentials(elsewhere, made.owner.email)
      await page.getByRole('button', { name: say('identity.code.another_way') }).click()
      await page.getByLabel(say('identity.backup.label')).fill(code.toUpperCase().replaceAll('-', ' '))
      await page.getByRole('button', { name: say('identity.code.act') }).click()
    }
    await withBackupCode()
    await page.getByRole('heading', { name: say('identity.backup.used.title') }).waitFor()
    await page.goto(`${enamel.origin}/`)
    await page.locator('#step-1').waitFor()
    await signOut(elsewhere, made.owner.name)

    await withBackupCode()
    await page.locator('[aria-invalid=true]').waitFor()
    expect(page.url()).toContain('/sign-in')
  })

  it('was told by mail of what happened to the account, without a server for mail', async () => {
    await enamel.advance({ seconds: 1 })
    const subjects = enamel.mail().map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1] ?? '')
    expect(subjects.length).toBeGreaterThan(2)
    for (const { text } of enamel.mail()) expect(text).toContain(`To: ${made.owner.email}`)
  })
})
