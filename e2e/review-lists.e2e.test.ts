/** A practice of one Owner: lists of other systems in the review, accounts of nobody, and a second person from outside. */
import { beforeAll, describe, expect, it } from 'vitest'
import { readable } from '../test/outbox.ts'
import { findBarriers, openBrowser, sidewaysScroll, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const NURSE = { name: 'Adébáyọ̀ Marigold', email: 'bayo@marshlane.example', role: 'NURSE' }
const DESK = { name: 'Esi Bramble', email: 'esi@marshlane.example', role: 'RECEPTIONIST' }
const KOFI = { name: 'Kofi Reed', email: 'kofi@reed-accounts.example' }
const MAIL = say('review.lists.title')

const enamel = await startEnamel()
const browser = await openBrowser()
let visit: Visit

const page = () => visit.page
const button = (name: string) => page().getByRole('button', { name, exact: true })
const press = (name: string) => button(name).click()
const heading = (name: string, level = 1) => page().getByRole('heading', { name, level })

/** Nothing keeps anybody out, on the smallest phone too. */
async function expectOpenToAll({ page: shown, still }: Visit): Promise<void> {
  await still()
  expect(await findBarriers(shown)).toEqual([])
  await shown.setViewportSize({ width: 320, height: 700 })
  expect(await sidewaysScroll(shown)).toBe(0)
  await shown.setViewportSize({ width: 1280, height: 800 })
}

beforeAll(async () => {
  const { secret, ...owner } = OWNER
  await enamel.seed({
    clinics: [
      {
        name: 'Marsh Lane Dental',
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [{ ...owner, totpSecret: secret }, NURSE, DESK].map((one) => ({
          ...one,
          password: PASSWORD,
        })),
      },
    ],
  })
  visit = await browser.visit()
  await comeIn({ page: visit.page, enamel }, OWNER)
})

describe('an Owner alone', () => {
  it('brings the list of the practice system as a file, after a mistake in it was named', async () => {
    await page().goto(`${enamel.origin}/settings/staff/review`)
    await press(say('review.begin.act'))
    await page().getByRole('link', { name: MAIL }).click()
    await heading(MAIL).waitFor()
    await page().getByLabel(say('review.lists.name'), { exact: true }).fill('Practice system')
    const file = (text: string) => ({ name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    const input = page().getByLabel(say('review.lists.file'), { exact: true })
    await input.setInputFiles(file('Name,E-mail\nAda,a@b.example\n"=HYPERLINK(""x"")",c@d.example\n'))
    await press(say('review.lists.act'))
    await page()
      .getByText(say('problem.access_reviews.list_not_read', { why: 'formula', line: 3 }))
      .waitFor()
    await expectOpenToAll(visit)
    await input.setInputFiles(
      file(
        `Name;Access level;Active\nFernwell, Yaa;Full;Yes\nAdebayo Marigold;Clinical;Yes\nTobi Larch;Clinical;Yes\nE B;Front;Yes\n`,
      ),
    )
    await press(say('review.lists.act'))
    await page()
      .getByText(say('review.lists.matched', { address: 0, name: 2, hand: 0, nobody: 2 }))
      .waitFor()
    await heading(say('review.lists.whose'), 2).waitFor()
    await expectOpenToAll(visit)
  })

  it('types the list of the mail, and says whose account one is', async () => {
    await press(say('review.lists.add'))
    await page().getByLabel(say('review.lists.name'), { exact: true }).fill('Mail')
    await page().getByText(say('review.lists.how.typed'), { exact: true }).click()
    await page()
      .getByLabel(say('review.lists.text'), { exact: true })
      .fill(`${OWNER.email}\n${NURSE.email}\n${DESK.email}`)
    await press(say('review.lists.act'))
    await page()
      .getByText(say('review.lists.matched', { address: 3, name: 0, hand: 0, nobody: 0 }))
      .waitFor()
    const whose = page().getByLabel(say('review.lists.whose_one', { name: 'E B' }), { exact: true })
    await whose.selectOption({ label: DESK.name })
    await page()
      .getByText(say('review.lists.matched', { address: 0, name: 2, hand: 1, nobody: 1 }))
      .waitFor()
    await page()
      .getByRole('link', { name: say('review.lists.back') })
      .click()
    const row = page().getByRole('listitem').filter({ hasText: 'Tobi Larch' })
    await row.getByText(say('review.entry.none')).waitFor()
    await expectOpenToAll(visit)
  })

  it('asks somebody outside by a link that is shown to nobody here', async () => {
    await press(say('review.second.ask'))
    await page().getByLabel(say('review.second.name'), { exact: true }).fill(KOFI.name)
    const address = page().getByLabel(say('review.second.address'), { exact: true })
    await address.fill(DESK.email)
    await press(say('review.second.send'))
    await page().getByText(say('problem.access_reviews.outsider_is_here')).first().waitFor()
    await address.fill(KOFI.email)
    await press(say('review.second.send'))
    await page()
      .getByText(say('review.second.sent', { name: KOFI.name }))
      .waitFor()
    expect(await page().content()).not.toMatch(/task#[\w-]{20}/)
  })

  it('is decided on by them, who see this one thing and nothing else', async () => {
    await enamel.advance({ seconds: 1 })
    const links = enamel.mail().flatMap(({ text }) => /\/task#[\w-]{43}/.exec(readable(text))?.[0] ?? [])
    const outside = await browser.visit()
    const kofi = outside.page
    await kofi.goto(`${enamel.origin}${links.at(-1) ?? ''}`)
    await kofi.getByRole('heading', { name: say('review.task.title', { name: OWNER.name }) }).waitFor()
    expect(kofi.url()).toBe(`${enamel.origin}/task`)
    const text = await kofi.locator('main').innerText()
    for (const other of [NURSE.name, DESK.name, 'Tobi Larch']) expect(text).not.toContain(other)
    await expectOpenToAll(outside)
    await kofi.getByRole('button', { name: say('review.task.object'), exact: true }).click()
    await kofi.getByText(say('problem.access_reviews.note_needed')).first().waitFor()
    await kofi.getByRole('button', { name: say('review.task.keep'), exact: true }).click()
    await kofi.getByRole('heading', { name: say('review.task.kept.title') }).waitFor()
    await kofi.goto(`${enamel.origin}${links.at(-1) ?? ''}`)
    await kofi.getByRole('heading', { name: say('staff.task.over.title') }).waitFor()
    await outside.close()

    await page().reload()
    await page()
      .getByText(say('review.part.decided', { n: 3 }))
      .first()
      .waitFor()
    expect(await page().locator('main').innerText()).toContain(KOFI.name)
  })
})
