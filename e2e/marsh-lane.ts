/** A practice with its people already in it, for journeys that begin at the sign-in page. */
import type { TestBrowser, Visit } from './browser.ts'
import { type RunningEnamel, startEnamel } from './harness.ts'
import { PASSWORD, type At, typeCode, typeCredentials } from './steps.ts'

export interface Person {
  name: string
  email: string
  role: 'OWNER' | 'ADMIN' | 'HYGIENIST' | 'NURSE' | 'VIEWER'
  /** Of the authenticator app, base32; undefined: a password alone. */
  secret?: string
}

export const OWNER = {
  name: 'Yaa Fernwell',
  email: 'yaa@marshlane.example',
  role: 'OWNER',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
} as const satisfies Person

export const VIEWER = {
  name: 'Ivo Bramble',
  email: 'ivo@marshlane.example',
  role: 'VIEWER',
} as const satisfies Person

export async function seedMarshLane(enamel: RunningEnamel): Promise<void> {
  const people: Person[] = [OWNER, VIEWER]
  await enamel.seed({
    clinics: [
      {
        name: 'Marsh Lane Dental',
        country: 'NG',
        zone: 'Africa/Lagos',
        people: people.map(({ secret, ...person }) => ({
          ...person,
          password: PASSWORD,
          ...(secret && { totpSecret: secret }),
        })),
      },
    ],
  })
}

/** Signs in where the page stands; the sign-in page is opened when it is another. */
export async function comeIn(at: At, { email, secret }: Person, password = PASSWORD): Promise<void> {
  const { page, enamel } = at
  if (!page.url().includes('/sign-in')) await page.goto(`${enamel.origin}/sign-in`)
  await typeCredentials(at, email, password)
  if (secret) await typeCode(at, secret)
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

const DAY_MS = 24 * 3_600_000

/** The practice of its own program, at noon, its Owner signed in: no night passes but those that are meant. */
export async function openAtNoon(browser: TestBrowser): Promise<{ enamel: RunningEnamel; visit: Visit }> {
  const enamel = await startEnamel()
  const tomorrow = Math.ceil((await enamel.now()).getTime() / DAY_MS) * DAY_MS
  await enamel.setClock(new Date(tomorrow + DAY_MS / 2))
  await seedMarshLane(enamel)
  const visit = await browser.visit()
  await comeIn({ page: visit.page, enamel }, OWNER)
  return { enamel, visit }
}

/** As if somebody had turned to this tab: what has changed meanwhile is heard now, not within the minute. */
export async function turnTo({ page }: At): Promise<void> {
  await page.bringToFront()
  await page
    .evaluate(() => {
      window.dispatchEvent(new Event('focus'))
    })
    .catch((error: unknown) => {
      // It had heard by itself, and is leaving already.
      if (!/context was destroyed/.test(String(error))) throw error
    })
}
