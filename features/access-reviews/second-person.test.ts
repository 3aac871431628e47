/** An Owner's own access where nobody here may decide it: by somebody outside, or as an exception; never by themselves. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic } from '../../test/builders.ts'
import { readable } from '../../test/outbox.ts'
import type { Visitor } from '../../test/visitor.ts'
import { closeReview, getReview } from './contract.ts'
import { bringList } from './lists-contract.ts'
import { askOutsider, decideReviewTask, getReviewTask, sayNobodyElse } from './second-person-contract.ts'
import { underway } from './testing/review.ts'

const house = await startTestApp({ apart: true })
const pinOf = (clinicId: string, personId: string) =>
  house.database.ask(
    'admin',
    `INSERT INTO pin (clinic_id, person_id, hash, set_at) VALUES ($1, $2, 'x', $3)`,
    [clinicId, personId, house.clock.now()],
  )
afterEach(() => house.outbox.takeAll())

const KOFI = { name: 'Kofi Reed', address: 'kofi@reed-accounts.example' }

/** One Owner, with a nurse who may decide nothing, in a review that has an account of the Owner's elsewhere. */
async function alone() {
  const review = await underway(house, ['OWNER', 'NURSE'])
  const { clinic, reviewId } = review
  const owner = clinic.the('OWNER')
  const leader = await review.as(owner)
  const list = { how: 'typed' as const, text: owner.email }
  await leader.must(bringList, { params: { reviewId }, body: { name: 'Mail', list } })
  const own = async () => (await review.rows(leader)).filter(({ personId }) => personId === owner.id)
  const first = async () => (await own())[0] ?? expect.unreachable()
  const ask = async (to = KOFI) => {
    const { id: rowId, revision } = await first()
    return leader.call(askOutsider, { params: { reviewId, rowId }, body: { ...to, revision } })
  }
  const says = async (reason = 'There is nobody else who leads here') => {
    const { id: rowId, revision } = await first()
    return leader.call(sayNobodyElse, { params: { reviewId, rowId }, body: { reason, revision } })
  }
  return { ...review, owner, leader, own, first, ask, says }
}

/** Somebody at a browser of their own with the link of the mail they got. */
async function linkOf(address = KOFI.address): Promise<Visitor> {
  await house.settle()
  const mail = await house.outbox.take('review_outsider', address)
  const token = /\/task#([\w-]{43})/.exec(readable(house.outbox.read(mail)))?.[1]
  expect(JSON.stringify(mail.values)).not.toContain(token)
  return house.visitor({ link: token })
}

const keeps = (kofi: Visitor, note = '') => kofi.call(decideReviewTask, { body: { decision: 'keep', note } })

describe('somebody outside', () => {
  it('sees this one thing, keeps it in their own name, and the link is over', async () => {
    const { owner, ask, own, reviewId, clinic } = await alone()
    expect((await ask()).status).toBe(200)
    const kofi = await linkOf()
    const shown = await kofi.must(getReviewTask)
    expect(shown).toMatchObject({
      name: owner.name,
      clinic: clinic.name,
      role: 'OWNER',
      elsewhere: [{ list: 'Mail', name: owner.email }],
    })
    // Nothing of anybody else.
    expect(JSON.stringify(shown)).not.toContain(clinic.the('NURSE').name)
    expect((await keeps(kofi, 'She runs the place')).status).toBe(200)
    for (const row of await own())
      expect(row.decision).toMatchObject({
        what: 'keep',
        by: KOFI.name,
        how: 'link',
        note: 'She runs the place',
      })
    expect((await keeps(kofi)).code).toBe('link.not_valid')
    const decided = (await house.events()).filter(({ action }) => action === 'review.decided')
    expect(decided).toHaveLength(2)
    expect(decided[0]).toMatchObject({
      actorKind: 'link',
      personal: { how: 'link', by: KOFI.name, decision: 'keep' },
    })
    expect(reviewId).toBeTruthy()
  })

  it('may object: nothing is taken away, the Owner reads it and has to answer for it', async () => {
    const { ask, own, says } = await alone()
    await ask()
    const kofi = await linkOf()
    const without = await kofi.call(decideReviewTask, { body: { decision: 'object', note: '' } })
    expect(without.code).toBe('access_reviews.note_needed')
    await kofi.must(decideReviewTask, { body: { decision: 'object', note: 'I do not know who that is' } })
    expect(await own()).toMatchObject([
      { decision: null, question: { to: KOFI.name, of: 'outsider', answer: 'I do not know who that is' } },
      { decision: null },
    ])
    expect((await kofi.call(getReviewTask)).code).toBe('link.not_valid')
    expect((await says()).status).toBe(200)
    expect(await own()).toMatchObject([{ decision: { how: 'no_second_person' } }, { decision: {} }])
  })

  it('presses twice at the same instant and decides once', async () => {
    const { ask, own } = await alone()
    await ask()
    const kofi = await linkOf()
    const replies = await Promise.all([keeps(kofi), keeps(kofi)])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await own()).every(({ decision }) => decision?.by === KOFI.name)).toBe(true)
  })

  it('has no link any more when another was asked, when it is decided, and after 14 days', async () => {
    const { ask, says } = await alone()
    await ask()
    const kofi = await linkOf()
    await ask({ name: 'Una Reed', address: 'una@elsewhere.example' })
    expect((await kofi.call(getReviewTask)).code).toBe('link.not_valid')
    const una = await linkOf('una@elsewhere.example')
    expect((await una.call(getReviewTask)).status).toBe(200)
    expect((await says()).status).toBe(200)
    expect((await una.call(getReviewTask)).code).toBe('link.not_valid')
    const later = await alone()
    await later.ask()
    const late = await linkOf()
    house.clock.advance({ days: 15 })
    expect((await keeps(late)).code).toBe('link.not_valid')
  })

  it('is nobody of the clinic: neither a colleague nor the Owner at their own address', async () => {
    const { ask, owner, clinic } = await alone()
    const tagged = owner.email.replace('@', '+Review@')
    for (const address of [owner.email.toUpperCase(), tagged, clinic.the('NURSE').email])
      expect(await ask({ name: 'Somebody', address })).toMatchObject({
        status: 422,
        code: 'access_reviews.outsider_is_here',
      })
  })
})

