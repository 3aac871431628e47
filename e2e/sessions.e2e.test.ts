/** My profile › Sessions: every browser is in the list, each can be ended, and whoever sat there learns why. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, turnTo } from './marsh-lane.ts'
import { type At, signOut } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
let desk: At
let phone: At

const rows = ({ page }: At) => page.getByRole('list', { name: say('sessions.list') }).getByRole('listitem')
const press = ({ page }: At, name: string) => page.getByRole('button', { name, exact: true }).click()

beforeAll(async () => {
  await seedMarshLane(enamel)
  desk = { page: (await browser.visit()).page, enamel }
  phone = { page: (await browser.visit({ width: 390, height: 844 })).page, enamel }
  await comeIn(desk, OWNER)
  await comeIn(phone, OWNER)
})

describe('the list of sessions', () => {
  it('names each browser and marks the one that asks', async () => {
    await desk.page.goto(`${enamel.origin}/profile/sessions`)
    await rows(desk).nth(1).waitFor()
    expect(await rows(desk).count()).toBe(2)
    expect(await rows(desk).getByText(say('sessions.this_one')).count()).toBe(1)
    expect(await rows(desk).first().innerText()).toContain(say('sessions.this_one'))
    expect(
      await rows(desk)
        .first()
        .getByRole('button', { name: say('sessions.end') })
        .count(),
    ).toBe(0)
  })

  it('ends another; that browser says so and goes on where it was after signing in', async () => {
    await phone.page.goto(`${enamel.origin}/settings/security/audit-log`)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await rows(desk)
      .nth(1)
      .getByRole('button', { name: new RegExp(`^${say('sessions.end')}`) })
      .click()
    await press(desk, say('sessions.end_one.act'))
    await rows(desk).nth(1).waitFor({ state: 'detached' })
    await desk.page.getByText(say('sessions.lead_one')).waitFor()

    await turnTo(phone)
    await phone.page.waitForURL(/\/sign-in/)
    await phone.page.getByText(say('session.ended.ended_by_self')).waitFor()
    await comeIn(phone, OWNER)
    expect(new URL(phone.page.url()).pathname).toBe('/settings/security/audit-log')
  })

  it('ends all, this one too', async () => {
    await desk.page.reload()
    await press(desk, say('sessions.end_all'))
    await press(desk, say('sessions.end_all.act'))
    await desk.page.waitForURL(/\/sign-in/)
    await turnTo(phone)
    await phone.page.waitForURL(/\/sign-in/)
    await phone.page.getByText(say('session.ended.ended_by_self')).waitFor()
  })
})

describe('signing out', () => {
  it('in one tab takes the other tab along, and neither shows what was there before', async () => {
    await comeIn(desk, OWNER)
    await desk.page.goto(`${enamel.origin}/profile/security`)
    await desk.page.goto(`${enamel.origin}/`)
    const second: At = { page: await desk.page.context().newPage(), enamel }
    await second.page.goto(`${enamel.origin}/settings/security/audit-log`)
    await second.page.getByText(OWNER.name).first().waitFor()

    await signOut(desk, OWNER.name)
    await second.page.waitForURL(/\/sign-in/)
    for (const { page } of [desk, second]) {
      await page.getByText(say('session.ended.signed_out')).waitFor()
      expect(await page.getByText(OWNER.name).count()).toBe(0)
    }
  })

  it('leaves nothing to go back to', async () => {
    const { page } = desk
    for (let pages = 0; pages < 3; pages++) {
      await page.goBack()
      await page.getByLabel(say('identity.sign_in.email')).waitFor()
      expect(await page.getByText(OWNER.name).count()).toBe(0)
      expect(await page.locator('#step-1').count()).toBe(0)
    }
  })

  it('lets the next person on that browser begin at Home, not on the page of the former one', async () => {
    const { page } = desk
    await page.goto(`${enamel.origin}/sign-in`)
    await comeIn(desk, OWNER)
    await page.goto(`${enamel.origin}/profile/sessions`)
    await signOut(desk, OWNER.name)
    await comeIn(desk, OWNER)
    expect(new URL(page.url()).pathname).toBe('/')
  })
})
