/** My profile › Security: what somebody proves themselves with is changed, and everybody concerned is told. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, turnTo } from './marsh-lane.ts'
import { type At, PASSWORD, typeCode } from './steps.ts'
import { say } from './words.ts'

const NEW_PASSWORD = 'seven brown kettles sing'

const enamel = await startEnamel()
const browser = await openBrowser()
let here: At

const button = (name: string) => here.page.getByRole('button', { name, exact: true })
const dialog = () => here.page.getByRole('dialog')
const row = (title: string) =>
  here.page.locator('section').filter({ has: here.page.getByRole('heading', { name: title, exact: true }) })
const subjects = () => enamel.mail().map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1] ?? '')

beforeAll(async () => {
  await seedMarshLane(enamel)
  here = { page: (await browser.visit()).page, enamel }
  await comeIn(here, OWNER)
  await here.page.goto(`${enamel.origin}/profile/security`)
  await enamel.advance({ minutes: 11 })
})

describe('the password', () => {
  let other: At

  it('is asked for again first, and nothing typed is lost when the answer is Not now', async () => {
    other = { page: (await browser.visit()).page, enamel }
    await comeIn(other, OWNER)
    const { page } = here
    await button(say('identity.password.change')).click()
    const field = page.getByLabel(say('identity.new_password.label'), { exact: true })
    await field.fill(NEW_PASSWORD)
    await button(say('identity.password.change')).click()
    await dialog().getByText(say('step_up.title')).waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe(NEW_PASSWORD)
  })

  it('is changed once it was confirmed who is there; a wrong answer is told at its field', async () => {
    const { page } = here
    await button(say('identity.password.change')).click()
    const password = dialog().getByLabel(say('step_up.password'), { exact: true })
    await password.fill('not the one at all')
    await enamel.advance({ seconds: 30 })
    await dialog()
      .getByLabel(say('step_up.code'))
      .fill(await enamel.codeOf(OWNER.secret))
    await button(say('step_up.confirm')).click()
    await dialog().locator('[aria-invalid=true]').first().waitFor()
    await password.fill(PASSWORD)
    await enamel.advance({ seconds: 30 })
    await dialog()
      .getByLabel(say('step_up.code'))
      .fill(await enamel.codeOf(OWNER.secret))
    await button(say('step_up.confirm')).click()
    await page.getByText(say('identity.password.saved', { n: 1 })).waitFor()
    await dialog().waitFor({ state: 'detached' })
  })

  it('ends the session of another browser, which says why and lets in with the new one', async () => {
    const { page } = other
    await turnTo(other)
    await page.waitForURL(/\/sign-in/)
    await page.getByText(say('session.ended.password_changed')).waitFor()
    await comeIn(other, OWNER, NEW_PASSWORD)
    await page.locator('#step-1').waitFor()
  })

  it('is told of by mail', async () => {
    await enamel.advance({ seconds: 1 })
    expect(subjects()).toContain(say('mail.password_changed.subject', { clinic: 'Marsh Lane Dental' }))
    for (const { text } of enamel.mail()) expect(text).not.toContain(NEW_PASSWORD)
  })
})

describe('the authenticator app', () => {
  it('is removed after a look at what that means', async () => {
    const { page } = here
    await button(say('identity.app.remove_named')).click()
    await dialog().getByText(say('identity.app.remove.question')).waitFor()
    await button(say('identity.app.remove.act')).click()
    await page.getByText(say('identity.app.off')).waitFor()
    await row(say('identity.codes.title')).getByText(say('identity.codes.needs_app')).waitFor()
  })

  it('and the other browser, still signed in, is offered to be signed out', async () => {
    const { page } = here
    await page.getByText(say('identity.elsewhere', { n: 1 })).waitFor()
    await button(say('identity.elsewhere.end')).click()
    await dialog()
      .getByRole('button', { name: say('sessions.end_others.act', { n: 1 }) })
      .click()
    await page.getByText(say('sessions.ended_others', { n: 1 })).waitFor()
    // The list is read again after the toast has come.
    await page.getByText(say('identity.elsewhere', { n: 1 })).waitFor({ state: 'detached' })
  })

  let secret = ''
  let codes: string[] = []

  it('is set up again with a new key, and ten codes are shown at once', async () => {
    const { page } = here
    await button(say('identity.app.set_up')).click()
    secret = (await page.locator('code').first().innerText()).replaceAll(/\s/g, '')
    expect(secret).not.toBe(OWNER.secret)
    await typeCode(here, secret)
    await page.locator('main ol code').first().waitFor()
    codes = await page.locator('main ol code').allInnerTexts()
    expect(codes).toHaveLength(10)
  })

  it('has new codes on demand, and one typed back proves that they are saved', async () => {
    const { page } = here
    await page.reload()
    await row(say('identity.codes.title')).getByText('10').first().waitFor()
    expect(await page.getByText(codes[0] ?? '').count()).toBe(0)
    await button(say('identity.codes.make_new')).click()
    await button(say('identity.codes.make.act')).click()
    await page.locator('main ol code').first().waitFor()
    const fresh = await page.locator('main ol code').allInnerTexts()
    expect(fresh.filter((code) => codes.includes(code))).toEqual([])

    const typedBack = page.getByLabel(say('identity.save_codes.type_back'))
    await typedBack.fill(codes[0] ?? '')
    await button(say('identity.save_codes.confirm')).click()
    await page.getByText(say('identity.save_codes.wrong')).waitFor()
    await typedBack.fill(fresh[3] ?? '')
    await button(say('identity.save_codes.confirm')).click()
    await page.getByText(say('identity.codes.confirmed')).waitFor()
    await page.locator('main ol code').first().waitFor({ state: 'detached' })
  })

  it('was told of by mail at each turn, and opens the door from now on', async () => {
    await enamel.advance({ seconds: 1 })
    const clinic = 'Marsh Lane Dental'
    expect(subjects()).toEqual(
      expect.arrayContaining([
        say('mail.totp_removed.subject', { clinic }),
        say('mail.totp_added.subject', { clinic }),
        say('mail.backup_codes_made.subject', { clinic }),
      ]),
    )
    const elsewhere = { page: (await browser.visit()).page, enamel }
    await comeIn(elsewhere, { ...OWNER, secret }, NEW_PASSWORD)
    await elsewhere.page.locator('#step-1').waitFor()
  })
})