describe('that there is no second person', () => {
  it('stands as an exception with the reason, and the review closes', async () => {
    const { says, own, leader, keep, clinic, reviewId, as, owner } = await alone()
    expect((await says('alone')).status).toBe(422)
    expect((await says()).status).toBe(200)
    expect((await own()).map(({ decision }) => decision?.how)).toEqual([
      'no_second_person',
      'no_second_person',
    ])
    await keep(leader, clinic.the('NURSE').name)
    const again = await as(owner)
    const { revision } = await again.must(getReview, { params: { reviewId } })
    const closed = await again.call(closeReview, { params: { reviewId }, body: { revision } })
    expect(closed.status).toBe(200)
    const event = (await house.events()).findLast(({ action }) => action === 'review.closed')
    expect(event?.personal).toMatchObject({ exceptions: '2' })
  })

  it.each(['OWNER', 'ADMIN'] as const)('is refused while there is one: another %s', async (role) => {
    const review = await underway(house, ['OWNER', role])
    const [first, other] = review.clinic.people
    const leader = await review.as(first ?? expect.unreachable())
    const row = await review.row(leader, first?.name ?? '')
    const params = { reviewId: review.reviewId, rowId: row.id }
    const body = { reason: 'I would rather not ask', revision: row.revision }
    expect(await leader.call(sayNobodyElse, { params, body })).toMatchObject({
      status: 409,
      code: 'access_reviews.second_person_here',
      body: { values: { names: other?.name } },
    })
    const asked = await leader.call(askOutsider, { params, body: { ...KOFI, revision: row.revision } })
    expect(asked.code).toBe('access_reviews.second_person_here')
  })

  it('has on record what of the Owner’s ended meanwhile, and keeps the rest', async () => {
    for (const by of ['exception', 'link'] as const) {
      const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
      const owner = clinic.the('OWNER')
      await pinOf(clinic.id, owner.id)
      const review = await underway(house, [], clinic)
      const { reviewId } = review
      const leader = await review.as(owner)
      const { id: rowId, revision } = await review.row(leader, owner.name)
      await house.database.ask('admin', 'DELETE FROM pin WHERE person_id = $1', [owner.id])
      if (by === 'exception') {
        const body = { reason: 'There is nobody else who leads here', revision }
        await leader.must(sayNobodyElse, { params: { reviewId, rowId }, body })
      } else {
        await leader.must(askOutsider, { params: { reviewId, rowId }, body: { ...KOFI, revision } })
        expect((await keeps(await linkOf())).status).toBe(200)
      }
      const own = (await review.rows(leader)).filter(({ personId }) => personId === owner.id)
      expect(own.map(({ kind, decision }) => `${kind} ${decision?.what}`).toSorted()).toEqual([
        'person keep',
        'pin remove',
      ])
      await review.keep(leader, clinic.the('NURSE').name)
      const { revision: last } = await leader.must(getReview, { params: { reviewId } })
      expect(
        (await leader.call(closeReview, { params: { reviewId }, body: { revision: last } })).status,
      ).toBe(200)
    }
  })

  it('an Admin has on record what of an Owner’s ended meanwhile', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN'] })
    const owner = clinic.the('OWNER')
    await pinOf(clinic.id, owner.id)
    const review = await underway(house, [], clinic)
    const admin = await review.as(clinic.the('ADMIN'))
    const taking = { decision: 'remove', kind: 'pin' } as const
    expect((await review.take(admin, owner.name, taking)).code).toBe('access_reviews.keep_only')
    await house.database.ask('admin', 'DELETE FROM pin WHERE person_id = $1', [owner.id])
    expect((await review.take(admin, owner.name, taking)).status).toBe(200)
  })

  it('is no way to decide on somebody else', async () => {
    const { leader, reviewId, row, clinic } = await alone()
    const { id: rowId, revision } = await row(leader, clinic.the('NURSE').name)
    const reply = await leader.call(sayNobodyElse, {
      params: { reviewId, rowId },
      body: { reason: 'Nobody else is here', revision },
    })
    expect(reply).toMatchObject({ status: 409, code: 'access_reviews.not_own' })
  })
})
