/** The plan's answers, and its one page: read by all, changed by few, one page whatever is written. */
import { describe, expect, it } from 'vitest'
import { picturesOf } from '../../server/pdf/testing/pictures.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { answerPlan, getPlan, getPlanPdf, NO_ANSWERS, planFields, type PlanAnswers } from './contract.ts'

const house = await startTestApp()
const clinic = await buildClinic(house, {
  name: 'Marsh Lane Dental',
  roles: ['OWNER', 'ADMIN', 'HYGIENIST', 'VIEWER'],
})
const owner = await signIn(house, clinic.the('OWNER'))
const admin = await signIn(house, clinic.the('ADMIN'))

const ANSWERS: PlanAnswers = {
  leader: 'Ada Marsh, 0700 555 0110',
  deputy: 'Ọlá Marigold, 0700 555 0120',
  itHelp: 'Cedar IT, 0700 555 0130',
  insurer: 'Fernhill Mutual, 0700 555 0140',
  policyNumber: 'EX-0000',
  meetingPlace: 'By phone, or in the staff room',
  spokesperson: 'Ada Marsh',
  onPaper: 'Blue folder, staff room, top shelf: day list, notes sheets, consent forms, receipts.',
  restorer: 'Cedar IT and Ọlá Marigold. Every night to a disk in the safe, a second copy outside.',
}

async function pdfOf(visitor: Visitor): Promise<Buffer> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await house.enamel.app.inject({ url: getPlanPdf.url, headers: { cookie } })
  expect(answer.statusCode).toBe(200)
  return answer.rawPayload
}

