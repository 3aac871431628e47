/** The part of the walk past every screen that shows roles, and what is done to somebody who works here. */
import type { At } from './steps.ts'
import type { Walker } from './screens.ts'

export async function lookAtRoles({ page }: At, { say, open, look }: Walker): Promise<void> {
  await open('/settings/staff/roles', 'what each role may do')
  await page.getByLabel(say('staff.roles.choose')).selectOption('VIEWER')
  await look('what each role may do: one of them')
}
