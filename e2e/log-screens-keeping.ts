/** Keeping times and their dialogs; a part of the walk past every screen. */
import { PRACTICE, type Walker } from './screens.ts'
import type { At } from './steps.ts'

const PAGE = '/settings/security/keeping-times'

export async function lookAtKeepingTimes({ page }: At, { say, open, look }: Walker): Promise<void> {
  const press = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('dialog').waitFor()
  }
  await open(PAGE, 'keeping times')
  const what = say('keeping.kind.details')
  await press(say('keeping.change.named', { what }))
  await page.getByLabel(say('keeping.change.months'), { exact: true }).fill('60')
  await page.getByText(say('keeping.change.long.meant')).waitFor()
  await look('keeping times: far longer than is usual')
  await page.keyboard.press('Escape')
  await press(say('keeping.hold'))
  await look('keeping times: a hold')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(say('keeping.hold.whom'), { exact: true }).selectOption('patient')
  await dialog.getByLabel(say('keeping.whose.reference'), { exact: true }).fill('花子')
  await page.getByRole('button', { name: say('keeping.hold.act'), exact: true }).click()
  await dialog.getByText(say('field.patient_reference')).first().waitFor()
  await look('keeping times: a hold on a patient who is none')
  await page.keyboard.press('Escape')
  await press(say('keeping.redact'))
  await look('keeping times: erasing what names somebody')
  await dialog
    .getByLabel(say('keeping.redact.whom'), { exact: true })
    .selectOption({ label: PRACTICE.owner.name })
  await dialog.getByLabel(say('keeping.redact.reference'), { exact: true }).fill('手紙 12')
  await page.getByRole('button', { name: say('keeping.redact.look'), exact: true }).click()
  await page.getByRole('button', { name: say('keeping.redact.act'), exact: true }).waitFor()
  await look('keeping times: erasing, and who else names them')
  await page.keyboard.press('Escape')
}
