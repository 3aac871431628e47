/**
 * A whole review of twelve people: two lists of other systems, own lines, an Admin's, a removal that is felt at once, one
 * that is stated, two reviewers, a signed end.
 */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openBrowser, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, type Person } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

const ADA = { name: 'Ada Marsh', email: 'ada@marshlane.example', role: 'OWNER' } as const satisfies Person
const KOFI = { name: 'Kofi Alder', email: 'kofi@marshlane.example', role: 'ADMIN' } as const satisfies Person
const TOBI = {
  name: 'Tobi Larkspur',
  email: 'tobi@marshlane.example',
  role: 'NURSE',
} as const satisfies Person
/** Has an account in both systems. */
const BOLA = {
  name: 'Bola Thistle',
  email: 'bola@marshlane.example',
  role: 'NURSE',
} as const satisfies Person
const NURSES = [
  'Esi Bramble',
  'Nneka Sorrel',
  'Pelumi Rowan',
  'Abena Whitlock',
  'Ivo Reed',
  'Sam Hollis',
  'Yaa Fernwell',
  'Uche Linden',
].map((name, index) => ({ name, email: `p${index}@marshlane.example`, role: 'NURSE' }) as const)
const OTHERS = [BOLA, ...NURSES]

await enamel.seed({
  clinics: [
    {
      name: 'Marsh Lane Dental',
      country: 'GB',
      zone: 'Europe/London',
      people: [ADA, KOFI, TOBI, ...OTHERS].map((person) => ({ ...person, password: PASSWORD })),
    },
  ],
})

const PRACTICE = 'Practice system'
const MAIL = 'Mail'
const LOCUM = 'Dana Quill'
const FORMER = 'former@marshlane.example'
/** As a line of a list is called. */
const account = (name: string, list: string) =>
  say('review.row.of', { name, what: say('review.what.list_entry', { list }) })

const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true })
const left = ({ page }: Visit, n: number) =>
  page.getByRole('heading', { name: say('review.part.mine', { n }) }).waitFor()
/** The focus is on the next line by itself; a key that is pressed before would press something else. */
const onNextLine = ({ page }: Visit) =>
  page.waitForFunction(() => document.activeElement?.id.startsWith('keep-'))

