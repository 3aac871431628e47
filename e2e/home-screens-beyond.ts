/** The walk past what stands beside the ten steps, and past "Something looks wrong" with what becomes of it. */
import { HANAKO, openAsHanako } from './hanako.ts'
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

/** What somebody typed, and where they were in Enamel. */
const FILE = '保険.pdf'
export const BEYOND_DATA = [FILE, '/profile/reported']

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtBeyond(here: At, { say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  await openAsHanako(here, say)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')

  await open('/settings/clinic/beyond', 'beyond the ten: nothing known')
  await press(say('beyond.state_named', { what: say('beyond.insurance') }))
  await dialog.getByLabel(say('beyond.form.answer')).selectOption('yes')
  await press(say('beyond.form.save'))
  await dialog.getByText(say('problem.beyond.day_missing')).first().waitFor()
  await look('beyond the ten: the day is missing')
  await dialog.getByLabel(say('beyond.form.ends_on')).fill((await enamel.now()).toISOString().slice(0, 10))
  await dialog.locator('input[type=file]').setInputFiles({
    name: FILE,
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ'),
  })
  await dialog.getByText(say('problem.files.program')).waitFor()
  await look('beyond the ten: a program called a document')
  await dialog.locator('input[type=file]').setInputFiles({
    name: FILE,
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7'),
  })
  await dialog.getByRole('button', { name: say('files.remove_named', { name: FILE }) }).waitFor()
  await look('beyond the ten: a file')
  await press(say('beyond.form.save'))
  await page.getByRole('link', { name: say('files.save', { name: FILE }) }).waitFor()
  await look('beyond the ten')

  await open('/settings/clinic/concerns', 'what looked wrong: nothing')
  await open('/profile/reported', 'what I reported: nothing')
  await page
    .getByRole('button', { name: say('shell.something_wrong') })
    .filter({ visible: true })
    .click()
  await dialog.getByLabel(say('concerns.report.note')).fill('変なメール')
  await look('something looks wrong')
  await press(say('concerns.report.send'))
  await page.getByRole('heading', { name: say('concerns.report.thanks') }).waitFor()
  await look('something looks wrong: it has arrived')
  await press(say('concerns.report.understood'))
  await open('/settings/clinic/concerns', 'what looked wrong: one note')
  await press(say('concerns.close_named', { by: HANAKO.name }))
  await dialog.getByLabel(say('concerns.close.outcome')).fill('本物')
  await look('what looked wrong: an answer')
  await press(say('concerns.close.act'))
  await page.getByText('本物').waitFor()
  await look('what looked wrong: answered')
  await open('/profile/reported', 'what I reported')
}
