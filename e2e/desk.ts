/** Somebody at a browser with a device for passkeys beside it, and what they see and press there. */
import { addAuthenticator, type Authenticator, type DeviceOptions } from './authenticator.ts'
import type { TestBrowser, Visit } from './browser.ts'
import type { RunningEnamel } from './harness.ts'
import { type At, signOut } from './steps.ts'
import { say } from './words.ts'

export interface Desk extends At {
  visit: Visit
  phone: Authenticator
}

export async function sitDown(
  browser: TestBrowser,
  enamel: RunningEnamel,
  options: DeviceOptions = {},
): Promise<Desk> {
  const visit = await browser.visit()
  return { visit, page: visit.page, enamel, phone: await addAuthenticator(visit, options) }
}

export const button = ({ page }: At, name: string) => page.getByRole('button', { name, exact: true })
export const dialog = ({ page }: At) => page.getByRole('dialog')
/** Of the card of passkeys. */
export const rows = ({ page }: At) =>
  page.getByRole('list', { name: say('identity.passkeys.list') }).getByRole('listitem')
export const home = ({ page }: At) => page.locator('#step-1').waitFor()

/** The sign-in page, with nobody touching anything yet. */
export async function standAtTheDoor({ page, enamel, phone, visit }: Desk): Promise<void> {
  await phone.rest()
  await page.goto(`${enamel.origin}/sign-in`)
  await page.getByText(say('identity.sign_in.passkey_below')).waitFor()
  await visit.still()
}

/** Out, and in front of the door again, without being let in at once by a device that is still touched. */
export async function leaveToTheDoor(at: Desk, name: string): Promise<void> {
  await at.phone.rest()
  await signOut(at, name)
  await standAtTheDoor(at)
}

export async function openSecurity({ page, enamel }: At): Promise<void> {
  await page.goto(`${enamel.origin}/profile/security`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}
