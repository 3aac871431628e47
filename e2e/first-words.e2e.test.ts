/** The sign-in page and Home need no word but those of the first load: here the others never come. */
import { beforeAll, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import { say } from './words.ts'

/** All words but the first. */
const OTHER_WORDS = '**/assets/catalogue-*.js'

const enamel = await startEnamel()
const browser = await openBrowser()
const visit = await browser.visit()
const { page } = visit
/** How often the page asked for them. */
let asked = 0

beforeAll(async () => {
  await seedMarshLane(enamel)
  await page.route(OTHER_WORDS, (route) => {
    asked += 1
    return route.abort('connectionrefused')
  })
})

it('lets people in and shows them all of Home', async () => {
  await comeIn({ page, enamel }, OWNER)
  await page.locator('#step-10').waitFor()
  await page.getByText(say('checklist.next'), { exact: true }).waitFor()
  await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(await page.getByText(say('error.fault.title')).count()).toBe(0)
  // What was refused is written a moment after it was asked for; nothing is, once the page is closed.
  await visit.close()
  const unexpected = visit.takeComplaints().filter((one) => !one.includes('ERR_CONNECTION_REFUSED'))
  expect(unexpected).toEqual([])
})
