/** The summary on paper: one page for a practice of twelve with two lists, on A4 and Letter, black on white. */
import { describe, expect, it } from 'vitest'
import { createWords } from '../../pure/words/words.ts'
import { renderPdf } from '../../server/pdf/pdf.ts'
import { picturesOf } from '../../server/pdf/testing/pictures.ts'
import { catalogue } from '../catalogue.ts'
import type { Summary } from './summary.ts'
import { layOutSummary } from './summary-sheet.ts'

const words = createWords({ catalogue, language: 'en', locale: 'en-GB', zone: 'Europe/London' })
const AT = '2026-11-16T09:14:00.000Z'
const PEOPLE = [
  ['Ada Marsh', 'OWNER'],
  ['Kofi Alder', 'ADMIN'],
  ['Yaa Fernwell', 'HR_MANAGER'],
  ['Bola Thistle', 'DENTIST'],
  ['Esi Bramble', 'HYGIENIST'],
  ['Ọlá Kékeré-Ekun', 'THERAPIST'],
  ['Tobi Larkspur', 'NURSE'],
  ['Nneka Sorrel', 'NURSE'],
  ['Pelumi Rowan', 'RECEPTIONIST'],
  ['Abena Whitlock', 'BILLING_STAFF'],
  ['Ivo Reed', 'STAFF'],
  ['Sam Hollis', 'VIEWER'],
] as const

const row = (made: Partial<Summary['rows'][number]>): Summary['rows'][number] => ({
  kind: 'person',
  name: 'Ada Marsh',
  list: null,
  values: {},
  before: null,
  after: null,
  flags: [],
  decision: 'keep',
  note: '',
  by: 'Kofi Alder',
  how: 'self',
  at: AT,
  question: null,
  carriedOutAt: null,
  statedBy: null,
  checkedAt: null,
  ...made,
})

function summary(times = 1): Summary {
  const people = PEOPLE.map(([name, role]) => row({ name, before: role, after: role }))
  people[0] = row({
    name: 'Ada Marsh',
    before: 'OWNER',
    after: 'OWNER',
    by: 'Ada Marsh',
    how: 'no_second_person',
    note: 'The accountant is away until December',
  })
  people[11] = row({
    name: 'Sam Hollis',
    before: 'VIEWER',
    after: null,
    decision: 'disable',
    note: 'His contract ended in May',
    flags: ['no_sign_in_90', 'no_end_date'],
    carriedOutAt: AT,
    checkedAt: AT,
  })
  people[6] = row({
    name: 'Tobi Larkspur',
    before: 'NURSE',
    after: 'RECEPTIONIST',
    decision: 'change_role',
    note: 'At the desk since October',
    question: { to: 'Tobi Larkspur', needed: false, answer: 'I work at the desk now' },
    carriedOutAt: AT,
    checkedAt: AT,
  })
  const accounts = ['Practice system', 'Mail'].flatMap((list) =>
    PEOPLE.slice(0, 9).map(([name], index) =>
      row({
        kind: 'list_entry',
        name,
        list,
        ...(index === 8 && {
          decision: 'remove' as const,
          note: 'Has not used it since spring',
          carriedOutAt: AT,
          statedBy: 'Yaa Fernwell',
        }),
      }),
    ),
  )
  const rows = Array.from({ length: times }, () => [
    ...people,
    row({ kind: 'pin', name: 'Esi Bramble' }),
    ...accounts,
  ]).flat()
  return {
    v: 1,
    clinic: { id: '0195a000-0000-7000-8000-000000000000', name: 'Marsh Lane Dental' },
    review: {
      id: '0195a000-0000-7000-8000-000000000001',
      startedAt: '2026-11-16T09:02:00.000Z',
      startedBy: 'Yaa Fernwell',
      since: '2026-08-16T09:02:00.000Z',
      closedAt: AT,
      closedBy: 'Kofi Alder',
      frozenHash: 'c0ffee'.repeat(11).slice(0, 64),
    },
    counts: { rows: rows.length, people: 12, kept: 27, changed: 1, ended: 3, exceptions: 1 },
    lists: [
      { name: 'Practice system', rows: 9 },
      { name: 'Mail', rows: 9 },
    ],
    rows,
  }
}

const proof = {
  hash: 'ab12'.repeat(16),
  signature: `${'Zm9v'.repeat(21)}Zg==`,
  key: `${'YmFy'.repeat(10)}YmE=`,
}

const paper = (country: string, made: Summary) =>
  renderPdf({
    title: words('review.paper.title'),
    language: 'en',
    clinic: made.clinic.name,
    country,
    dated: new Date(made.review.closedAt),
    foot: (page, of) => [
      made.clinic.name,
      words('review.paper.foot', { date: 'Mon, 16 November 2026', page, of }),
    ],
    sheets: layOutSummary(words, made, proof),
  })

describe('the summary', () => {
  it.each([
    ['GB', 'a4'],
    ['US', 'letter'],
  ])('of twelve people and two lists is one page: %s', async (country, name) => {
    const pages = await picturesOf(await paper(country, summary()), `access-review-${name}`)
    expect(pages).toHaveLength(1)
    const [page] = pages
    for (const said of [
      'Tobi Larkspur',
      'Receptionist',
      'At the desk since October',
      'I work at the desk now',
      'no access',
      'Ada Marsh: no second person here',
      'stated by Yaa Fernwell',
      '1 without a second person',
      proof.hash,
    ])
      expect(page?.text.replaceAll(/\s+/g, ' ')).toContain(said)
    expect(page?.edgesAreClear(22)).toBe(true)
  })

  it('goes on with a second page where one could not be read', async () => {
    const pages = await picturesOf(await paper('GB', summary(3)), 'access-review-long')
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.at(-1)?.text).toContain(proof.hash)
  })
})
