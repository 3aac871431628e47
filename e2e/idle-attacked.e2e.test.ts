/** What must not keep anybody signed in, and what every tab knows: polling, focus, sleep, no scripts, a changed setting. */
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getChecklist } from '../features/checklist/contract.ts'
import { whoAmI } from '../features/sessions/contract.ts'
import { openBrowser, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, turnTo, VIEWER } from './marsh-lane.ts'
import { say } from './words.ts'

// Each page says where it comes from, as a named proxy would: more is asked here than one network may ask.
const enamel = await startEnamel({ environment: { ENAMEL_TRUSTED_PROXIES: 'loopback' } })
const browser = await openBrowser()
let visit: Visit
let page: Page
let networks = 0

const fromElsewhere = (of: Page) => of.setExtraHTTPHeaders({ 'x-forwarded-for': `10.1.${++networks}.1` })

const warningAt = (at: Page) => at.getByRole('dialog').getByText(say('idle.sentence'))

async function secondsLeft(of = page): Promise<number> {
  const answer = await of.request.get(`${enamel.origin}${whoAmI.url}`)
  const { now, session } = whoAmI.response.parse(await answer.json())
  return session ? (Date.parse(session.idleEndsAt) - Date.parse(now)) / 1000 : 0
}

async function pass(seconds: number): Promise<void> {
  const whole = Math.floor(seconds)
  await enamel.advance({ seconds: whole })
  await page.clock.runFor(whole * 1000)
}

beforeAll(() => seedMarshLane(enamel))
beforeEach(async () => {
  visit = await browser.visit()
  page = visit.page
  await fromElsewhere(page)
  await page.clock.install()
  await comeIn({ page, enamel }, VIEWER)
  await page.goto(`${enamel.origin}/profile/sessions`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return () => visit.close()
})

describe('nobody stays signed in by', () => {
  it('a tab that asks every 5 seconds for the whole time: 401 within one asking of it', async () => {
    const answer = await page.request.get(`${enamel.origin}${whoAmI.url}`)
    const { session } = whoAmI.response.parse(await answer.json())
    const end = Date.parse(session?.idleEndsAt ?? '')
    const answers: { status: number; at: number }[] = []
    while (answers.at(-1)?.status !== 401 && answers.length < 400) {
      if (answers.length % 50 === 0) await fromElsewhere(page)
      await enamel.advance({ seconds: 5 })
      answers.push(
        await page.evaluate(async (url) => {
          const { status, headers } = await fetch(url, { cache: 'no-store' })
          return { status, at: Date.parse(headers.get('enamel-now') ?? '') }
        }, getChecklist.url),
      )
    }
    const late = answers.pop()
    expect(late?.status).toBe(401)
    expect((late?.at ?? 0) - end).toBeGreaterThanOrEqual(0)
    expect((late?.at ?? 0) - end).toBeLessThan(10_000)
    expect(answers.filter(({ status, at }) => status !== 200 || at >= end)).toEqual([])
    expect(answers.length).toBeGreaterThan(250)
  })

  it('turning to the tab, and events that a script makes', async () => {
    const before = await secondsLeft()
    for (let minutes = 0; minutes < 5; minutes++) {
      await pass(60)
      await turnTo({ page, enamel })
      await page.evaluate(() => {
        for (const name of ['keydown', 'pointerdown', 'pointermove', 'touchstart', 'wheel'])
          window.dispatchEvent(new Event(name, { bubbles: true }))
        document.dispatchEvent(new Event('visibilitychange'))
        window.dispatchEvent(new Event('pageshow'))
      })
    }
    expect(before - (await secondsLeft())).toBeGreaterThanOrEqual(300)
  })

  it('a laptop that sleeps: the page is gone when the lid opens', async () => {
    await enamel.advance({ minutes: 45 })
    await page.clock.fastForward(45 * 60_000)
    await page.getByText(say('session.ended.idle')).waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })

  it('a page whose scripts are switched off', async () => {
    const debug = await visit.context.newCDPSession(page)
    await debug.send('Emulation.setScriptExecutionDisabled', { value: true })
    await page.goto(`${enamel.origin}/profile/sessions`)
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(0)
    // What is fetched ahead and never run.
    visit.takeComplaints()
    expect(await secondsLeft()).toBeGreaterThan(0)
    await enamel.advance({ minutes: 31 })
    const late = await page.request.get(`${enamel.origin}${getChecklist.url}`)
    expect(late.status()).toBe(401)
    visit.takeComplaints()
  })
})

describe('two tabs of one browser', () => {
  it('warn together, and a touch in one keeps both', async () => {
    const second = await visit.context.newPage()
    await second.goto(`${enamel.origin}/`)
    await second.getByRole('heading', { level: 1 }).waitFor()
    await pass((await secondsLeft()) - 50)
    for (const tab of [page, second]) await turnTo({ page: tab, enamel })
    await warningAt(page).waitFor()
    await warningAt(second).waitFor()
    await second.getByRole('button', { name: say('idle.stay') }).click()
    await warningAt(second).waitFor({ state: 'detached' })
    await warningAt(page).waitFor({ state: 'detached' })
    expect(await secondsLeft()).toBeGreaterThan(20 * 60)
  })

  it('end together, when nobody touched either', async () => {
    const second = await visit.context.newPage()
    await second.goto(`${enamel.origin}/`)
    await second.getByRole('heading', { level: 1 }).waitFor()
    await pass((await secondsLeft()) + 2)
    for (const tab of [page, second]) await tab.getByText(say('session.ended.idle')).waitFor()
  })
})

describe('a setting that is changed while somebody is signed in', () => {
  it('is said before, by name, and holds for them at once', async () => {
    const owner = await browser.visit()
    await enamel.advance({ minutes: 12 })
    await comeIn({ page: owner.page, enamel }, OWNER)
    await owner.page.goto(`${enamel.origin}/settings/security/session-timeout`)
    await owner.page.getByLabel(say('session_rules.idle')).fill('0')
    await owner.page.getByRole('button', { name: say('session_rules.save') }).click()
    await owner.page
      .getByText(say('field.whole_to', { n: 240 }))
      .first()
      .waitFor()
    await owner.page.getByLabel(say('session_rules.idle')).fill('10')
    await owner.page.getByText(say('session_rules.now.out', { n: 1, names: VIEWER.name })).waitFor()
    await owner.page.getByRole('button', { name: say('session_rules.save_out', { n: 1 }) }).click()
    await owner.page.getByText(say('session_rules.saved', { n: 1 })).waitFor()
    // The form is made anew with what stands now; what is typed before that is lost.
    await owner.page.getByText(say('session_rules.now.same')).waitFor()
    await turnTo({ page, enamel })
    await page.getByText(say('session.ended.idle')).waitFor()
    // Two minutes: the warning comes at half.
    await owner.page.getByLabel(say('session_rules.idle')).fill('2')
    await owner.page.getByText(say('session_rules.now.same')).waitFor({ state: 'detached' })
    await owner.page.getByRole('button', { name: say('session_rules.save') }).click()
    await owner.page.getByText(say('session_rules.now.same')).waitFor()
    await comeIn({ page, enamel }, VIEWER)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await pass((await secondsLeft()) - 70)
    expect(await warningAt(page).count()).toBe(0)
    await pass((await secondsLeft()) - 55)
    await warningAt(page).waitFor()
    await owner.close()
  })
})
