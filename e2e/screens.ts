/** Parts of the walk past every screen, each a turn of its own. */
import type { WordKey } from '../features/catalogue.ts'
import type { Words } from '../pure/words/words.ts'
import { readable } from '../test/outbox.ts'
import { addAuthenticator } from './authenticator.ts'
import type { Visit } from './browser.ts'
import { type At, PASSWORD, reachAs, signOut, typeCredentials } from './steps.ts'

export const PRACTICE = { clinic: '歯科', owner: { name: '山田 花子', email: 'hanako@shika.example' } }

export interface Walker {
  visit: Visit
  say: Words<WordKey>
  open: (path: string, screen: string) => Promise<void>
  look: (screen: string) => Promise<void>
}

/** The password stays what it was: what is looked at is not sent. */
export async function lookAtForgot({ page, enamel }: At, { say, open, look }: Walker): Promise<void> {
  await open('/forgot#invented', 'forgot: a wrong link')
  await page.getByRole('button', { name: say('recovery.forgot.over.again') }).click()
  await look('forgot: no mail is sent here')
  await page.getByLabel(say('recovery.forgot.email')).fill(PRACTICE.owner.email)
  await page.getByRole('button', { name: say('recovery.forgot.act') }).click()
  await page.getByRole('heading', { name: say('recovery.forgot.asked.title') }).waitFor()
  await look('forgot: asked')
  await enamel.advance({ seconds: 1 })
  const links = enamel.mail().flatMap(({ text }) => /\/forgot#[\w-]+/.exec(readable(text))?.[0] ?? [])
  await page.goto(`${enamel.origin}${links.at(-1) ?? ''}`)
  await page.getByLabel(say('identity.new_password.label'), { exact: true }).fill('password1')
  await look('forgot: a new password, a bad one')
}

/** What is asked of a sign-in, who is protected, and who has a passkey. */
export async function lookAtRules({ page }: At, { say, open, look }: Walker): Promise<void> {
  await open('/settings/security/enforcement', 'what is asked of a sign-in')
  await page.getByText(say('enforcement.required'), { exact: true }).click()
  await page.getByText(say('enforcement.who.some'), { exact: true }).click()
  await look('what is asked of a sign-in: role by role')
  await open('/enrol', 'setting up, where nothing has to be')
  await open('/settings/security/protected', 'who is protected')
  await page.getByRole('button', { name: PRACTICE.owner.name }).first().waitFor()
  await page.locator('main').getByRole('button', { name: PRACTICE.owner.name, exact: true }).click()
  await look('who is protected: oneself')
  await open('/settings/security/protected?show=exceptions', 'who is protected: nobody')
  await open('/settings/security/passkeys', 'passkeys in the practice')
  await page
    .getByRole('button', { name: say('chart.show_table') })
    .first()
    .click()
  await look('passkeys in the practice, as a table')
}

export async function lookAtTimesAndNetworks({ page }: At, { say, open, look }: Walker): Promise<void> {
  await open('/settings/security/session-timeout', 'times of signing out')
  await page.getByLabel(say('session_rules.idle'), { exact: true }).fill('0')
  await page.getByLabel(say('session_rules.shared'), { exact: true }).fill('20')
  await page.getByRole('button', { name: say('session_rules.save'), exact: true }).click()
  await look('times of signing out, one that is none')
  await open('/settings/security/session-timeout/signed-in', 'who is signed in')
  await open('/settings/security/network-allow-list', 'networks')
  await page.getByLabel(say('networks.on')).check()
  await page.getByRole('button', { name: say('networks.add'), exact: true }).click()
  await page.getByLabel(say('networks.network', { n: 1 }), { exact: true }).fill('192.168.1.5/24')
  await page.getByLabel(say('networks.try'), { exact: true }).fill('192.0.2.1')
  await look('networks, one that is none')
  await page.route(/\/api\/session$/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), outsideNetwork: true } })
  })
  await open('/', 'outside of the networks')
  await page.unrouteAll({ behavior: 'wait' })
}

/** The Owner has a passkey from here on. */
export async function lookAtPasskeys(here: At, { visit, say, open, look }: Walker): Promise<void> {
  const { page, enamel } = here
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await reachAs(page, 'number')
  await open('/profile/security', 'profile: security, by a number')
  await page.unrouteAll({ behavior: 'wait' })
  await open('/profile/security', 'profile: security')
  const phone = await addAuthenticator(visit, { hasUserVerification: false, isUserVerified: false })
  await phone.touch()
  await press(say('identity.passkeys.add'))
  await page.getByText(say('problem.client.passkey_not_made')).waitFor()
  await look('profile: security, no passkey made')
  await phone.takeAway()
  const laptop = await addAuthenticator(visit)
  await laptop.touch()
  await press(say('identity.passkeys.add'))
  await page.getByRole('list', { name: say('identity.passkeys.list') }).waitFor()
  await look('profile: security, a passkey')
  const name = say('identity.passkey.nameless')
  await press(say('identity.passkeys.rename_named', { name }))
  await look('profile: security, renaming a passkey')
  await page.keyboard.press('Escape')
  await press(say('identity.passkeys.remove_named', { name }))
  await look('profile: security, removing a passkey')
  await enamel.advance({ minutes: 11 })
  await press(say('identity.passkeys.remove.act'))
  await page.getByRole('button', { name: say('step_up.passkey') }).waitFor()
  await look('confirm it is you, by passkey')
  await press(say('step_up.other'))
  await look('confirm it is you, another way')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await laptop.rest()
  await signOut({ ...here, look: async () => undefined }, PRACTICE.owner.name)
  await page.getByText(say('identity.sign_in.passkey_below')).waitFor()
  await typeCredentials({ ...here, look: async () => undefined }, PRACTICE.owner.email, PASSWORD)
  await page.getByRole('heading', { name: say('identity.passkey.title') }).waitFor()
  await look('sign-in: passkey')
}
