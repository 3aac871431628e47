/** The walk past what is due: the clinic's reminders, and one's own with the link to a calendar. */
import { openAsHanako } from './hanako.ts'
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtReminders(here: At, { say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  await openAsHanako(here, say)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  await page.evaluate(`fetch('/api/shared-secrets', { method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'alarm', name: '警報', place: '', lastChangedOn: '2020-06-15', changeEveryDays: 90, personIds: [] }) })
    .then(({ status }) => { if (status !== 200) throw new Error('Nothing was put on the list') })`)
  await open('/settings/clinic/reminders', 'reminders')
  const what = say('reminder.shared_secret_change', { name: '警報', place: 'none' })
  await press(say('reminders.put_off_named', { what }))
  await page.getByRole('dialog').getByLabel(say('reminders.form.reason'), { exact: true }).fill('休診')
  await page.getByLabel(say('reminders.form.until'), { exact: true }).fill('2020-01-01')
  await press(say('reminders.form.act'))
  await page.getByText(say('problem.reminders.until_wrong', { days: 30 })).waitFor()
  await look('reminders: a day that is over')
  const tomorrow = new Date((await enamel.now()).getTime() + 3 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel(say('reminders.form.until'), { exact: true }).fill(tomorrow)
  await press(say('reminders.form.act'))
  await page.getByRole('button', { name: say('reminders.resume_named', { what }) }).waitFor()
  await look('reminders: one put off')

  await open('/profile/reminders', 'calendar and reminders')
  await press(say('own_reminders.calendar.make'))
  await page.getByRole('heading', { name: say('own_reminders.calendar.here') }).waitFor()
  await look('calendar and reminders: a link')
  await press(say('own_reminders.calendar.end'))
  await page.getByRole('dialog').waitFor()
  await look('calendar and reminders: ending the link')
  await press(say('own_reminders.end.act'))
  await page.getByText(say('own_reminders.calendar.ended')).waitFor()
}
