/** Home for whoever has no part in the whole: their own steps without a number, what waits for them, nothing of anybody else. */
import { beforeAll, expect, it } from 'vitest'
import { getChecklist } from '../features/checklist/contract.ts'
import { setOutsider } from '../features/staff/roster-contract.ts'
import type { Answer } from '../pure/contract/endpoint.ts'
import { findBarriers, openBrowser, sidewaysScroll, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, VIEWER } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const HYGIENIST = { name: 'Lami Clover', email: 'lami@marshlane.example', role: 'HYGIENIST' } as const
const PICTURES = process.env['ENAMEL_PICTURES']

const enamel = await startEnamel()
const browser = await openBrowser()
let owner: Visit
let outsiderId: string | undefined

beforeAll(async () => {
  const { secret, ...person } = OWNER
  const { clinics } = await enamel.seed<{ clinics: { people: { id: string; email: string }[] }[] }>({
    clinics: [
      {
        name: 'Marsh Lane Dental',
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [
          { ...person, password: PASSWORD, totpSecret: secret },
          { ...HYGIENIST, password: PASSWORD },
          { ...VIEWER, password: PASSWORD },
        ],
      },
    ],
  })
  outsiderId = clinics[0]?.people.find(({ email }) => email === VIEWER.email)?.id
  owner = await browser.visit()
  await comeIn({ page: owner.page, enamel }, OWNER)
  await owner.page.locator('#step-10').waitFor()
})

async function look({ page, still }: Visit, name: string): Promise<void> {
  await still()
  expect(await findBarriers(page)).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` })
}

/** The steps shown, in order. */
const stepsOf = async ({ page }: Visit) =>
  page.locator('ol > li[id^=step-]').evaluateAll((rows) => rows.map(({ id }) => id))

it('a hygienist sees their own steps, no number, no points, no other name, and what waits for them', async () => {
  const visit = await browser.visit({ width: 390, height: 844 })
  const { page } = visit
  await page.route(`**${getChecklist.url}`, async (route) => {
    const answer = await route.fetch()
    const json = (await answer.json()) as Answer<typeof getChecklist>
    // Two things wait at once: the second has its line below the first.
    const waits = [
      {
        key: 'checklist.next.own_questions',
        values: { n: 2, by: 'Ada Marsh' },
        page: '/profile/questions',
      },
    ]
    await route.fulfill({ response: answer, json: { ...json, waits } })
  })
  await comeIn({ page, enamel }, HYGIENIST)
  await page.getByText(say('checklist.own_steps')).waitFor()
  await page.locator('#step-1').waitFor()
  expect(await stepsOf(visit)).toEqual(['step-1', 'step-2', 'step-7'])
  const seen = await page.locator('main').innerText()
  expect(seen).not.toContain(say('checklist.of_100'))
  expect(seen).not.toMatch(/\bof (?:20|10|6)\b/)
  expect(seen).not.toContain(OWNER.name)
  await page.getByRole('heading', { name: say('checklist.waits') }).waitFor()
  await look(visit, 'hygienist-phone-light')
  await page
    .getByRole('link', { name: say('checklist.next.own_questions.title', { n: 2, by: 'Ada Marsh' }) })
    .click()
  await page.waitForURL('**/profile/questions')
})

it('outside IT sees their own sign-in and what was handed to them, nothing of the clinic', async () => {
  await owner.page.evaluate(
    async (url) => {
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ outsider: 'it', endsOn: null, revision: 1 }),
      })
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
    },
    setOutsider.url.replace(':personId', outsiderId ?? ''),
  )
  const visit = await browser.visit()
  const { page } = visit
  await comeIn({ page, enamel }, VIEWER)
  await page.getByText(say('checklist.outside_it')).waitFor()
  await page.locator('#step-1').waitFor()
  expect(await stepsOf(visit)).not.toContain('step-4')
  const seen = await page.locator('main').innerText()
  expect(seen).not.toContain(OWNER.name)
  expect(seen).not.toContain(say('checklist.of_100'))
  await look(visit, 'outside-it-desktop-light')
})
