/** What journeys do again and again, as a person does it. */
import type { Page } from 'playwright-core'
import type { WordKey } from '../features/catalogue.ts'
import type { Words } from '../pure/words/words.ts'
import type { RunningEnamel } from './harness.ts'
import { say as english } from './words.ts'

/** Long enough, in no list, and nobody's name. */
export const PASSWORD = 'quiet otters juggle lamps'

/** Where somebody is on their way. */
export interface At {
  page: Page
  enamel: RunningEnamel
  /** In the language of the screens; D English. */
  say?: Words<WordKey>
  /** Told at every screen that is come by, once it stands still. */
  look?: (screen: string) => Promise<void>
}

export interface Practice {
  clinic: string
  owner: { name: string; email: string }
}

export interface SetUp extends Practice {
  /** Of the authenticator app, base32. */
  secret: string
  /** The ten backup codes. */
  codes: string[]
}

const MARSH_LANE: Practice = {
  clinic: 'Marsh Lane Dental',
  owner: { name: 'Ada Marsh', email: 'ada@marshlane.example' },
}

/** The first run, from the printed link to the screen of the second factor. */
export async function firstRunToSecondFactor(at: At, practice = MARSH_LANE): Promise<void> {
  const { page, enamel, say = english, look = async () => undefined } = at
  const { clinic, owner } = practice
  const next = page.getByRole('button', { name: say('setup.next') })
  await page.goto(enamel.setupLink ?? '')
  await page.getByLabel(say('setup.clinic.name')).waitFor()
  await look('setup: clinic')
  await page.getByLabel(say('setup.clinic.name')).fill(clinic)
  await page.getByLabel(say('setup.clinic.country')).selectOption('NG')
  await next.click()

  await page.getByLabel(say('setup.owner.name')).fill(owner.name)
  await look('setup: owner')
  await page.getByLabel(say('setup.owner.email')).fill(owner.email)
  await next.click()

  await page.getByLabel(say('setup.password.label'), { exact: true }).fill('password1')
  await look('setup: password, a bad one')
  await page.getByLabel(say('setup.password.label'), { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: say('setup.password.act', { clinic }) }).click()

  await page.getByRole('heading', { name: say('setup.second.title') }).waitFor()
}

/** The whole first run with authenticator app and backup codes, from the printed link to the home page. */
export async function firstRun(at: At, practice = MARSH_LANE): Promise<SetUp> {
  await firstRunToSecondFactor(at, practice)
  return finishFirstRun(at, practice)
}

/** From the screen of the second factor on, with the authenticator app. */
export async function finishFirstRun(at: At, practice = MARSH_LANE): Promise<SetUp> {
  const { page, enamel, say = english, look = async () => undefined } = at
  const { clinic, owner } = practice
  const secret = (await page.locator('code').first().innerText()).replaceAll(/\s/g, '')
  await look('setup: authenticator app')
  await page.getByLabel(say('identity.code.label')).fill(await enamel.codeOf(secret))

  await page.getByRole('heading', { name: say('setup.codes.title') }).waitFor()
  await page.locator('main ol code').first().waitFor()
  const codes = (await page.locator('main ol code').allInnerTexts()).map((code) => code.trim())
  await look('setup: backup codes')
  await page.getByLabel(say('identity.save_codes.type_back')).fill(codes.at(-1) ?? '')
  await page.getByRole('button', { name: say('identity.save_codes.confirm') }).click()

  const done = page.getByRole('button', { name: say('setup.done.act') })
  await done.waitFor()
  await look('setup: done')
  await done.click()
  await page.waitForURL(`${enamel.origin}/`)
  return { clinic, owner, secret, codes }
}

/** E-mail, then password; what follows is the second factor or the page wanted. */
export async function typeCredentials(at: At, email: string, password = PASSWORD): Promise<void> {
  const { page, say = english, look = async () => undefined } = at
  await page.getByLabel(say('identity.sign_in.email')).fill(email)
  await look('sign-in: e-mail')
  await page.getByRole('button', { name: say('identity.sign_in.continue') }).click()
  await page.getByLabel(say('identity.sign_in.password'), { exact: true }).fill(password)
  await look('sign-in: password')
  await page.getByRole('button', { name: say('identity.sign_in.act') }).click()
}

/** A code of the app is used once, so the clock goes on to the next. Gives the code that was typed. */
export async function typeCode(at: At, secret: string): Promise<string> {
  const { page, enamel, say = english } = at
  await enamel.advance({ seconds: 30 })
  const code = await enamel.codeOf(secret)
  await page.getByLabel(say('identity.code.label')).fill(code)
  return code
}

/** Signs somebody in who has an authenticator app. */
export async function signInWithApp(at: At, person: { email: string; secret: string }): Promise<void> {
  const { page, enamel } = at
  await page.goto(`${enamel.origin}/sign-in`)
  await typeCredentials(at, person.email)
  await typeCode(at, person.secret)
  await page.waitForURL(`${enamel.origin}/`)
}

export async function signOut(at: At, name: string): Promise<void> {
  const { page, say = english, look = async () => undefined } = at
  // A page that comes takes the focus to its heading, and whatever is unfolded closes.
  await page.locator('h1').first().waitFor()
  // On a desk it is called by the name that is seen, on a phone by the name and what is inside.
  const menu = page.getByRole('button', { name, exact: false }).filter({ visible: true }).first()
  const out = page.getByRole('button', { name: say('person.sign_out'), exact: true })
  await menu.click()
  await look('the menu of the person')
  await out.click()
  await page.waitForURL(/\/sign-in/)
}

/** The screens of an Enamel that is reached otherwise than this one, by the server's word. */
export async function reachAs(page: Page, reachedAs: 'name' | 'number'): Promise<void> {
  await page.route(/\/api\/(?:session|profile\/passkeys)$/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), reachedAs } })
  })
  await page.reload()
}

/** The first such request does not reach the server until it is let through, as on a slow line. */
export async function holdBack(
  page: Page,
  { method, url }: { method: string; url: RegExp },
): Promise<{ asked: Promise<void>; letThrough: () => void }> {
  const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let held = false
  await page.route(url, async (route) => {
    if (held || route.request().method() !== method) return route.fallback()
    held = true
    asked.resolve()
    await released.promise
    // Whoever asked may have left by now.
    await route.continue().catch(() => undefined)
  })
  return { asked: asked.promise, letThrough: () => released.resolve() }
}
