/** A word that was given is shown as a word, can be taken back, and is nobody's business who has no part in it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { listEvents } from '../features/audit/contract.ts'
import { getChecklist } from '../features/checklist/contract.ts'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import type { At } from './steps.ts'
import { say } from './words.ts'

const NOTE = 'The plan hangs in the staff room; all of us read it on 2 November.'
const TITLE = say('checklist.step.10')

const enamel = await startEnamel()
const browser = await openBrowser()
let owner: At
let viewer: At

const number = async () => {
  const heading = await owner.page.getByRole('heading', { level: 1 }).getAttribute('aria-label')
  return Number(/\d+/.exec(heading ?? '')?.[0])
}
const stepTen = () => owner.page.locator('#step-10')
const press = (name: string) => owner.page.getByRole('button', { name, exact: true }).click()

beforeAll(async () => {
  await seedMarshLane(enamel)
  owner = { page: (await browser.visit()).page, enamel }
  viewer = { page: (await browser.visit()).page, enamel }
  await comeIn(owner, OWNER)
  await comeIn(viewer, VIEWER)
  await stepTen().waitFor()
})

describe('an Owner’s statement', () => {
  let before = 0

  it('counts half, stands under the name of whoever gave it, and is hatched, never solid', async () => {
    before = await number()
    await press(say('checklist.state.open_label', { step: 10, title: TITLE }))
    await owner.page.getByLabel(say('checklist.state.note')).fill(NOTE)
    await press(say('checklist.state.save'))
    await stepTen().getByText(NOTE).waitFor()
    expect(await stepTen().innerText()).toContain(OWNER.name)
    expect(await stepTen().innerText()).toContain(say('checklist.how.stated'))
    expect(await number()).toBe(before + 4)
    const drawn = await stepTen()
      .locator('[data-how=stated]')
      .first()
      .evaluate((mark) => getComputedStyle(mark).backgroundImage)
    expect(drawn).toContain('repeating-linear-gradient')
  })

  it('is withdrawn, and undone again with the same words', async () => {
    await press(say('checklist.state.change_label', { step: 10, title: TITLE }))
    await press(say('checklist.state.withdraw'))
    await stepTen().getByText(say('checklist.how.unknown')).waitFor()
    expect(await number()).toBe(before)
    await press(say('checklist.state.undo'))
    await stepTen().getByText(NOTE).waitFor()
    expect(await number()).toBe(before + 4)
  })
})

describe('somebody who has no part in it', () => {
  it('sees their own part, without the number, the other steps or a name', async () => {
    const { page } = viewer
    await page.getByText(say('checklist.own_steps')).waitFor()
    await page.locator('#step-1').waitFor()
    expect(await page.locator('#step-10').count()).toBe(0)
    const seen = await page.innerText('body')
    expect(seen).not.toContain(OWNER.name)
    expect(seen).not.toContain(NOTE)
    expect(seen).not.toContain(say('checklist.of_100'))
    const answer = await page.request.get(`${enamel.origin}${getChecklist.url}`)
    expect(await answer.json()).toMatchObject({ number: null, coverage: null })
  })

  it('who types the address of the Audit Log by hand is refused in plain words', async () => {
    const { page } = viewer
    await page.goto(`${enamel.origin}/settings/security/audit-log`)
    await page.getByText(say('error.refused.title')).waitFor()
    await page.getByText(say('problem.request.not_allowed')).waitFor()
    expect(await page.locator('table').count()).toBe(0)
    await page.getByRole('link', { name: say('error.home') }).click()
    await page.locator('#step-1').waitFor()
  })

  it('is seen to have tried it, by the Owner, in that log', async () => {
    const { page } = owner
    await page.goto(`${enamel.origin}/settings/security/audit-log`)
    const line = page
      .getByRole('row')
      .filter({ hasText: VIEWER.name })
      .filter({ hasText: say('action.request.refused') })
    await line.first().waitFor()
    expect(await line.count()).toBe(1)
    await line.getByRole('button').click()
    await page.getByText(say('audit.value.request.not_allowed')).waitFor()
    await page.getByText(listEvents.url).first().waitFor()
  })
})
