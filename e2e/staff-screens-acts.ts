/** The part of the walk past every screen that shows roles, and what is done to somebody who works here. */
import type { At } from './steps.ts'
import type { Walker } from './screens.ts'

export async function lookAtRoles({ page }: At, { say, open, look }: Walker): Promise<void> {
  await open('/settings/staff/roles', 'what each role may do')
  await page.getByLabel(say('staff.roles.choose')).selectOption('VIEWER')
  await look('what each role may do: one of them')
  await open('/settings/staff/second-owner', 'if an Owner cannot sign in')
  await page.getByRole('button', { name: say('lone_owner.seal') }).click()
  await look('if an Owner cannot sign in: no place given')
  await page.getByLabel(say('lone_owner.place')).fill('金庫、事務室')
  await page.getByRole('button', { name: say('lone_owner.seal') }).click()
  await page.getByText(say('lone_owner.sealed')).waitFor()
  await look('if an Owner cannot sign in: sealed')
  await open('/handover', 'the ownership: nothing is offered')
}
