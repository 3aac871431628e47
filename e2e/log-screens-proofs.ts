/** The walk past outside copies: nobody named, naming somebody, what is shown then, and stopping. */
import { openAsHanako } from './hanako.ts'
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

const BOOKS = { name: '港会計', address: 'log@kaikei.example' }
/** What somebody typed. */
export const PROOFS_DATA = [BOOKS.address]

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtOutsideCopies(here: At, { say, look, open }: Walker): Promise<void> {
  const { page } = here
  await openAsHanako(here, say)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await open('/settings/security/outside-copies', 'outside copies: nobody named')
  await press(say('witnesses.name.outsider'))
  await dialog.getByLabel(say('witnesses.form.name'), { exact: true }).fill(BOOKS.name)
  await press(say('witnesses.form.save'))
  await dialog.getByText(say('field.not_empty')).first().waitFor()
  await look('outside copies: no address')
  await dialog.getByLabel(say('witnesses.form.address'), { exact: true }).fill(BOOKS.address)
  await press(say('witnesses.form.save'))
  await page.getByRole('button', { name: say('witnesses.stop'), exact: true }).waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(BOOKS.address, { exact: true }).waitFor()
  await look('outside copies: somebody named')
  await press(say('witnesses.stop'))
  await dialog.getByText(say('witnesses.stop.sentence')).waitFor()
  await look('outside copies: to be stopped')
  await press(say('witnesses.stop.do'))
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: say('witnesses.name.outsider'), exact: true }).waitFor()
}
