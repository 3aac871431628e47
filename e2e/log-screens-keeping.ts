/** Keeping times and their dialogs; a part of the walk past every screen. */
import type { Walker } from './screens.ts'
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
  await page.keyboard.press('Escape')
  await press(say('keeping.redact'))
  await look('keeping times: erasing what names somebody')
  await page.keyboard.press('Escape')
}