describe('the answers', () => {
  it('are blank at first, and everybody may read that', async () => {
    const viewer = await signIn(house, clinic.the('VIEWER'))
    expect(await viewer.must(getPlan)).toEqual({
      answers: NO_ANSWERS,
      revision: 0,
      changed: null,
      mayChange: false,
    })
    expect((await owner.must(getPlan)).mayChange).toBe(true)
  })

  it('are kept, each may stay blank, and the log says what was and what is', async () => {
    const before = (await house.events()).at(-1)?.seq
    expect(
      await owner.must(answerPlan, { body: { ...NO_ANSWERS, leader: 'Ada Marsh', revision: 0 } }),
    ).toEqual({ revision: 1 })
    expect(await owner.must(answerPlan, { body: { ...ANSWERS, revision: 1 } })).toEqual({ revision: 2 })
    const read = await admin.must(getPlan)
    expect(read).toMatchObject({ answers: ANSWERS, revision: 2, changed: { by: clinic.the('OWNER').name } })
    const events = (await house.events(before)).filter(({ action }) => action === 'plan.answered')
    expect(events.map(({ personal }) => [personal['before'], personal['after']])).toEqual([
      [undefined, 'leader: Ada Marsh'],
      ['leader: Ada Marsh', expect.stringContaining('deputy: Ọlá Marigold') as string],
    ])
  })

  it('sent once more as they are change nothing and leave no event', async () => {
    const before = (await house.events()).at(-1)?.seq
    expect(await owner.must(answerPlan, { body: { ...ANSWERS, revision: 2 } })).toEqual({ revision: 2 })
    expect(await house.events(before)).toEqual([])
  })

  it('of two people at the same instant: one is kept, the other hears of it', async () => {
    const { revision } = await owner.must(getPlan)
    const both = await Promise.all([
      owner.call(answerPlan, { body: { ...ANSWERS, deputy: 'From the Owner', revision } }),
      admin.call(answerPlan, { body: { ...ANSWERS, deputy: 'From the Admin', revision } }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.code).toBe('incidents.changed_meanwhile')
    const now = await owner.must(getPlan)
    expect(now.revision).toBe(revision + 1)
    expect(now.answers.deputy).toBe(both[0]?.status === 200 ? 'From the Owner' : 'From the Admin')
  })

  it('of two people who answer first at the same instant: one is kept', async () => {
    const other = await buildClinic(house, { roles: ['OWNER', 'ADMIN'] })
    const people = await Promise.all(other.people.map((person) => signIn(house, person)))
    const both = await Promise.all(
      people.map((visitor, index) =>
        visitor.call(answerPlan, { body: { ...NO_ANSWERS, leader: `Number ${index}`, revision: 0 } }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('are not seen by another clinic', async () => {
    const other = await buildClinic(house, { roles: ['OWNER'] })
    const stranger = await signIn(house, other.the('OWNER'))
    expect((await stranger.must(getPlan)).answers).toEqual(NO_ANSWERS)
    const [page] = await picturesOf(await pdfOf(stranger), 'plan-blank-a4')
    expect(page?.text).not.toContain('Marsh')
  })

  it('are refused when too long, named with how long they may be; line breaks become spaces', async () => {
    const { revision } = await owner.must(getPlan)
    const long = await owner.call(answerPlan, { body: { ...ANSWERS, leader: 'x'.repeat(81), revision } })
    expect([long.status, long.fields]).toMatchObject([
      422,
      [{ path: 'body.leader', expected: 'too_long', values: { n: 80 } }],
    ])
    await owner.must(answerPlan, { body: { ...ANSWERS, onPaper: 'Blue folder\r\n\nreceipts', revision } })
    expect((await owner.must(getPlan)).answers.onPaper).toBe('Blue folder receipts')
    await owner.must(answerPlan, { body: { ...ANSWERS, revision: revision + 1 } })
  })
})

describe('the page', () => {
  it('is a PDF with a name, not kept by any cache', async () => {
    const hygienist = await signIn(house, clinic.the('HYGIENIST'))
    const reply = await hygienist.call(getPlanPdf)
    expect(reply.status).toBe(200)
    expect(reply.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="Marsh Lane Dental _ If something happens.pdf"; filename*=UTF-8''Marsh%20Lane%20Dental%20%E2%80%93%20If%20something%20happens.pdf`,
    })
    const bytes = await pdfOf(hygienist)
    expect(bytes.subarray(0, 8).toString('latin1')).toMatch(/^%PDF-1\.7/)
  })

  it('is one A4 page with the answers, dated by them, and the same bytes at any time', async () => {
    const first = await pdfOf(owner)
    house.clock.advance({ minutes: 10 })
    expect(Buffer.compare(await pdfOf(owner), first)).toBe(0)
    const pages = await picturesOf(first, 'plan-a4')
    expect(pages).toHaveLength(1)
    expect([pages[0]?.width, pages[0]?.height].map((size) => Math.round(size ?? 0))).toEqual([595, 842])
    for (const answer of [
      'Ada Marsh',
      '0700 555 0110',
      'Ọlá Marigold',
      'EX-0000',
      'Blue folder',
      'Page 1 of 1',
    ])
      expect(pages[0]?.text).toContain(answer)
    expect(pages[0]?.text).not.toContain('Not decided yet')
    expect(pages[0]?.edgesAreClear(22.6)).toBe(true)
  })

  const WIDEST: Record<string, string> = {
    latin: 'Wolframwilhelm ',
    yoruba: 'Ọ̀ṣọ́ẹ̀bùn ',
    arabic: 'عبدالرحمن ',
    chinese: '歯科医院陈小明',
    unbroken: 'W',
    widest: '\ufdfd',
    unknown: '\u{12031}',
  }
  it.each(Object.entries(WIDEST))(
    'is one page with the longest answers: %s, A4 and Letter',
    async (name, word) => {
      for (const country of ['NG', 'US', 'DE', 'GH']) {
        const { visitor, answers } = await clinicIn(country, (max) => word.repeat(300).slice(0, max))
        await visitor.must(answerPlan, { body: { ...answers, revision: 0 } })
        const pages = await picturesOf(await pdfOf(visitor), `plan-${name}-${country.toLowerCase()}`)
        expect(pages).toHaveLength(1)
        expect(Math.round(pages[0]?.height ?? 0)).toBe(country === 'US' ? 792 : 842)
        expect(pages[0]?.edgesAreClear(22.6), `${name} ${country}`).toBe(true)
        expect(pages[0]?.text).toContain('Page 1 of 1')
      }
    },
  )

  it('says what is not decided, with a line to write on, A4 and Letter', async () => {
    for (const country of ['NG', 'US']) {
      const { visitor } = await clinicIn(country, () => '')
      const [page] = await picturesOf(await pdfOf(visitor), `plan-blank-${country.toLowerCase()}`)
      expect(page?.text.match(/Not decided yet/g)).toHaveLength(8)
      expect(page?.text).toContain('nothing answered yet')
    }
  })
})

describe('somebody who asks for paper again and again', () => {
  it('is asked to wait, and keeps nobody else from their work', async () => {
    const viewer = await signIn(house, clinic.the('VIEWER'))
    const many = Array.from({ length: 40 }, async () => (await viewer.call(getPlanPdf)).status)
    expect((await owner.call(getPlan)).status).toBe(200)
    const statuses = await Promise.all(many)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(16)
    expect(house.takeComplaints().every((complaint) => complaint.includes('Too many papers at once'))).toBe(
      true,
    )
    expect((await viewer.call(getPlanPdf)).status).toBe(200)
  })
})

/** An Owner of a clinic with a long name in a country, and answers of the greatest lengths. */
async function clinicIn(country: string, fill: (max: number) => string) {
  const made = await buildClinic(house, {
    name: `${country} ${'Practice '.repeat(10)}`.slice(0, 79),
    roles: ['OWNER'],
  })
  await house.database.ask('admin', 'UPDATE clinic SET country = $1 WHERE id = $2', [country, made.id])
  const lengths = {
    leader: 80,
    deputy: 80,
    itHelp: 80,
    insurer: 80,
    policyNumber: 40,
    meetingPlace: 120,
    spokesperson: 80,
    onPaper: 240,
    restorer: 160,
  }
  const answers = planFields.parse(
    Object.fromEntries(
      Object.entries(lengths).map(([field, max]) => [
        field,
        [...fill(max * 2)].slice(0, max).join('').trim(),
      ]),
    ),
  )
  return { visitor: await signIn(house, made.the('OWNER')), answers }
}
