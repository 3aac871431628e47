/** The page to hand to the IT person: found from Home, printed on one page, kept from everybody else. */
import { describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import { say } from './words.ts'

const browser = await openBrowser()
const enamel = await startEnamel()
await seedMarshLane(enamel)

const part = say('menu.settings.it')
const title = say('menu.settings.it.reach')

describe('how others reach Enamel', () => {
  it('stands on Home while only this computer can, and leads to one printed page with the real port', async () => {
    const { page } = await browser.visit()
    await comeIn({ page, enamel }, OWNER)
    await page.locator('#step-1').waitFor()
    const banner = page.getByText('Only this computer can reach Enamel.')
    await banner.waitFor()
    await page.getByRole('link', { name: say('reach.home.link') }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    const { port } = new URL(enamel.origin)
    await page.getByText(`http://127.0.0.1:${port}`).first().waitFor()
    expect(await page.locator('main').innerText()).not.toContain(enamel.dataFolder)
    for (const format of ['A4', 'Letter']) {
      const paper = (await page.pdf({ format })).toString('latin1')
      expect(paper.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1)
    }
  })

  it('stands in a part of Settings that is shut, until it is opened by hand or by one of its pages', async () => {
    const { page } = await browser.visit()
    await comeIn({ page, enamel }, OWNER)
    const menu = page.getByRole('navigation', { name: say('menu.main') }).first()
    await menu.getByRole('button', { name: say('menu.settings'), exact: true }).click()
    const unfold = menu.getByRole('button', { name: part })
    expect(await unfold.getAttribute('aria-expanded')).toBe('false')
    expect(await menu.getByRole('link', { name: title }).count()).toBe(0)
    await unfold.focus()
    await page.keyboard.press('Enter')
    await menu.getByRole('link', { name: title }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await unfold.getAttribute('aria-expanded')).toBe('true')

    const phone = await browser.visit({ width: 390, height: 844 })
    await comeIn({ page: phone.page, enamel }, OWNER)
    await phone.page.goto(`${enamel.origin}/settings`)
    const main = phone.page.locator('main')
    expect(await main.getByRole('link', { name: title }).count()).toBe(0)
    await main.getByRole('button', { name: part }).click()
    await main.getByRole('link', { name: title }).click()
    await phone.page.getByRole('heading', { level: 1, name: title }).waitFor()
  })

  it('is not there for somebody who cannot do anything about it', async () => {
    const { page, takeComplaints } = await browser.visit()
    await comeIn({ page, enamel }, VIEWER)
    await page.locator('#step-1').waitFor()
    expect(await page.getByText('Only this computer can reach Enamel.').count()).toBe(0)
    expect(await page.getByRole('button', { name: part }).count()).toBe(0)
    await page.goto(`${enamel.origin}/settings/it/reach`)
    await page.getByText(say('error.refused.title')).waitFor()
    expect(await page.getByText('127.0.0.1').count()).toBe(0)
    takeComplaints()
  })
})
