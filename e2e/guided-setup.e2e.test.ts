/** The guided setup: left half way, gone on with in another browser, to the first score. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers, openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { firstRun, type SetUp, signInWithApp } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const titled = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title }).waitFor()

describe('the guided setup', () => {
  let made: SetUp

  it('follows the first run, one thing a screen, and says how long it still takes', async () => {
    const { page } = await browser.visit()
    made = await firstRun({ page, enamel })
    await page.getByText(say('guided.home.line', { minutes: 20 })).waitFor()
    await page.goto(`${enamel.origin}/setup/pages`)
    await press(page, say('setup.done.guided'))
    await titled(page, say('guided.hours.title'))
    await page.getByText(say('guided.progress', { at: 1, of: 8, minutes: 20 })).waitFor()

    // Past midnight is refused at its field, and nothing is lost.
    const day = say('opening_hours.day.1')
    const closes = page.getByLabel(say('opening_hours.closes', { day }), { exact: true })
    await closes.fill('1.30')
    await press(page, say('guided.hours.act'))
    await page.getByText(say('opening_hours.why.over_midnight')).waitFor()
    await closes.fill('18')
    await press(page, say('guided.hours.act'))

    await titled(page, say('guided.holidays.title'))
    await page.locator('main form button[type=submit]').click()
    await titled(page, say('guided.systems.title'))
    await press(page, say('guided.skip'))
    await titled(page, say('guided.shared.title'))
    await press(page, say('shared.question.yes'))
    await titled(page, say('guided.leader.title'))
    expect(await findBarriers(page)).toEqual([])
  })

  it('goes on where it was left, in another browser, and ends with the first score', async () => {
    const { page } = await browser.visit({ width: 390, height: 844 })
    await signInWithApp({ page, enamel }, { email: made.owner.email, secret: made.secret })
    await page.getByRole('link', { name: say('guided.home.go'), exact: true }).click()
    await titled(page, say('guided.leader.title'))
    await page.getByLabel(say('incidents.question.leader')).fill('Ada Marsh, 0700 555 0100')
    await press(page, say('guided.leader.act'))
    await titled(page, say('guided.second_owner.title'))
    await press(page, say('guided.skip'))
    await titled(page, say('guided.range.title'))
    await press(page, say('guided.range.no'))
    await titled(page, say('guided.staff.title'))
    await press(page, say('guided.staff.alone'))
    await titled(page, say('guided.end.title'))
    await page.getByRole('heading', { name: say('guided.end.score') }).waitFor()
    // What was skipped is named, and can be answered from here.
    for (const step of ['systems', 'second_owner'] as const)
      await page
        .getByRole('button', { name: say('guided.end.answer', { step: say(`guided.step.${step}`) }) })
        .waitFor()
    expect(
      await page
        .getByRole('button', { name: say('guided.end.answer', { step: say('guided.step.leader') }) })
        .count(),
    ).toBe(0)
    await press(page, say('guided.end.home'))
    await page.locator('#step-1').waitFor()
    expect(await page.getByText(say('guided.home.go'), { exact: true }).count()).toBe(0)
  })

  it('answered the features’ own questions: the leader stands in the plan, the week in Settings', async () => {
    const { page } = await browser.visit()
    await signInWithApp({ page, enamel }, { email: made.owner.email, secret: made.secret })
    await page.goto(`${enamel.origin}/incidents`)
    await expect
      .poll(() => page.getByLabel(say('incidents.question.leader')).inputValue())
      .toBe('Ada Marsh, 0700 555 0100')
    await page.goto(`${enamel.origin}/settings/clinic/opening-hours`)
    const day = say('opening_hours.day.1')
    const closes = page.getByLabel(say('opening_hours.closes', { day }), { exact: true })
    await expect.poll(() => closes.inputValue()).toBe('18:00')
  })
})
