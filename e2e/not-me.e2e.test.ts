/** Somebody else signed in as Ivo: the mail's link gets them out, and Ivo back in by a new password. */
import { expect, it } from 'vitest'
import { whoAmI } from '../features/sessions/contract.ts'
import { readable } from '../test/outbox.ts'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, turnTo, VIEWER } from './marsh-lane.ts'
import { typeCredentials } from './steps.ts'
import { say } from './words.ts'

const NEW = 'seven brisk kettles hum'
const enamel = await startEnamel()
const browser = await openBrowser()
await seedMarshLane(enamel)

const linksOf = (path: string, to: string) =>
  enamel
    .mail()
    .filter(({ text }) => text.includes(`To: ${to}`))
    .flatMap(({ text }) => new RegExp(`/${path}#[\\w-]+`).exec(readable(text))?.[0] ?? [])
const press = (page: Awaited<ReturnType<typeof browser.visit>>['page'], name: string) =>
  page.getByRole('button', { name, exact: true }).click()

it('ends a stranger’s session by the link of a notice, and leads back in by a new password', async () => {
  const thief = await browser.visit()
  await comeIn({ page: thief.page, enamel }, VIEWER)
  await enamel.advance({ seconds: 5 })

  const { page } = await browser.visit()
  const [link = ''] = linksOf('not-me', VIEWER.email)
  await page.goto(`${enamel.origin}${link}`)
  await page.getByText(say('recovery.not_me.nothing')).waitFor()
  // Neither the address bar nor the history keeps it, and opening it has ended nothing.
  expect(page.url()).toBe(`${enamel.origin}/not-me`)
  const asked = thief.page.waitForResponse((answer) => answer.url().endsWith(whoAmI.url))
  await turnTo({ page: thief.page, enamel })
  await asked
  await thief.still()
  expect(thief.page.url()).not.toContain('/sign-in')

  await press(page, say('recovery.not_me.act'))
  await page.getByRole('heading', { name: say('recovery.not_me.done.title') }).waitFor()
  await turnTo({ page: thief.page, enamel })
  await thief.page.waitForURL(/\/sign-in/)
  await thief.page.getByText(say('session.ended.not_me')).waitFor()
  await typeCredentials({ page: thief.page, enamel }, VIEWER.email)
  await thief.page.getByText(say('problem.identity.not_matching')).first().waitFor()

  await enamel.advance({ seconds: 5 })
  await page.goto(`${enamel.origin}${linksOf('forgot', VIEWER.email).at(-1) ?? ''}`)
  await page.getByLabel(say('identity.new_password.label'), { exact: true }).fill(NEW)
  await press(page, say('recovery.forgot.set.act'))
  await page.waitForURL(/\/sign-in/)
  await comeIn({ page, enamel }, VIEWER, NEW)
  await page.goto(`${enamel.origin}${link}`)
  await page.getByRole('heading', { name: say('recovery.not_me.over.title') }).waitFor()
})

it('is said at a session on one’s own list too, after “Confirm it’s you”', async () => {
  const thief = await browser.visit()
  await comeIn({ page: thief.page, enamel }, OWNER)
  const { page } = await browser.visit()
  await enamel.advance({ seconds: 31 })
  await comeIn({ page, enamel }, OWNER)
  await page.goto(`${enamel.origin}/profile/sessions`)
  await page.getByRole('button', { name: /^This wasn’t me/ }).click()
  await page.getByRole('dialog').getByText(say('recovery.not_me.owners')).waitFor()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('recovery.not_me.session.act') })
    .click()
  await page.waitForURL(/\/sign-in/)
  await page.getByText(say('session.ended.not_me')).waitFor()
  await turnTo({ page: thief.page, enamel })
  await thief.page.waitForURL(/\/sign-in/)
})
