/** What Home offers is done where its button leads, and Home shows at once what it brought. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { getChecklist } from '../features/checklist/contract.ts'
import type { Answer } from '../pure/contract/endpoint.ts'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { firstRun } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const { page, still } = await browser.visit()
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

const asked = async () => {
  const answer = await page.request.get(`${enamel.origin}${getChecklist.url}`)
  return (await answer.json()) as Answer<typeof getChecklist>
}
const shown = (n: number) =>
  page.getByRole('heading', { level: 1, name: say('checklist.score', { n }), exact: true })

beforeAll(async () => {
  await firstRun({ page, enamel })
  await page.locator('#step-10').waitFor()
})

it('doing the next thing moves the number at once, by what was promised', async () => {
  const { number, next } = await asked()
  expect(next).toMatchObject({ key: 'checklist.next.password_statement' })
  expect(next?.points).toBeGreaterThan(0)
  await shown(number ?? 0).waitFor()
  await page.getByText(say('checklist.next.points', { n: next?.points ?? 0 }), { exact: true }).waitFor()
  await page.getByRole('link', { name: say('checklist.next.password_statement.button') }).click()
  await press(say('password_statement.make'))
  await page.getByText(say('password_statement.made')).waitFor()
  await page
    .getByRole('link', { name: say('menu.home') })
    .filter({ visible: true })
    .first()
    .click()
  await shown((number ?? 0) + (next?.points ?? 0)).waitFor()
})

it('states a step with the file that shows it, saved by whoever unfolds the step; a program is refused', async () => {
  const { number } = await asked()
  const title = say('checklist.step.10')
  const folder = mkdtempSync(join(tmpdir(), 'enamel-proof-'))
  const [proof, renamed] = [join(folder, 'plan.pdf'), join(folder, 'setup.pdf')]
  writeFileSync(proof, '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  writeFileSync(renamed, Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]))
  await press(say('checklist.state.open_label', { step: 10, title }))
  await page.getByLabel(say('checklist.state.note')).fill('The plan hangs in the staff room.')
  const field = page.locator('dialog input[type=file]')
  await field.setInputFiles(renamed)
  await page.getByRole('dialog').getByRole('alert').waitFor()
  expect(await page.getByRole('dialog').getByText('setup.pdf').count()).toBe(0)
  await field.setInputFiles(proof)
  await page.getByRole('dialog').getByText('plan.pdf', { exact: true }).waitFor()
  await press(say('checklist.state.save'))
  await shown((number ?? 0) + 4).waitFor()
  await press(say('checklist.more', { step: 10, title }))
  const link = page.getByRole('link', { name: say('files.save', { name: 'plan.pdf' }) })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('plan.pdf')
  await still()
})

it('taken back and undone, it stands again with its file', async () => {
  const title = say('checklist.step.10')
  await press(say('checklist.state.change_label', { step: 10, title }))
  await press(say('checklist.state.withdraw'))
  await page.getByText(say('checklist.state.withdrawn', { step: 10 })).waitFor()
  await press(say('checklist.state.undo'))
  await page.locator('#step-10').getByText('The plan hangs in the staff room.').first().waitFor()
  const { lines } = await asked()
  expect(lines.find(({ step }) => step === 10)?.statement?.file?.name).toBe('plan.pdf')
})
