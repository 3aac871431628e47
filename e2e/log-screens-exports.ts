/** The part of the walk past every screen that takes lines out of the log; a journey of its own saves them. */
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

const EXPORTS = '/settings/security/audit-log/exports'

export async function lookAtExports({ page }: At, { say, open, look }: Walker): Promise<void> {
  await open(EXPORTS, 'exports: none yet')
  await open(`${EXPORTS}?take=true&category=auth`, 'taking lines out of the log')
  await page.getByRole('button', { name: say('log_export.act'), exact: true }).click()
  await page.getByText(say('field.not_empty')).first().waitFor()
  await look('taking lines out of the log: no reason')
  await page.getByRole('radio', { name: say('log_export.which.whole') }).check()
  await look('taking the whole log')
  await page.keyboard.press('Escape')
}
