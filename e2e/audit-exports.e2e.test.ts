/** Lines of the log are taken out in a browser: saved at once, listed with who and why, saved again. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser, PATIENCE, sidewaysScroll } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import type { At } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
let owner: At

const EXPORTS = `${enamel.origin}/settings/security/audit-log/exports`
const REASON = 'Asked for by Harbour Audit, Ms Reed'
const press = (name: string) => owner.page.getByRole('button', { name, exact: true }).click()

beforeAll(async () => {
  await seedMarshLane(enamel)
  owner = { page: (await browser.visit()).page, enamel }
  await comeIn(owner, OWNER)
})

describe('an export of the log', () => {
  it('says which lines, in which form, and wants a reason; Escape leaves it', async () => {
    const { page } = owner
    await page.goto(`${EXPORTS}?take=true&category=auth`)
    const dialog = page.getByRole('dialog', { name: say('log_export.title') })
    await dialog.getByText(say('log_export.category.auth')).waitFor()
    await press(say('log_export.act'))
    await dialog.getByText(say('field.not_empty')).first().waitFor()
    expect(await findBarriers(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(say('log_exports.empty.title')).waitFor()
    expect(page.url()).toBe(EXPORTS)
  })

  it('is saved as a table, and stands in the list with who and why', async () => {
    const { page } = owner
    await page.goto(`${EXPORTS}?take=true&category=auth`)
    await page.getByLabel(say('log_export.reason'), { exact: true }).fill(REASON)
    const saved = page.waitForEvent('download')
    await press(say('log_export.act'))
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/^Marsh Lane Dental – Audit log \d{4}-\d\d-\d\d\.csv$/)
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toContain(OWNER.name)
    expect(text).not.toContain(say('log_export.category.config'))
    const row = page.getByRole('listitem').filter({ hasText: REASON })
    await row.waitFor()
    expect(await row.innerText()).toContain(OWNER.name)
    expect(await findBarriers(page)).toEqual([])
  })

  it('is saved again from the list, with proofs too', async () => {
    const { page } = owner
    await page.goto(`${EXPORTS}?take=true`)
    await page.getByRole('radio', { name: say('log_export.format.jsonl') }).check()
    await page.getByLabel(say('log_export.reason'), { exact: true }).fill('To be checked')
    const first = page.waitForEvent('download')
    await press(say('log_export.act'))
    const whole = readFileSync(await (await first).path(), 'utf8')
    expect(JSON.parse(whole.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'end' })
    const row = page.getByRole('listitem').filter({ hasText: 'To be checked' })
    const second = page.waitForEvent('download')
    await row.getByRole('button').click()
    const again = readFileSync(await (await second).path(), 'utf8')
    const entries = (text: string) => text.match(/"type":"entry","index":"\d+"/g)
    expect(entries(again)).toEqual(entries(whole))
  })

  it('of the whole log is put together first, then saved from the list', async () => {
    const { page } = owner
    await page.goto(`${EXPORTS}?take=true&category=auth&hourly=hidden`)
    await page.getByRole('radio', { name: say('log_export.which.whole') }).check()
    await page.getByRole('group', { name: say('log_export.format') }).waitFor({ state: 'detached' })
    await page.getByLabel(say('log_export.reason'), { exact: true }).fill('For the yearly audit')
    await press(say('log_export.act'))
    await page.getByText(say('log_export.preparing.whole')).waitFor()
    await press(say('log_export.preparing.see'))
    const row = page.getByRole('listitem').filter({ hasText: 'For the yearly audit' })
    const save = row.getByRole('button')
    await save.waitFor({ timeout: 30_000 * PATIENCE })
    const saved = page.waitForEvent('download')
    await save.click()
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/ – Audit log \d{4}-\d\d-\d\d\.whole\.jsonl$/)
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n')
    const entries = lines.filter((line) => line.startsWith('{"type":"entry"'))
    expect(entries[0]).toContain('"index":"0"')
    expect(lines.at(-1)).toBe(`{"type":"end","entries":"${entries.length}"}`)
    expect(await row.innerText()).toContain(say('log_export.format.whole'))
    expect(await findBarriers(page)).toEqual([])
  })
})
