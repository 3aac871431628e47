/** The walk past what changed and why, and past the law of the clinic's country. */
import { openAsHanako } from './hanako.ts'
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

/** The country, by the browser's own name of it. */
export const HISTORY_DATA = ['United Kingdom']

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtHistory(here: At, { say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  await openAsHanako(here, say, { country: 'GB', zone: 'Europe/London' })
  await enamel.advance({ seconds: 61 })
  await open('/history', 'history: nothing moved the number')
  await page.goto(`${enamel.origin}/settings/devices/shared-computers`)
  await page.getByText(say('shared.question.no'), { exact: true }).click()
  await page.getByText(say('shared.question.saved')).waitFor()
  await enamel.advance({ seconds: 61 })
  await page.goto(`${enamel.origin}/history`)
  await page.getByRole('heading', { name: say('history.section.changes'), level: 2 }).waitFor()
  await look('history: what changed and why')
  await page.getByRole('button', { name: say('chart.show_table') }).click()
  await page.getByRole('table').waitFor()
  await look('history: as a table')
  await open('/settings/clinic/law', 'law: the NHS is asked about')
  await page.getByText(say('law.nhs.yes'), { exact: true }).click()
  await page.getByRole('button', { name: say('law.save'), exact: true }).click()
  await page.getByText(say('law.says.dspt_training'), { exact: true }).waitFor()
  await look('law: with what the NHS asks')
}
