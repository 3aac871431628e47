/** The guides in a browser: looked through as somebody types, opened where it was found, and the ten steps as they stand. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const visit = await browser.visit()
const { page } = visit
const main = page.locator('main')
const field = page.getByRole('searchbox', { name: say('guide.search') })

beforeAll(async () => {
  await seedMarshLane(enamel)
  await comeIn({ page, enamel }, OWNER)
  await page.locator('#step-1').waitFor()
})

describe('the search', () => {
  it('finds as somebody types, whatever the accents, and shows what was found', async () => {
    await page.goto(`${enamel.origin}/guides`)
    await field.waitFor()
    await field.pressSequentially('PHÓNE lost')
    await main.locator('mark', { hasText: 'lost' }).first().waitFor()
    await expect.poll(() => main.getByRole('status').innerText()).toMatch(/^[1-9]\d* guides found\.$/)
    expect(await main.locator('mark').first().innerText()).toMatch(/^(?:phone|lost)$/i)
  })

  it('is found again on the way back from the place in the guide it led to', async () => {
    await main
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: say('guide.two-factor-authentication'), exact: true }) })
      .getByRole('link', { name: 'When something goes wrong', exact: true })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: say('guide.two-factor-authentication') }).waitFor()
    const heading = page.locator('#when-something-goes-wrong')
    await heading.waitFor()
    await expect.poll(() => heading.evaluate((at) => at.getBoundingClientRect().top)).toBeLessThan(500)
    await page.goBack()
    await main.locator('mark').first().waitFor()
    expect(await field.inputValue()).toBe('PHÓNE lost')
  })

  it('says what to do when nothing is found, and lists all when nothing is typed', async () => {
    await field.fill('zebra crossing')
    await page.getByText(say('guide.search.none')).waitFor()
    await field.fill('')
    await page.getByRole('link', { name: say('guide.passkeys'), exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('')
  })
})

describe('security best practices', () => {
  const step = (n: number) =>
    main
      .locator('ol')
      .first()
      .getByRole('listitem')
      .nth(n - 1)

  it('shows the ten steps as they stand, each with its guide', async () => {
    await page.getByRole('link', { name: say('guide.security-best-practices'), exact: true }).click()
    await step(10).waitFor()
    await step(1).getByText(say('checklist.how.measured'), { exact: true }).waitFor()
    await step(5).getByText(say('checklist.how.unknown'), { exact: true }).waitFor()
    for (const trouble of [
      'Staff resist 2FA',
      'Passkey adoption low',
      'Audit alerts overwhelming',
      'Phishing mail reached patients',
      'Departed staff still have access',
    ])
      await page.getByRole('rowheader', { name: trouble }).waitFor()
    await step(10)
      .getByRole('link', { name: say('guide.beside', { title: say('guide.incident-plan') }) })
      .click()
    await page.getByRole('heading', { level: 1, name: say('guide.incident-plan') }).waitFor()
  })

  it('moves with what is done', async () => {
    const stated = await page.evaluate(async () => {
      const answer = await fetch('/api/checklist/steps/5/statement', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ note: 'Yaa reads the log on Mondays.' }),
      })
      return answer.status
    })
    expect(stated).toBe(200)
    await page.goto(`${enamel.origin}/guides/security-best-practices`)
    await step(5).getByText(say('checklist.how.stated'), { exact: true }).waitFor()
    await step(5).getByText('Yaa reads the log on Mondays.', { exact: false }).waitFor()
  })

  it('has every step for a viewer too, with how it stands for their own alone', async () => {
    const other = await browser.visit()
    await comeIn({ page: other.page, enamel }, VIEWER)
    await other.page.goto(`${enamel.origin}/guides/security-best-practices`)
    await other.page.getByText(say('guide.practices.own')).waitFor()
    const rows = other.page.locator('main ol').first().getByRole('listitem')
    await expect.poll(() => rows.count()).toBe(10)
    await rows
      .nth(9)
      .getByRole('link', { name: say('guide.beside', { title: say('guide.incident-plan') }) })
      .waitFor()
    expect(await other.page.getByText('Yaa reads the log', { exact: false }).count()).toBe(0)
    await other.close()
  })
})
