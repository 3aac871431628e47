/** The staff list and a person's page, a part of the walk past every screen. */
import { PRACTICE, type Walker } from './screens.ts'
import type { At } from './steps.ts'

export async function lookAtRoster({ page }: At, { say, open, look }: Walker): Promise<void> {
  await open('/settings/staff', 'settings, by the name of the staff')
  await open('/settings/staff/people', 'people')
  await page.getByRole('link', { name: PRACTICE.owner.name }).waitFor()
  await open('/settings/staff/people?tab=pending', 'people: nobody is pending')
  await open('/settings/staff/people?tab=disabled', 'people: nobody has ended')
  await open('/settings/staff/people?seen=never', 'people: a search that leaves nobody')
  await open('/settings/staff/people', 'people again')
  await page.getByRole('link', { name: PRACTICE.owner.name }).click()
  await page.getByRole('heading', { name: say('staff.lately.title') }).waitFor()
  await look('a person')
}
