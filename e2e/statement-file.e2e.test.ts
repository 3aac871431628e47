/** A file goes with what is stated beside the ten steps: in parts, over a line that drops, and back byte for byte. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
let visit: Visit

const PARTS = '**/api/files/*/parts/*'
const FILE = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3 * 2 ** 20, 'Marsh Lane ')])

const folder = mkdtempSync(join(tmpdir(), 'enamel-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** 50 MB as a disk has them: nothing but their length. */
function large(): string {
  const path = join(folder, 'Scan.pdf')
  writeFileSync(path, '%PDF-1.7')
  truncateSync(path, 50 * 2 ** 20)
  return path
}

const press = (name: string) => visit.page.getByRole('button', { name, exact: true }).click()
const choose = (name: string, buffer: Buffer) =>
  visit.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer })

beforeAll(async () => {
  await seedMarshLane(enamel)
  visit = await browser.visit()
  await comeIn({ page: visit.page, enamel }, OWNER)
  await visit.page.goto(`${enamel.origin}/settings/clinic/beyond`)
  await press(say('beyond.state_named', { what: say('beyond.risk_analysis') }))
})

describe('a file for a statement', () => {
  it('of 50 MB, and a program under another name, are refused with the reason, and the form stays', async () => {
    await visit.page.getByLabel(say('beyond.form.note')).fill('By Thornfield IT')
    await visit.page.locator('input[type=file]').setInputFiles(large())
    await visit.page.getByText(say('problem.files.too_large', { megabytes: 50 })).waitFor()
    await choose('Letter.pdf', Buffer.from('MZ\u0090\u0000 a program'))
    await visit.page.getByText(say('problem.files.program')).waitFor()
    visit.takeComplaints()
    expect(await visit.page.getByLabel(say('beyond.form.note')).inputValue()).toBe('By Thornfield IT')
  })

  it('goes on where the line dropped, without what is there already', async () => {
    const sent: string[] = []
    let dropped = 0
    await visit.page.route(PARTS, async (route) => {
      const position = route.request().url().split('/').at(-1) ?? ''
      // The line drops at the second part, until its person is asked.
      if (position === '1' && dropped < 3) {
        dropped++
        return route.abort('connectionreset')
      }
      sent.push(position)
      return route.continue()
    })
    await choose('Risk analysis.pdf', FILE)
    await press(say('files.again'))
    await visit.page
      .getByRole('button', { name: say('files.remove_named', { name: 'Risk analysis.pdf' }) })
      .waitFor()
    await visit.page.unrouteAll({ behavior: 'wait' })
    visit.takeComplaints()
    expect([dropped, sent]).toEqual([3, ['0', '1', '2', '3']])
  })

  it('is stated with its day, and saved again byte for byte', async () => {
    const day = new Date((await enamel.now()).getTime() - 40 * 86_400_000).toISOString().slice(0, 10)
    await visit.page.getByLabel(say('beyond.form.answer')).selectOption('yes')
    await visit.page.getByLabel(say('beyond.form.done_on')).fill(day)
    await press(say('beyond.form.save'))
    await visit.page.getByText(say('beyond.said', { what: say('beyond.risk_analysis') })).waitFor()
    const [saved] = await Promise.all([
      visit.page.waitForEvent('download'),
      visit.page.getByRole('link', { name: say('files.save', { name: 'Risk analysis.pdf' }) }).click(),
    ])
    expect(saved.suggestedFilename()).toBe('Risk analysis.pdf')
    expect(readFileSync(await saved.path()).equals(FILE)).toBe(true)
  })
})
