/** How every screen is looked at: by day and by night, at a desk, on a phone and on the smallest phone. */
import type { WordKey } from '../features/catalogue.ts'
import { findBarriers, type Visit } from './browser.ts'
import { CLINIC_DATA } from './clinic-screens.ts'
import { findEnglish } from './english.ts'
import { TARO } from './front-desk.ts'
import type { RunningEnamel } from './harness.ts'
import { HISTORY_DATA } from './home-screens-history.ts'
import { BEYOND_DATA } from './home-screens-beyond.ts'
import { PROOFS_DATA } from './log-screens-proofs.ts'
import { LOG_DATA } from './log-screens-screen.ts'
import { PRACTICE, type Walker } from './screens.ts'
import { INVITE_DATA } from './staff-screens-invite.ts'
import { SYSTEM_DATA } from './staff-screens-know.ts'
import { LEAVER_DATA } from './staff-screens-leave.ts'
import { LIST_DATA } from './staff-screens-lists.ts'
import { REVIEW_DATA } from './staff-screens-review.ts'
import { speak } from './words.ts'

/** What somebody typed, and what is theirs. */
const DATA = [
  'smtp.gmail.com',
  // Mails are listed by the subjects they were sent with.
  ...['totp_added', 'backup_codes_made', 'new_device', 'password_changed', 'password_forgot'].map((mail) =>
    speak('en')(`mail.${mail}.subject` as WordKey, { clinic: PRACTICE.clinic }),
  ),
  ...INVITE_DATA,
  ...LEAVER_DATA,
  ...SYSTEM_DATA,
  ...REVIEW_DATA,
  ...LIST_DATA,
  ...BEYOND_DATA,
  ...CLINIC_DATA,
  ...HISTORY_DATA,
  ...PROOFS_DATA,
  ...LOG_DATA,
  PRACTICE.owner.email,
  TARO.email,
  'Africa/Lagos',
  'Europe/London',
  'en-NG',
  'en-GB',
  'NG',
]

export interface Findings {
  screens: string[]
  faults: string[]
}

/** Somebody who looks at every screen they come by, and what was found on the way. */
export function walker(enamel: RunningEnamel, visit: Visit): Walker & Findings {
  const { page } = visit
  const screens: string[] = []
  const faults: string[] = []
  const look = async (screen: string) => {
    await visit.still()
    screens.push(screen)
    faults.push(...(await inspect(visit)).map((fault) => `${screen}: ${fault}`))
  }
  const open = async (path: string, screen: string) => {
    await page.goto(`${enamel.origin}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(screen)
  }
  return { visit, say: speak('en-XA'), open, look, screens, faults }
}

type View = [width: number, scheme: 'light' | 'dark', barriers: 'all' | 'colours' | 'none']

/** The window is 1280 px wide and light before and after. The smallest phone has the form of the other: only its width can be too little. */
const VIEWS: readonly View[] = [
  [1280, 'light', 'all'],
  [1280, 'dark', 'colours'],
  [390, 'dark', 'colours'],
  [390, 'light', 'all'],
  [320, 'light', 'none'],
]

/** What is wrong with the page as it stands. */
async function inspect({ page, still }: Visit): Promise<string[]> {
  const found = (await findEnglish(page, DATA)).map((text) => `English: ${text}`)
  let [width, scheme]: View = [1280, 'light', 'none']
  for (const [nextWidth, nextScheme, barriers] of VIEWS) {
    if (nextScheme !== scheme) await page.emulateMedia({ colorScheme: nextScheme })
    if (nextWidth !== width) await setWidth(page, nextWidth)
    // Another width may bring parts that ask the server; other colours are there with the next frame.
    if (nextWidth !== width) await still()
    width = nextWidth
    scheme = nextScheme
    const { over, shown } = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      await frame()
      await frame()
      const { dataset, scrollWidth, clientWidth } = document.documentElement
      return { over: scrollWidth - clientWidth, shown: dataset['mantineColorScheme'] }
    })
    if (over > 0) found.push(`${width} px: scrolls ${over} px sideways`)
    if (shown !== scheme) found.push(`stays ${shown} where ${scheme} is wanted`)
    if (barriers === 'none') continue
    found.push(...(await findBarriers(page, barriers)).map((barrier) => `${width} px, ${scheme}: ${barrier}`))
  }
  await setWidth(page, 1280)
  return found
}

const setWidth = (page: Visit['page'], width: number) =>
  page.setViewportSize({ width, height: width > 500 ? 800 : 844 })
