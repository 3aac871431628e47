/** From the door to Home, through a dialog and the log, and out again: Tab, Enter and Escape, and one always sees where. */
import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { OWNER, seedMarshLane } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const { page } = await browser.visit()
const keys = page.keyboard

const button = (name: string) => page.getByRole('button', { name, exact: true }).filter({ visible: true })

/** What has the focus, and whether a ring of at least 2 px is drawn around it or around the box it stands in. */
async function focus(): Promise<{ name: string; ringed: boolean }> {
  return page.evaluate(() => {
    const at = document.activeElement
    if (!(at instanceof HTMLElement) || at === document.body) return { name: 'nothing', ringed: false }
    const { top, left, width, height } = at.getBoundingClientRect()
    const inSight = top < innerHeight && top + height > 0 && left < innerWidth && left + width > 0
    const isRinged = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) =>
      outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    // A hidden radio's ring is around the word beside it, a password's around the box with the eye, a row's around all of it.
    const ringed =
      isRinged(getComputedStyle(at, '::after')) ||
      [at, at.parentElement, at.nextElementSibling].some(
        (drawn) => drawn && isRinged(getComputedStyle(drawn)),
      )
    return {
      name: `${at.tagName} ${at.getAttribute('aria-label') ?? at.innerText.slice(0, 40)}`,
      ringed: ringed && inSight,
    }
  })
}

/** Presses Tab until `goal` has the focus; every stop on the way must be seen. */
async function tabTo(goal: Locator): Promise<void> {
  await goal.first().waitFor()
  const unseen: string[] = []
  for (let stops = 0; stops < 60; stops++) {
    if (await goal.first().evaluate((element) => element === document.activeElement)) {
      expect(unseen).toEqual([])
      return
    }
    await keys.press('Tab')
    const { name, ringed } = await focus()
    // Past the last stop the browser's own frame has the focus.
    if (!ringed && name !== 'nothing') unseen.push(name)
  }
  throw new Error(`Never came to ${String(goal)}`)
}

async function focused(goal: Locator): Promise<void> {
  await goal.first().waitFor()
  await page.waitForFunction(
    (element) => element === document.activeElement,
    await goal.first().elementHandle(),
  )
  expect((await focus()).ringed).toBe(true)
}

beforeAll(() => seedMarshLane(enamel))

describe('somebody without a mouse', () => {
  it('signs in with password and code; each question has the focus when it comes', async () => {
    await page.goto(enamel.origin)
    await focused(page.getByLabel(say('identity.sign_in.email')))
    await keys.type(OWNER.email)
    await keys.press('Enter')
    await focused(page.getByLabel(say('identity.sign_in.password'), { exact: true }))
    await keys.type(PASSWORD)
    await keys.press('Enter')
    await focused(page.getByLabel(say('identity.code.label')))
    await keys.type(await enamel.codeOf(OWNER.secret))
    await page.locator('#step-1').waitFor()
  })

  it('opens a statement, stays inside it, leaves with Escape and is back where they were', async () => {
    const opener = button(say('checklist.state.open_label', { step: 3, title: say('checklist.step.3') }))
    await tabTo(opener)
    await keys.press('Enter')
    await focused(page.getByLabel(say('checklist.state.note')))
    for (let stops = 0; stops < 8; stops++) {
      await keys.press('Tab')
      const { name, ringed } = await focus()
      if (name === 'nothing') continue
      expect(ringed, name).toBe(true)
      expect(await page.evaluate('document.activeElement.closest("dialog") !== null'), name).toBe(true)
    }
    await keys.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await focused(opener)
  })

  it('goes to the Audit Log by the menu and unfolds a line', async () => {
    await page.reload()
    await tabTo(button(say('menu.settings')))
    await keys.press('Enter')
    await tabTo(page.getByRole('link', { name: say('menu.settings.security.audit_log'), exact: true }))
    await keys.press('Enter')
    await page.waitForURL(/audit-log/)
    const line = page.getByRole('row').getByRole('button', { name: say('action.session.start') })
    await tabTo(line)
    await keys.press('Enter')
    await page.getByText(say('audit.field.agent')).waitFor()
    const expanded = () => line.first().getAttribute('aria-expanded')
    expect(await expanded()).toBe('true')
    await keys.press('Enter')
    await expect.poll(expanded).toBe('false')
  })

  it('opens the menu of the person, leaves it with Escape, and signs out', async () => {
    const person = page.getByRole('button', { name: OWNER.name }).filter({ visible: true })
    await tabTo(person)
    await keys.press('Enter')
    await button(say('person.sign_out')).waitFor()
    await keys.press('Escape')
    await button(say('person.sign_out')).waitFor({ state: 'detached' })
    await focused(person)
    await keys.press('Enter')
    await tabTo(button(say('person.sign_out')))
    await keys.press('Enter')
    await page.waitForURL(/\/sign-in/)
    await focused(page.getByLabel(say('identity.sign_in.email')))
  })
})
