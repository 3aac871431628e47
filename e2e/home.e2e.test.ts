/**
 * Home in five states, at a desk and on a phone, by day and by night: the number is the sum of what is shown, one next
 * thing is in sight, nothing is green that nobody knows. ENAMEL_PICTURES=folder keeps what was seen.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser, sidewaysScroll, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { MONDAY, STATES } from './home-states.ts'
import { comeIn, OWNER, type Person } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const MANAGER = {
  name: 'Ọlá Marigold',
  email: 'ola@marshlane.example',
  role: 'ADMIN',
  secret: 'KBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
} as const satisfies Person

const FACTS = join(mkdtempSync(join(tmpdir(), 'enamel-home-')), 'facts.json')
const PICTURES = process.env['ENAMEL_PICTURES']
/** Above this the bar of the phone begins. */
const PHONE_ROOM = 844 - 62

const plant = (name: keyof typeof STATES) => writeFileSync(FACTS, JSON.stringify(STATES[name].facts))
plant('fresh')
const enamel = await startEnamel({
  program: join(import.meta.dirname, 'planted-steps.ts'),
  environment: { PLANTED_FACTS: FACTS },
})
const browser = await openBrowser()

const WINDOWS = [
  { place: 'desktop', width: 1280, height: 800 },
  { place: 'phone', width: 390, height: 844 },
] as const

let owner: Visit
let manager: Visit

beforeAll(async () => {
  const people = [OWNER, MANAGER].map(({ secret, ...person }) => ({
    ...person,
    password: PASSWORD,
    totpSecret: secret,
  }))
  await enamel.setClock(MONDAY)
  await enamel.seed({
    clinics: [{ name: 'Palmgrove Dental', country: 'NG', zone: 'Africa/Lagos', people }],
  })
  owner = await browser.visit()
  manager = await browser.visit()
  await comeIn({ page: owner.page, enamel }, OWNER)
  await comeIn({ page: manager.page, enamel }, MANAGER)
})

/** Home with all words here: sentences of what is planted are not of the first load. */
async function openHome({ page, still }: Visit): Promise<void> {
  await page.goto(`${enamel.origin}/incidents`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, '/')
  await page.locator('#step-10').waitFor()
  await still()
}

const numberOf = async (page: Page) => {
  const heading = await page.getByRole('heading', { level: 1 }).getAttribute('aria-label')
  return Number(/\d+/.exec(heading ?? '')?.[0])
}

/** What the rows show, added up; what does not apply shows nothing. */
const pointsShown = async (page: Page) => {
  const rows = await page.locator('ol > li[id^=step-] > p').allInnerTexts()
  return rows.reduce((sum, text) => sum + Number(/^\s*(\d+)/.exec(text)?.[1] ?? 0), 0)
}

async function stateOwn(visit: Visit, step: number, note: string): Promise<void> {
  await visit.page
    .getByRole('button', { name: new RegExp(`step ${step}, `) })
    .first()
    .click()
  await visit.page.getByLabel(say('checklist.state.note')).fill(note)
  await visit.page.getByRole('button', { name: say('checklist.state.save'), exact: true }).click()
  await visit.page.getByText(say('checklist.state.done', { step })).waitFor()
}

describe.each(Object.keys(STATES) as (keyof typeof STATES)[])('%s', (name) => {
  it('adds up, shows one next thing, and has no barrier in either window, by day or by night', async () => {
    plant(name)
    const visit = name === 'nothing' ? manager : owner
    const { page } = visit
    await page.setViewportSize({ width: 1280, height: 800 })
    await openHome(visit)
    if (name === 'middling') {
      await enamel.setClock('2026-06-08T08:20:00Z')
      await stateOwn(visit, 7, '10 of 10 people say they use a password manager. Lists are not checked yet.')
      await stateOwn(visit, 10, 'A paper plan hangs in the staff room.')
      await openHome(visit)
    }
    const held = await page.getByText(/kept back:/).count()
    expect(await numberOf(page)).toBe(STATES[name].number)
    if (held === 0) expect(await pointsShown(page)).toBe(STATES[name].number)
    for (const { place, width, height } of WINDOWS)
      for (const scheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme: scheme })
        await visit.still()
        expect(await sidewaysScroll(page)).toBe(0)
        expect(await findBarriers(page, scheme === 'light' ? 'all' : 'colours')).toEqual([])
        if (PICTURES) {
          mkdirSync(PICTURES, { recursive: true })
          await page.screenshot({ path: join(PICTURES, `${name}-${place}-${scheme}.png`) })
          await page.screenshot({
            path: join(PICTURES, `${name}-${place}-${scheme}-whole.png`),
            fullPage: true,
          })
        }
      }
    const next = page.locator('section section').filter({ hasText: say('checklist.next') })
    const button = next.locator('button, a')
    if (name === 'perfect' || name === 'nothing') {
      await page.getByText(say('checklist.next.nothing.title')).waitFor()
      expect(await button.count()).toBe(0)
    } else {
      expect(await button.count()).toBe(1)
      const box = await button.boundingBox()
      expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThanOrEqual(PHONE_ROOM)
    }
  })
})
