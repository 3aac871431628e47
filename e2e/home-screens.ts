/** The screens of Home: the steps, one of them unfolded, and its dialogs. */
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

export async function lookAtHome({ page }: At, { say, look }: Walker): Promise<void> {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const title = say('checklist.step.5')
  await look('home')
  await press(say('checklist.state.open_label', { step: 5, title }))
  await page.getByRole('dialog').waitFor()
  await look('home: stating a step')
  await page.keyboard.press('Escape')
  await press(say('checklist.more', { step: 5, title }))
  await page.locator('#step-5').getByText(say('step.keeper'), { exact: true }).waitFor()
  await look('home: a step unfolded')
  await press(say('step.keepers.open'))
  await page.getByRole('dialog').waitFor()
  await look('home: who looks after a step')
  await page.keyboard.press('Escape')
  await press(say('step.sign.open'))
  await page.getByRole('dialog').waitFor()
  await look('home: signing off a step')
  await page.keyboard.press('Escape')
}
