/** When Home asks for the review, and what step 4 is measured by; who is told of it is tested with features/reminders. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { closeReview, getReview, keepRows, listReviews, startReview, takeAway } from './contract.ts'
import { bringList } from './lists-contract.ts'
import { underway } from './testing/review.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

interface Line {
  points: number
  how: string
  page: string | null
  evidence: { values: Record<string, unknown> }
}

/** Asked by its address: the checklist stands after this feature. */
async function home(visitor: Visitor): Promise<{ line: Line; next: { key: string; values: object } | null }> {
  const { body } = await visitor.send<{ lines: Line[]; next: { key: string; values: object } | null }>({
    method: 'GET',
    url: '/api/checklist',
  })
  return { line: body.lines[3] ?? expect.unreachable(), next: body.next }
}

const dueIn = async (clinic: Clinic, days: number) => {
  // The day the first review is due in is 92 days after the clinic began.
  const began = new Date(house.clock.now().getTime() - (92 - days) * 86_400_000)
  await house.database.ask('admin', 'UPDATE clinic SET created_at = $1 WHERE id = $2', [began, clinic.id])
}
describe('step 4', () => {
  it('is measured from the first day, and asks for the review when it is near', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const leader = await signIn(house, clinic.the('OWNER'))
    expect((await home(leader)).line).toMatchObject({
      how: 'measured',
      points: 0,
      page: '/settings/staff/review',
      evidence: { values: { state: 'never', when: 'far', left: 92, people: 2 } },
    })
    await dueIn(clinic, 14)
    expect((await home(leader)).line.evidence.values).toMatchObject({ when: 'near', left: 14 })
    await dueIn(clinic, -3)
    expect((await home(leader)).line.evidence.values).toMatchObject({ when: 'late', late: 3 })
    const { dueAt } = await leader.must(listReviews)
    expect(Date.parse(dueAt)).toBeLessThan(house.clock.now().getTime())
  })

  it('is full when everybody was decided on, less while something it took away is still there', async () => {
    const review = await underway(house, ['OWNER', 'OWNER', 'NURSE'])
    const { clinic, reviewId } = review
    const [one, two] = clinic.people
    const first = await review.as(one ?? expect.unreachable())
    const second = await review.as(two ?? expect.unreachable())
    await first.must(bringList, {
      params: { reviewId },
      body: { name: 'Mail', list: { how: 'typed', text: 'Tobi Larch' } },
    })
    await review.keep(second, one?.name ?? '')
    await review.keep(first, two?.name ?? '')
    await review.keep(first, clinic.the('NURSE').name)
    expect((await home(first)).line.evidence.values).toMatchObject({ open: 'yes', undecided: 1 })
    const row = await review.row(first, 'Tobi Larch', 'list_entry')
    await first.must(takeAway, {
      params: { reviewId, rowId: row.id },
      body: { decision: 'remove', note: 'Left in May', revision: row.revision },
    })
    expect((await home(first)).line).toMatchObject({
      points: 0,
      evidence: { values: { pending: 'Tobi Larch' } },
    })
    const { revision } = await first.must(getReview, { params: { reviewId } })
    const early = await first.call(closeReview, { params: { reviewId }, body: { revision } })
    expect(early.code).toBe('access_reviews.not_complete')
    await house.database.ask(
      'admin',
      "UPDATE access_review SET state = 'closed', closed_at = $2, closed_by = started_by WHERE id = $1",
      [reviewId, house.clock.now()],
    )
    // Closed by hand, with something left: half, and a quarter for accounts.
    expect((await home(first)).line).toMatchObject({ points: 9 })
    await house.database.ask('admin', 'UPDATE access_review_row SET carried_out_at = $2 WHERE id = $1', [
      row.id,
      house.clock.now(),
    ])
    expect((await home(first)).line).toMatchObject({ points: 12, evidence: { values: { ago: 0, left: 92 } } })
  })

  it('names whose account nobody uses, until a review has looked at it', async () => {
    const review = await underway(house, ['OWNER', 'OWNER', 'NURSE'])
    const { clinic, reviewId } = review
    const nurse = clinic.the('NURSE')
    await house.database.ask('admin', 'UPDATE membership SET joined_at = $2 WHERE person_id = $1', [
      nurse.id,
      new Date(house.clock.now().getTime() - 100 * 86_400_000),
    ])
    const leader = await review.as(clinic.people[0] ?? expect.unreachable())
    expect((await home(leader)).line.evidence.values).toMatchObject({ unused: nurse.name })
    const row = await review.row(leader, nurse.name)
    await leader.must(keepRows, {
      params: { reviewId },
      body: { rows: [{ id: row.id, revision: row.revision }] },
    })
    await house.database.ask(
      'admin',
      "UPDATE access_review_row SET flags = '{never_signed_in}' WHERE id = $1",
      [row.id],
    )
    await house.database.ask(
      'admin',
      "UPDATE access_review SET state = 'closed', closed_at = $2, closed_by = started_by WHERE id = $1",
      [reviewId, house.clock.now()],
    )
    expect((await home(leader)).line.evidence.values).toMatchObject({ unused: 'none' })
    await signIn(house, nurse)
    expect((await home(leader)).line).toMatchObject({ points: 12 })
  })

  it('names who left and still has something that is late', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const leader = await signIn(house, clinic.the('OWNER'))
    const now = house.clock.now()
    const run = '0195a000-0000-7000-8000-00000000a001'
    await house.database.ask(
      'admin',
      `INSERT INTO leaver_run (clinic_id, id, person_id, name, role, state, planned_for, planned_at, planned_by, started_at)
       VALUES ($1, $2, $3, 'Tobi Larch', 'NURSE', 'running', $4, $4, $5, $4)`,
      [clinic.id, run, clinic.the('NURSE').id, now, clinic.the('OWNER').id],
    )
    await house.database.ask(
      'admin',
      `INSERT INTO leaver_item (clinic_id, id, run_id, position, kind, part, title, in_minutes, due_at)
       VALUES ($1, $2, $2, 1, 'outside', 'mail', 'Mailbox', true, $3)`,
      [clinic.id, run, new Date(now.getTime() + 86_400_000)],
    )
    expect((await home(leader)).line.evidence.values).toMatchObject({ leavers: 'none' })
    house.clock.advance({ minutes: 61 })
    const again = await signIn(house, clinic.the('OWNER'))
    expect((await home(again)).line).toMatchObject({
      page: '/settings/staff/leavers',
      evidence: { values: { leavers: 'Tobi Larch' } },
    })
  })
})

it('a review is begun from nothing by whoever manages staff', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'HR_MANAGER'] })
  const manager = await signIn(house, clinic.the('HR_MANAGER'))
  expect((await manager.call(startReview)).status).toBe(200)
})
