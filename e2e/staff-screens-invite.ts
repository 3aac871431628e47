/** Inviting people and joining, a part of the walk past every screen. */
import { readable } from '../test/outbox.ts'
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

const TARA = { name: '鈴木 太郎', email: 'taro.s@shika.example' }
/** What somebody typed, and what is in their file. */
export const INVITE_DATA = [TARA.name, TARA.email, 'info@shika.example', 'Nurse', 'Sorcerer']

export async function lookAtInviting({ page, enamel }: At, { say, open, look }: Walker): Promise<void> {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await open('/settings/staff/people/invite', 'inviting somebody')
  await press(say('invite.more'))
  await page.getByLabel(say('invite.address'), { exact: true }).fill('info@shika.example')
  await press(say('invite.send'))
  await page.locator('[aria-invalid=true]').first().waitFor()
  await look('inviting somebody: what is missing')
  await page.getByLabel(say('invite.name'), { exact: true }).fill(TARA.name)
  await page.getByLabel(say('invite.address'), { exact: true }).fill(TARA.email)
  await page.getByLabel(say('invite.role'), { exact: true }).selectOption('NURSE')
  await press(say('invite.send'))
  await page.getByText(TARA.email).waitFor()
  await page.getByRole('button', { name: say('invite.pending.show.named', { name: TARA.name }) }).waitFor()
  await look('people: somebody is pending')
  await page.getByRole('button', { name: say('invite.pending.cancel.named', { name: TARA.name }) }).click()
  await page.getByRole('dialog').waitFor()
  await look('people: cancelling an invitation')
  await page.keyboard.press('Escape')

  await open('/settings/staff/people/invite/table', 'inviting many')
  const choose = (rows: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
  await choose('Name,Role\nTaro,Nurse\n')
  await page.getByText(say('invite.table.nothing_done')).waitFor()
  await look('inviting many: no such table')
  await choose(`Name,E-mail,Role\n${TARA.name},${TARA.email},Sorcerer\n`)
  await page.getByText(say('invite.table.row.role')).waitFor()
  await look('inviting many: lines to mend')

  await enamel.advance({ seconds: 1 })
  const links = enamel.mail().flatMap(({ text }) => /\/join#[\w-]+/.exec(readable(text))?.[0] ?? [])
  await open('/join#invented', 'joining: a wrong link')
  await page.goto(`${enamel.origin}${links.at(-1) ?? ''}`)
  await page.getByRole('button', { name: say('join.new') }).waitFor()
  await look('joining: which of two')
  await page.getByRole('button', { name: say('join.known') }).click()
  await page.getByLabel(say('join.known.password'), { exact: true }).waitFor()
  await look('joining: somebody known')
  await press(say('join.back'))
  await page.getByRole('button', { name: say('join.new') }).click()
  await page.getByLabel(say('join.new.password'), { exact: true }).fill('password1')
  await look('joining: somebody new')
}
