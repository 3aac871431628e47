/** What is no passkey, or none that can be used here: the screen says so, and what to do. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { button, openSecurity, rows, sitDown, standAtTheDoor } from './desk.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

beforeAll(() => seedMarshLane(enamel))

describe('what is no passkey', () => {
  it('an authenticator that checks no finger, face or PIN makes none, and the screen says what to do', async () => {
    const desk = await sitDown(browser, enamel, { hasUserVerification: false, isUserVerified: false })
    await comeIn(desk, OWNER)
    await openSecurity(desk)
    const before = await rows(desk).count()
    await desk.phone.touch()
    await button(desk, say('identity.passkeys.add')).click()
    await desk.page.getByText(say('problem.client.passkey_not_made')).waitFor()
    expect(await rows(desk).count()).toBe(before)
    expect(await desk.phone.passkeys()).toEqual([])
  })

  it('a device with none for Enamel says so, and e-mail and password are still there', async () => {
    const desk = await sitDown(browser, enamel)
    await standAtTheDoor(desk)
    await desk.phone.touch()
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await desk.page.getByText(say('problem.client.passkey_left')).waitFor()
    await desk.page.getByLabel(say('identity.sign_in.email')).waitFor()
    await button(desk, say('identity.sign_in.continue')).waitFor()
  })

  it('at another address than the clinic’s none can be used, and the screen says where to go', async () => {
    const desk = await sitDown(browser, enamel)
    await desk.page.goto(`${enamel.origin.replace('localhost', '127.0.0.1')}/sign-in`)
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await desk.page
      .getByText(say('problem.client.passkey_elsewhere', { host: new URL(desk.page.url()).host }))
      .waitFor()
  })

  it('a browser without passkeys is offered none', async () => {
    const { page } = await browser.visit()
    await page.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'PublicKeyCredential')
    })
    await page.goto(`${enamel.origin}/sign-in`)
    await page.getByLabel(say('identity.sign_in.email')).waitFor()
    expect(await page.getByLabel(say('identity.sign_in.email')).getAttribute('autocomplete')).toBe('username')
    expect(await button({ page, enamel }, say('identity.sign_in.by_passkey')).count()).toBe(0)
    expect(await page.getByText(say('identity.sign_in.passkey_below')).count()).toBe(0)
  })
})
