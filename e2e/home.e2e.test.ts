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

/** As much an Owner as the other. */
const OTHER_OWNER = {
  name: 'Bola Fernwell',
  email: 'bola@marshlane.example',
  role: 'OWNER',
  secret: 'LBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
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
  const people = [OWNER, OTHER_OWNER, MANAGER].map(({ secret, ...person }) => ({
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

/** What stands there now, for whoever wants to look at it. */
async function keep(name: string, page: Page): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
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
        await keep(`${name}-${place}-${scheme}`, page)
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

describe('one step', () => {
  const title = (step: 8 | 9 | 10) => say(`checklist.step.${step}`)
  const row = ({ page }: Visit, step: number) => page.locator(`#step-${step}`)
  const press = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true }).click()
  const unfold = async (visit: Visit, step: 8 | 9 | 10) => {
    await press(visit, say('checklist.more', { step, title: title(step) }))
    await row(visit, step).getByText(say('step.keeper'), { exact: true }).waitFor()
  }

  beforeAll(async () => {
    plant('middling')
    await owner.page.setViewportSize({ width: 1280, height: 800 })
    await owner.page.emulateMedia({ colorScheme: 'light' })
    await openHome(owner)
  })

  it('is looked after by whom an Owner names', async () => {
    await unfold(owner, 9)
    expect(await row(owner, 9).innerText()).toContain(say('step.keeper.owners'))
    await press(owner, say('step.keepers.open'))
    const keeper = owner.page.getByLabel(say('step.keepers.keeper'))
    await keeper.locator('option', { hasText: MANAGER.name }).waitFor({ state: 'attached' })
    await keeper.selectOption({ label: MANAGER.name })
    await owner.page.getByLabel(say('step.keepers.deputy')).selectOption({ label: OTHER_OWNER.name })
    await press(owner, say('step.keepers.save'))
    await row(owner, 9)
      .getByText(say('step.keeper.deputy', { name: OTHER_OWNER.name }))
      .waitFor()
    expect(await row(owner, 9).innerText()).toContain(MANAGER.name)
    expect(await findBarriers(owner.page)).toEqual([])
    await keep('step', owner.page)
  })

  it('stated by two Owners at once: the second sees what the first said, and nothing typed is lost', async () => {
    const other = await browser.visit()
    await comeIn({ page: other.page, enamel }, OTHER_OWNER)
    await openHome(other)
    for (const one of [owner, other])
      await press(one, say('checklist.state.open_label', { step: 8, title: title(8) }))
    await owner.page.getByLabel(say('checklist.state.note')).fill('Our provider publishes SPF and DKIM.')
    await other.page.getByLabel(say('checklist.state.note')).fill('DMARC is at none.')
    await press(owner, say('checklist.state.save'))
    await row(owner, 8).getByText('Our provider publishes SPF').waitFor()
    await press(other, say('checklist.state.save'))
    const dialog = other.page.getByRole('dialog')
    await dialog.getByText(say('problem.checklist.changed_meanwhile')).waitFor()
    await dialog.getByText('Our provider publishes SPF and DKIM.').waitFor()
    expect(await other.page.getByLabel(say('checklist.state.note')).inputValue()).toBe('DMARC is at none.')
    await keep('two-at-once', other.page)
    await press(other, say('checklist.state.save'))
    await row(other, 8).getByText('DMARC is at none.').waitFor()
    expect(await row(other, 8).innerText()).not.toContain('SPF and DKIM')
    await other.close()
  })

  it('signed off for a time leaves the number, says who signed and until when, and counts again by itself', async () => {
    await openHome(owner)
    const before = await numberOf(owner.page)
    await unfold(owner, 8)
    await press(owner, say('step.sign.open'))
    await owner.page.getByLabel(say('step.sign.reason'), { exact: true }).fill('We send no mail of our own.')
    await owner.page.getByLabel(say('step.sign.last_day')).fill('2027-07-01')
    await keep('sign-off', owner.page)
    await press(owner, say('step.sign.act', { date: '1 July 2027' }))
    await owner.page.getByText(say('problem.checklist.end_wrong')).waitFor()
    await owner.page.getByLabel(say('step.sign.last_day')).fill('2026-06-09')
    await press(owner, say('step.sign.act', { date: '9 June' }))
    await row(owner, 8).getByText(say('checklist.not_counted')).waitFor()
    expect(await row(owner, 8).innerText()).toContain(say('checklist.how.not_applicable'))
    expect(await row(owner, 8).innerText()).toContain(say('checklist.until', { date: '9 June' }))
    expect(await row(owner, 8).innerText()).toContain(OWNER.name)
    expect(await pointsShown(owner.page)).toBe(await numberOf(owner.page))
    await keep('signed-off', owner.page)
    // The last day is over as the tenth begins in Lagos.
    await enamel.setClock('2026-06-09T23:00:00Z')
    await comeIn({ page: owner.page, enamel }, OWNER)
    await openHome(owner)
    await row(owner, 8).getByText('DMARC is at none.').waitFor()
    expect(await row(owner, 8).getByText(say('checklist.not_counted')).count()).toBe(0)
    expect(await numberOf(owner.page)).toBe(before)
  })
})
