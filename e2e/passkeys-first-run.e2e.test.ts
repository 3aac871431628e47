/** The first run with a passkey: which way comes first, and the door it opens afterwards. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { button, type Desk, dialog, home, rows, sitDown } from './desk.ts'
import { startEnamel } from './harness.ts'
import { firstRunToSecondFactor, reachAs, signOut } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

describe('the first run', () => {
  let desk: Desk
  const title = say('setup.second.title')

  beforeAll(async () => {
    desk = await sitDown(browser, enamel)
    await firstRunToSecondFactor(desk)
  })

  it('at localhost offers the app first, and says what becomes of a passkey made now', async () => {
    const { page } = desk
    await page.getByLabel(say('identity.code.label')).waitFor()
    await page.getByText(say('setup.second.localhost')).waitFor()
    await button(desk, say('identity.passkeys.make')).waitFor()
  })

  it('by a number offers the app alone', async () => {
    const { page } = desk
    await reachAs(desk.page, 'number')
    await page.getByText(say('setup.second.by_number')).waitFor()
    expect(await button(desk, say('identity.passkeys.make')).count()).toBe(0)
    await page.unrouteAll({ behavior: 'wait' })
  })

  it('by a name offers the passkey first, then the codes, and is over', async () => {
    const { page, phone } = desk
    await reachAs(desk.page, 'name')
    await page.getByRole('heading', { name: title }).waitFor()
    expect(await page.getByText(say('setup.second.localhost')).count()).toBe(0)
    await button(desk, say('setup.second.app_instead')).waitFor()
    await phone.touch()
    await button(desk, say('identity.passkeys.make')).click()
    await page.getByRole('heading', { name: say('setup.codes.title') }).waitFor()
    await page.locator('main ol code').first().waitFor()
    const code = await page.locator('main ol code').first().innerText()
    await page.getByLabel(say('identity.save_codes.type_back')).fill(code)
    await button(desk, say('identity.save_codes.confirm')).click()
    await page.getByRole('button', { name: say('setup.done.act') }).click()
    await home(desk)
    await page.unrouteAll({ behavior: 'wait' })
  })

  it('made a passkey that opens the door', async () => {
    const { page, phone } = desk
    await phone.rest()
    await signOut(desk, 'Ada Marsh')
    await page.getByText(say('identity.sign_in.passkey_below')).waitFor()
    await desk.visit.still()
    await phone.touch()
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await page.waitForURL(`${enamel.origin}/`)
    await home(desk)
  })

  it('made one that has to stay where the clinic requires a second factor and there is no other', async () => {
    const { page } = desk
    await page.route(/\/api\/profile\/passkeys$/, async (route) => {
      const answer = await route.fetch()
      const json = { ...(await answer.json()), canRemove: 'second_factor_required' }
      await route.fulfill({ response: answer, json })
    })
    await page.goto(`${enamel.origin}/profile/security`)
    await rows(desk)
      .getByRole('button', { name: say('identity.passkeys.remove') })
      .click()
    await dialog(desk).getByText(say('problem.identity.second_factor_required')).waitFor()
    expect(await button(desk, say('identity.passkeys.remove.act')).count()).toBe(0)
    await button(desk, say('identity.passkeys.understood')).click()
    await page.unrouteAll({ behavior: 'wait' })
  })
})