describe('a review of twelve people', () => {
  let ada: Visit
  let tobi: Visit

  it('is begun by an Owner, who finds eleven lines of people to decide and her own left to others', async () => {
    ada = await browser.visit()
    tobi = await browser.visit()
    await comeIn({ page: tobi.page, enamel }, TOBI)
    await comeIn({ page: ada.page, enamel }, ADA)
    await ada.page.goto(`${enamel.origin}/settings/staff/review`)
    await button(ada, say('review.begin.act')).click()
    await left(ada, 11)
    await ada.page.getByText(say('review.others.self', { names: KOFI.name })).waitFor()
    expect(await button(ada, say('review.row.keep', { name: ADA.name })).count()).toBe(0)
    // An Admin is no line to be ticked with others.
    expect(await ada.page.getByLabel(say('review.row.tick', { name: KOFI.name })).count()).toBe(0)
  })

  it('is compared with the practice system, from a file, and the mail, typed', async () => {
    const { page } = ada
    const bring = async (list: string, matched: { address: number; name: number; nobody: number }) => {
      await page.getByLabel(say('review.lists.name'), { exact: true }).fill(list)
      await button(ada, say('review.lists.act')).click()
      await page.getByText(say('review.lists.matched', { ...matched, hand: 0 })).waitFor()
    }
    await page.getByRole('link', { name: say('review.lists.title') }).click()
    await page.getByLabel(say('review.lists.file'), { exact: true }).setInputFiles({
      name: 'users.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `Name,Access level\n"Marsh, Ada",Full\nKofi Alder,Full\n${BOLA.name},Clinical\n${LOCUM},Clinical\n`,
      ),
    })
    await bring(PRACTICE, { address: 0, name: 3, nobody: 1 })
    await button(ada, say('review.lists.add')).click()
    await page.getByText(say('review.lists.how.typed'), { exact: true }).click()
    await page
      .getByLabel(say('review.lists.text'), { exact: true })
      .fill([BOLA.email, TOBI.email, FORMER].join('\n'))
    await bring(MAIL, { address: 2, name: 0, nobody: 1 })
    await page.getByRole('link', { name: say('review.lists.back') }).click()
    // Hers in the practice system is hers: another reviewer decides on it.
    await left(ada, 17)
    await page.getByRole('heading', { name: say('review.part.others', { n: 2 }) }).waitFor()
  })

  it('ends access at once: who is signed in is out at the next click', async () => {
    await button(ada, say('review.row.disable', { name: TOBI.name })).click()
    await ada.page.getByLabel(say('review.take.note')).fill('His contract ended in May')
    await button(ada, say('review.take.disable.act')).click()
    await left(ada, 16)
    await onNextLine(ada)
    await tobi.page.goto(`${enamel.origin}/profile/security`)
    await tobi.page.waitForURL((url) => url.pathname === '/sign-in')
  })

  it('takes accounts of nobody and of who left away elsewhere, which waits until somebody says that it is gone', async () => {
    const gone = [account(LOCUM, PRACTICE), account(FORMER, MAIL), account(TOBI.email, MAIL)] as const
    for (const [at, name] of gone.entries()) {
      await button(ada, say('review.row.remove', { name })).click()
      await ada.page.getByLabel(say('review.take.note')).fill('Works here no longer')
      await button(ada, say('review.take.remove.act')).click()
      await left(ada, 15 - at)
      await onNextLine(ada)
    }
    for (const [at, name] of gone.entries()) {
      await ada.page
        .getByRole('heading', { name: say('review.part.waiting', { n: gone.length - at }) })
        .waitFor()
      await button(ada, say('review.row.state', { name })).click()
      await button(ada, say('review.row.state', { name })).waitFor({ state: 'detached' })
    }
  })

  it('keeps an Admin by itself and eleven others that were looked at together, by keyboard alone', async () => {
    for (const [at, name] of [KOFI.name, account('Kofi Alder', PRACTICE)].entries()) {
      await button(ada, say('review.row.keep', { name })).focus()
      await ada.page.keyboard.press('Enter')
      await left(ada, 12 - at)
      await onNextLine(ada)
    }
    const looked = [
      ...OTHERS.map(({ name }) => name),
      account(BOLA.name, PRACTICE),
      account(BOLA.email, MAIL),
    ]
    for (const name of looked) {
      await ada.page.getByLabel(say('review.row.tick', { name }), { exact: true }).focus()
      await ada.page.keyboard.press('Space')
    }
    const together = button(ada, say('review.keep_together', { n: looked.length }))
    await together.focus()
    await ada.page.keyboard.press('Enter')
    await together.waitFor({ state: 'detached' })
    await ada.page.getByText(say('review.left.others', { n: 2 })).waitFor()
  })

  it('is left and gone on with by another, whose decision the first one sees without asking', async () => {
    const kofi = await browser.visit()
    await comeIn({ page: kofi.page, enamel }, KOFI)
    await kofi.page.goto(`${enamel.origin}/settings/staff/review`)
    await kofi.page.getByRole('link', { name: say('review.open.act') }).click()
    await button(kofi, say('review.row.keep', { name: ADA.name })).click()
    await kofi.page.getByText(say('review.left.mine', { n: 1 })).waitFor()
    await button(kofi, say('review.row.keep', { name: account('Marsh, Ada', PRACTICE) })).click()
    await button(ada, say('review.close.act')).waitFor()
  })

  it('closes with a signed summary: its proof is that of the file, and stands in the log', async () => {
    await button(ada, say('review.close.act')).click()
    await ada.page.getByRole('heading', { name: say('review.papers.title') }).waitFor()
    const proof = await ada.page.locator('main code').innerText()
    const files = ada.page.url().replace('/settings/staff/review', '/api/access-reviews')
    const signed = await ada.page.request.get(`${files}/summary.json`)
    expect(
      createHash('sha256')
        .update(await signed.body())
        .digest('hex'),
    ).toBe(proof)
    const pdf = await ada.page.request.get(`${files}/summary.pdf`)
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    const table = (await (await ada.page.request.get(`${files}/summary.csv`)).body()).toString()
    expect(table).toContain(`${TOBI.name},Nurse,no access,End access,${ADA.name}`)
    expect(table.trim().split('\r\n')).toHaveLength(20)
    await ada.page.goto(`${enamel.origin}/settings/security/audit-log`)
    await ada.page.getByText(say('action.review.closed')).first().waitFor()
    await ada.page.goto(`${enamel.origin}/settings/staff/review`)
    await ada.page.getByText(say('review.past.counts', { kept: 15, changed: 0, ended: 4 })).waitFor()
  })
})
