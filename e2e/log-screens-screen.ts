/** The Audit Log: narrowed, empty, opened, kept as a view; a part of the walk past every screen. */
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

/** The browser, as it is on file. */
export const LOG_DATA = ['Chrome on Linux']

const LOG = '/settings/security/audit-log'

export async function lookAtLog({ page }: At, { say, open, look }: Walker): Promise<void> {
  const rows = page.getByRole('row')
  await open(LOG, 'audit log')
  await rows.first().waitFor()
  await rows
    .getByRole('button', { name: say('action.session.start') })
    .first()
    .click()
  await page.getByRole('link', { name: say('audit.line.around_session') }).waitFor()
  await look('audit log: a line opened')
  await page.getByRole('button', { name: say('audit.filter.more'), exact: true }).click()
  await page.getByLabel(say('audit.filter.first_day'), { exact: true }).fill('2026-06-15')
  await page.getByLabel(say('audit.filter.last_day'), { exact: true }).fill('2026-06-14')
  await page.getByRole('button', { name: say('audit.filter.look'), exact: true }).click()
  await look('audit log: the rarer filters, dates that are none')
  await page.getByRole('button', { name: say('chart.show_table'), exact: true }).click()
  await look('audit log: over time, as a table')
  await open(`${LOG}?category=patient&days=1`, 'audit log: nothing fits')
  await page.getByText(say('audit.none.title')).waitFor()
  await look('audit log: nothing fits, said')
  await page.getByRole('button', { name: say('audit.views.save'), exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await look('audit log: saving a view')
  await page.keyboard.press('Escape')
  await open(`${LOG}?text=%3F%21`, 'audit log: no word to look for')
  await page.getByText(say('audit.none.no_word', { text: '?!' })).waitFor()
  await look('audit log: no word to look for, said')
}
