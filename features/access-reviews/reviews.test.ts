/** The quarterly review: frozen, decided line by line, carried out at once, closed only when complete. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Person, signIn } from '../../test/builders.ts'
import { whoAmI } from '../sessions/contract.ts'
import {
  askAboutRow,
  callOffReview,
  closeReview,
  getReview,
  keepRows,
  listReviews,
  startReview,
  stateRow,
  summaryCsv,
  summaryFile,
  summaryPdf,
} from './contract.ts'
import { answerQuestion, listQuestions } from './questions-contract.ts'
import { listRow } from './testing/list-row.ts'
import { underway } from './testing/review.ts'

const house = await startTestApp({ apart: true })
const inOrder = (both: readonly { status: number }[]) =>
  both.map(({ status }) => status).toSorted((a, b) => a - b)
const eventsOf = async (action: string) => (await house.events()).filter((event) => event.action === action)

describe('a review that begins', () => {
  it('freezes everybody who can sign in, PINs among what they have, and puts its proof into the log', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    await house.database.ask(
      'admin',
      `UPDATE membership SET joined_at = '2026-01-05T09:00:00Z' WHERE clinic_id = $1`,
      [clinic.id],
    )
    const review = await underway(house, [], clinic)
    const owner = await review.as(clinic.the('OWNER'))
    const rows = await review.rows(owner)
    expect(rows.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'person NURSE Person1',
      'person OWNER Person0',
    ])
    expect(rows[0]).toMatchObject({
      may: 'yes',
      flags: ['never_signed_in'],
      person: { role: 'NURSE', lastSignInAt: null, app: false },
    })
    expect(rows[1]).toMatchObject({ may: 'self', alone: true })
    const { frozenProof } = await owner.must(getReview, { params: { reviewId: review.reviewId } })
    const started = (await eventsOf('review.started')).find(({ targetId }) => targetId === review.reviewId)
    expect(started?.personal).toMatchObject({ hash: frozenProof, people: '2', rows: '2' })
    // What changes from here on changes no frozen line.
    await house.database.ask('admin', 'UPDATE person SET name = $2 WHERE id = $1', [
      clinic.the('NURSE').id,
      'Ola',
    ])
    expect((await review.rows(owner))[0]?.name).toBe('NURSE Person1')
  })

  it('is one at a time, also when two begin it at the same instant', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN'] })
    const [owner, admin] = [
      await signIn(house, clinic.the('OWNER')),
      await signIn(house, clinic.the('ADMIN')),
    ]
    const both = await Promise.all([owner.call(startReview), admin.call(startReview)])
    expect(inOrder(both)).toEqual([200, 409])
  })
})

describe('a decision', () => {
  it('is nobody’s on themselves, and not that of somebody below', async () => {
    const review = await underway(house, ['OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'])
    const { clinic } = review
    const [owner, admin, manager] = [
      await review.as(clinic.the('OWNER')),
      await review.as(clinic.the('ADMIN')),
      await review.as(clinic.the('HR_MANAGER')),
    ]
    const name = (role: Person['role']) => clinic.the(role).name
    expect((await review.keep(owner, name('OWNER'))).code).toBe('access_reviews.not_yourself')
    expect((await review.keep(manager, name('HR_MANAGER'))).code).toBe('access_reviews.not_yourself')
    expect((await review.keep(manager, name('ADMIN'))).code).toBe('access_reviews.rank_too_low')
    expect((await review.take(admin, name('OWNER'), { decision: 'disable' })).code).toBe(
      'access_reviews.keep_only',
    )
    // The second person of a clinic with one Owner.
    expect((await review.keep(admin, name('OWNER'))).status).toBe(200)
    expect((await review.keep(admin, name('ADMIN'))).code).toBe('access_reviews.not_yourself')
    expect((await review.keep(owner, name('ADMIN'))).status).toBe(200)
    const refused = (await eventsOf('request.refused')).filter(({ targetId }) => targetId === review.reviewId)
    expect(refused.map(({ personal }) => personal['reason'])).toContain('access_reviews.keep_only')
  })

  it('keeps several at once, but no Owner or Admin among them', async () => {
    const review = await underway(house, ['OWNER', 'ADMIN', 'NURSE', 'STAFF'])
    const { clinic } = review
    const owner = await review.as(clinic.the('OWNER'))
    const [admin, nurse, staff] = (['ADMIN', 'NURSE', 'STAFF'] as const).map((role) => clinic.the(role).name)
    const together = await review.keep(owner, admin ?? '', nurse ?? '')
    expect([together.status, together.code]).toEqual([422, 'access_reviews.one_by_one'])
    expect((await review.row(owner, nurse ?? '')).decision).toBeNull()
    expect((await review.keep(owner, nurse ?? '', staff ?? '')).body).toEqual({ kept: 2 })
    expect(
      (await eventsOf('review.decided')).filter(({ actorId }) => actorId === clinic.the('OWNER').id).length,
    ).toBe(2)
  })

  it('ends access at once, with what went with it, and is looked at again', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const nurse = clinic.the('NURSE')
    const desk = await signIn(house, nurse)
    await house.database.ask(
      'admin',
      `INSERT INTO pin (clinic_id, person_id, hash, set_at) VALUES ($1, $2, 'x', $3)`,
      [clinic.id, nurse.id, house.clock.now()],
    )
    const review = await underway(house, [], clinic)
    const owner = await review.as(clinic.the('OWNER'))
    expect((await review.take(owner, nurse.name, { decision: 'disable', note: '' })).status).toBe(422)
    expect((await review.take(owner, nurse.name, { decision: 'disable' })).status).toBe(200)
    expect((await desk.call(whoAmI)).body).toMatchObject({ state: 'none', endedWhy: 'membership_ended' })
    for (const kind of ['person', 'pin']) {
      const row = await review.row(owner, nurse.name, kind)
      expect(row.carriedOutAt, kind).not.toBeNull()
      expect(row.checkedAt, kind).not.toBeNull()
      expect(row).toMatchObject({ gone: true, may: 'over', decision: { note: 'Moved to another town' } })
    }
    const again = await review.take(owner, nurse.name, { decision: 'disable' })
    expect(again.code).toBe('access_reviews.carried_out')
  })

  it('changes a role at once; what does not fit the line is refused', async () => {
    const review = await underway(house, ['OWNER', 'NURSE'])
    const { clinic } = review
    const owner = await review.as(clinic.the('OWNER'))
    const { name } = clinic.the('NURSE')
    expect((await review.take(owner, name, { decision: 'remove' })).code).toBe(
      'access_reviews.decision_wrong',
    )
    expect((await review.take(owner, name, { decision: 'change_role' })).code).toBe(
      'access_reviews.decision_wrong',
    )
    expect((await review.take(owner, name, { decision: 'change_role', newRole: 'STAFF' })).status).toBe(200)
    await house.outbox.takeAll()
    expect(await review.row(owner, name)).toMatchObject({ roleNow: 'STAFF', decision: { newRole: 'STAFF' } })
  })

  it('takes a PIN away by itself, and never the last Owner', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'NURSE'] })
    const nurse = clinic.the('NURSE')
    const desk = await signIn(house, nurse)
    await house.database.ask(
      'admin',
      `INSERT INTO pin (clinic_id, person_id, hash, set_at) VALUES ($1, $2, 'x', $3)`,
      [clinic.id, nurse.id, house.clock.now()],
    )
    const review = await underway(house, [], clinic)
    const [one, two] = clinic.people as [Person, Person]
    const owner = await review.as(one)
    expect((await review.take(owner, nurse.name, { decision: 'remove', kind: 'pin' })).status).toBe(200)
    expect((await desk.call(whoAmI)).body).toMatchObject({ state: 'full' })
    expect(
      (await house.database.ask('admin', 'SELECT 1 FROM pin WHERE person_id = $1', [nurse.id])).length,
    ).toBe(0)
    // Two Owners end each other at the same instant: one of them stays.
    const other = await review.as(two)
    const both = await Promise.all([
      review.take(owner, two.name, { decision: 'disable' }),
      review.take(other, one.name, { decision: 'disable' }),
    ])
    expect(both.filter(({ status }) => status === 200).length).toBe(1)
    await house.outbox.takeAll()
  })

  it('of two reviewers at once is the quicker one’s; the slower is told whose', async () => {
    const review = await underway(house, ['OWNER', 'OWNER', 'NURSE'])
    const { clinic, reviewId } = review
    const [one, two] = [
      await review.as(clinic.people[0] as Person),
      await review.as(clinic.people[1] as Person),
    ]
    const { id, revision } = await review.row(one, clinic.the('NURSE').name)
    const call = { params: { reviewId }, body: { rows: [{ id, revision }] } }
    const both = await Promise.all([one.call(keepRows, call), two.call(keepRows, call)])
    expect(inOrder(both)).toEqual([200, 409])
    const slower = both.find(({ status }) => status === 409)
    expect(slower?.code).toBe('access_reviews.changed_meanwhile')
    expect(JSON.stringify(slower?.body)).toMatch(/decided on NURSE Person2 while you looked/)
  })

  it('does not keep what ended since the review began', async () => {
    const review = await underway(house, ['OWNER', 'NURSE'])
    const { clinic } = review
    const owner = await review.as(clinic.the('OWNER'))
    await house.database.ask('admin', `UPDATE membership SET state = 'disabled' WHERE person_id = $1`, [
      clinic.the('NURSE').id,
    ])
    expect((await review.keep(owner, clinic.the('NURSE').name)).code).toBe('access_reviews.gone')
    expect((await review.take(owner, clinic.the('NURSE').name, { decision: 'disable' })).status).toBe(200)
  })
})

describe('a question', () => {
  it('goes to the person by mail, is answered by them alone, and decides nothing', async () => {
    const review = await underway(house, ['OWNER', 'NURSE', 'STAFF'])
    const { clinic, reviewId } = review
    const owner = await review.as(clinic.the('OWNER'))
    const { id: rowId, revision } = await review.row(owner, clinic.the('NURSE').name)
    const asked = await owner.call(askAboutRow, {
      params: { reviewId, rowId },
      body: { to: 'manager', revision },
    })
    expect(asked.code).toBe('access_reviews.no_manager')
    await owner.must(askAboutRow, { params: { reviewId, rowId }, body: { to: 'person', revision } })
    await house.outbox.take('review_question', clinic.the('NURSE').email)
    const [nurse, staff] = [
      await signIn(house, clinic.the('NURSE')),
      await signIn(house, clinic.the('STAFF')),
    ]
    expect((await nurse.must(listQuestions)).questions).toMatchObject([{ rowId, own: true, role: 'NURSE' }])
    expect((await staff.must(listQuestions)).questions).toEqual([])
    const said = { params: { rowId }, body: { needed: true, answer: 'Every day' } }
    expect((await staff.call(answerQuestion, said)).code).toBe('access_reviews.question_over')
    await nurse.must(answerQuestion, said)
    const row = await review.row(owner, clinic.the('NURSE').name)
    expect(row).toMatchObject({
      decision: null,
      question: { needed: true, answer: 'Every day', of: 'person' },
    })
    expect((await review.keep(owner, clinic.the('NURSE').name)).status).toBe(200)
    expect((await nurse.call(answerQuestion, said)).code).toBe('access_reviews.question_over')
  })
})

describe('the end of a review', () => {
  it('waits for every line, for what other systems hold, and for what came back', async () => {
    const review = await underway(house, ['OWNER', 'OWNER', 'NURSE'])
    const { clinic, reviewId } = review
    const [one, two, nurse] = clinic.people as [Person, Person, Person]
    const [owner, other] = [await review.as(one), await review.as(two)]
    const close = async () => {
      const { revision } = await owner.must(getReview, { params: { reviewId } })
      return owner.call(closeReview, { params: { reviewId }, body: { revision } })
    }
    const { rowId } = await listRow(house, clinic.id, reviewId, { removed: true })
    await review.keep(owner, two.name)
    await review.keep(other, one.name)
    const open = await close()
    expect([open.status, open.code]).toEqual([409, 'access_reviews.not_complete'])
    expect(open.body).toMatchObject({ values: { undecided: 1, waiting: 1 } })
    await review.take(owner, nurse.name, { decision: 'disable', note: '=HYPERLINK("x")' })
    const { revision } = await review.row(owner, 'Tobi Larkspur', 'list_entry')
    await owner.must(stateRow, { params: { reviewId, rowId }, body: { revision } })
    await house.database.ask('admin', `UPDATE membership SET state = 'active' WHERE person_id = $1`, [
      nurse.id,
    ])
    expect((await close()).code).toBe('access_reviews.undone_meanwhile')
    expect(
      (await review.take(owner, nurse.name, { decision: 'disable', note: '=HYPERLINK("x")' })).status,
    ).toBe(200)
    const closed = await close()
    expect(closed.status).toBe(200)

    const { proof: hash } = closed.body
    const event = (await eventsOf('review.closed')).find(({ targetId }) => targetId === reviewId)
    expect(event?.personal).toMatchObject({ hash, kept_rows: '2', ended_rows: '2' })
    const file = async (endpoint: { method: string; url: string }) =>
      owner.send<string>({ method: 'GET', url: endpoint.url.replace(':reviewId', reviewId) })
    const signed = await file(summaryFile)
    const text = typeof signed.body === 'string' ? signed.body : JSON.stringify(signed.body)
    expect(createHash('sha256').update(text).digest('hex')).toBe(hash)
    const [kept] = await house.database.ask<{ summary: Buffer; summary_signature: Buffer }>(
      'admin',
      'SELECT summary, summary_signature FROM access_review WHERE id = $1',
      [reviewId],
    )
    const pdf = await file(summaryPdf)
    expect(pdf.status).toBe(200)
    expect(kept?.summary_signature.length).toBe(64)
    const csv = (await file(summaryCsv)).body
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv).toContain('Account in Dentally')
    expect((await close()).code).toBe('access_reviews.not_open')
    expect((await review.keep(owner, two.name)).code).toBe('access_reviews.not_open')
    const { past, open: none, lastClosedAt } = await owner.must(listReviews)
    expect([past[0]?.proof, past[0]?.kept, none]).toEqual([hash, 2, null])
    expect(lastClosedAt).not.toBeNull()
  })

  it('is an Owner’s, with a reason, when it was begun by mistake', async () => {
    const review = await underway(house, ['OWNER', 'ADMIN'])
    const { clinic, reviewId } = review
    const call = { params: { reviewId }, body: { reason: 'Begun by mistake' } }
    expect((await (await review.as(clinic.the('ADMIN'))).call(callOffReview, call)).status).toBe(403)
    const owner = await review.as(clinic.the('OWNER'))
    await owner.must(callOffReview, call)
    expect((await owner.must(listReviews)).past).toMatchObject([
      { state: 'called_off', reason: 'Begun by mistake' },
    ])
    expect((await owner.call(startReview)).status).toBe(200)
  })

  it('of a summary that somebody changed in the database shows nothing', async () => {
    const review = await underway(house, ['OWNER', 'OWNER'])
    const { clinic, reviewId } = review
    const [one, two] = clinic.people as [Person, Person]
    const [owner, other] = [await review.as(one), await review.as(two)]
    await review.keep(owner, two.name)
    await review.keep(other, one.name)
    const { revision } = await owner.must(getReview, { params: { reviewId } })
    await owner.must(closeReview, { params: { reviewId }, body: { revision } })
    await house.database.ask(
      'admin',
      `UPDATE access_review SET summary = convert_to(replace(convert_from(summary, 'UTF8'), 'keep', 'kept'), 'UTF8'),
              summary_hash = sha256(convert_to(replace(convert_from(summary, 'UTF8'), 'keep', 'kept'), 'UTF8')) WHERE id = $1`,
      [reviewId],
    )
    const reply = await owner.send({ method: 'GET', url: `/api/access-reviews/${reviewId}/summary.json` })
    expect(reply.status).toBe(500)
    expect(house.takeComplaints().join()).toContain('is not as it was signed')
  })
})
