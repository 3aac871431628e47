/** Statements, exceptions and who looks after a step: two people at once, edges of time, other people's ids. */
import { hash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Role } from '../../pure/roles/roles.ts'
import { newId } from '../../server/db/ids.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getRun, nameHeir, startRun } from '../leavers/contract.ts'
import { answerShares } from '../shared-computers/contract.ts'
import { disablePerson } from '../staff/acts-contract.ts'
import {
  getChecklist,
  nameKeepers,
  signException,
  stateStep,
  withdrawException,
  withdrawStatement,
} from './contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

async function by(clinic: Clinic, role: Role): Promise<Visitor> {
  const visitor = await signIn(house, clinic.the(role))
  await confirm(house, visitor, clinic.the(role))
  return visitor
}
async function begun(roles: readonly Role[] = ['OWNER', 'ADMIN', 'NURSE']) {
  const clinic = await buildClinic(house, { roles })
  return { clinic, owner: await by(clinic, 'OWNER') }
}
const lineOf = async (visitor: Visitor, step: number) =>
  (await visitor.must(getChecklist)).lines[step - 1] ?? expect.unreachable()
const dayIn = (days: number) =>
  new Date(house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

interface Said {
  note?: string
  fileId?: string | null
  seen?: string | null
}
const state = (visitor: Visitor, step: number, { note = 'Seen to', fileId = null, ...more }: Said = {}) =>
  visitor.call(stateStep, { params: { step }, body: { note, fileId, ...more } })
const sign = (visitor: Visitor, step: number, more: object = {}) =>
  visitor.call(signException, {
    params: { step },
    body: { kind: 'not_applicable', reason: 'We have none', lastDay: dayIn(30), ...more },
  })
const statuses = (replies: readonly { status: number; code?: string | undefined }[]) =>
  replies.map(({ status, code }) => `${status} ${code ?? ''}`.trim()).toSorted()

/** A file as an upload leaves it. */
async function file(clinic: Clinic): Promise<string> {
  const id = newId(house.clock.now())
  await house.database.ask(
    'admin',
    `INSERT INTO file (clinic_id, id, name, type, bytes, sha256, uploaded_at, uploaded_by) VALUES ($1, $2, 'proof.pdf', 'application/pdf', 3, $3, $4, $5)`,
    [clinic.id, id, hash('sha256', 'pdf', 'buffer'), house.clock.now(), clinic.the('OWNER').id],
  )
  return id
}

describe('two people on one statement', () => {
  it('at one instant: one stands, the other is told that something else does', async () => {
    const { clinic, owner } = await begun(['OWNER', 'OWNER'])
    const second = await signIn(house, clinic.people[1] ?? expect.unreachable())
    const replies = await whileHeld(house.database, `SELECT FROM clinic WHERE id = '${clinic.id}'`, 2, () =>
      Promise.all([
        state(owner, 5, { note: 'One', seen: null }),
        state(second, 5, { note: 'Other', seen: null }),
      ]),
    )
    expect(statuses(replies)).toEqual(['200', '409 checklist.changed_meanwhile'])
    const { statement } = await lineOf(owner, 5)
    const slower = replies[0]?.status === 409 ? owner : second
    // They see what stands, and say theirs over it.
    expect((await state(slower, 5, { note: 'After all', seen: statement?.id ?? null })).status).toBe(200)
    expect((await lineOf(owner, 5)).statement?.note).toBe('After all')
  })

  it('who saw another, one that is withdrawn, or none, changes nothing', async () => {
    const { owner } = await begun()
    await state(owner, 6)
    const first = (await lineOf(owner, 6)).statement?.id ?? ''
    await state(owner, 6, { note: 'Newer' })
    for (const seen of [first, null, newId(house.clock.now())])
      expect((await state(owner, 6, { seen })).code).toBe('checklist.changed_meanwhile')
    await owner.must(withdrawStatement, { params: { step: 6 }, query: {} })
    expect((await state(owner, 6, { seen: first })).code).toBe('checklist.changed_meanwhile')
    expect((await lineOf(owner, 6)).how).toBe('unknown')
  })

  it('takes back only what was seen: not what another said since', async () => {
    const { owner } = await begun()
    await state(owner, 6)
    const first = (await lineOf(owner, 6)).statement?.id ?? ''
    await state(owner, 6, { note: 'Newer' })
    const late = { params: { step: 6 }, query: { seen: first } }
    expect((await owner.call(withdrawStatement, late)).code).toBe('checklist.changed_meanwhile')
    const { statement } = await lineOf(owner, 6)
    expect(statement?.note).toBe('Newer')
    await owner.must(withdrawStatement, { ...late, query: { seen: statement?.id ?? '' } })
    expect((await lineOf(owner, 6)).how).toBe('unknown')
  })

  it('a file is this clinic’s, proves one thing alone, and goes on with the next statement of its step', async () => {
    const { clinic, owner } = await begun()
    const other = await begun()
    const [mine, theirs] = [await file(clinic), await file(other.clinic)]
    expect((await state(owner, 8, { fileId: theirs })).code).toBe('checklist.file_not_found')
    expect((await state(owner, 8, { fileId: newId(house.clock.now()) })).code).toBe(
      'checklist.file_not_found',
    )
    expect((await state(owner, 8, { fileId: mine })).status).toBe(200)
    expect((await lineOf(owner, 8)).statement?.file).toEqual({ id: mine, name: 'proof.pdf' })
    expect((await state(owner, 9, { fileId: mine })).code).toBe('checklist.file_not_found')
    expect((await state(owner, 8, { fileId: mine, note: 'Anew' })).status).toBe(200)
    expect((await lineOf(owner, 8)).statement).toMatchObject({ note: 'Anew', file: { id: mine } })
  })

  it('counts a year, then half, then nothing, each to its minute', async () => {
    const { clinic, owner } = await begun(['OWNER'])
    await state(owner, 10)
    const until = Date.parse((await lineOf(owner, 10)).until ?? '')
    const at = async (moment: number) => {
      house.clock.set(new Date(moment))
      const visitor = await signIn(house, clinic.the('OWNER'))
      // Signing in takes readings of the clock.
      house.clock.set(new Date(moment))
      const { points, how, freshness } = await lineOf(visitor, 10)
      return `${how} ${points} ${freshness}`
    }
    expect(await at(until - 60_000)).toBe('stated 4 fresh')
    expect(await at(until + 60_000)).toBe('stated 2 half')
    expect(await at(until + 14 * 86_400_000 - 60_000)).toBe('stated 2 half')
    expect(await at(until + 14 * 86_400_000 + 60_000)).toBe('unknown 0 gone')
  })
})

describe('an exception', () => {
  it('is an Owner’s with a fresh sign-in, and nobody else’s', async () => {
    const { clinic, owner } = await begun()
    for (const role of ['ADMIN', 'NURSE'] as const)
      expect((await sign(await by(clinic, role), 9)).status).toBe(403)
    house.clock.advance({ minutes: 11 })
    expect((await sign(owner, 9)).code).toBe('request.confirm_needed')
    await confirm(house, owner, clinic.the('OWNER'))
    expect((await sign(owner, 9)).status).toBe(200)
    const event = (await house.events()).findLast(({ action }) => action === 'checklist.exception_signed')
    expect(event?.personal).toMatchObject({
      reason: 'We have none',
      after: `not_applicable until ${dayIn(30)}`,
    })
  })

  it('is for tomorrow at least and twelve months at most, and says what for', async () => {
    const { owner } = await begun()
    for (const days of [-1, 0, 367, 4_000])
      expect((await sign(owner, 9, { lastDay: dayIn(days) })).code, String(days)).toBe('checklist.end_wrong')
    for (const lastDay of ['2027-02-30', 'soon', ''])
      expect((await sign(owner, 9, { lastDay })).status, lastDay).toBe(422)
    for (const reason of ['', ' ', 'x'.repeat(301)])
      expect((await sign(owner, 9, { reason })).status).toBe(422)
    for (const days of [1, 366]) expect((await sign(owner, 9, { lastDay: dayIn(days) })).status).toBe(200)
  })

  it('never talks a measured step away; its risk may be taken, and takes nothing of what is measured', async () => {
    const { owner } = await begun()
    for (const step of [1, 2, 4, 7]) expect((await sign(owner, step)).code).toBe('checklist.measured_already')
    const before = await owner.must(getChecklist)
    expect((await sign(owner, 4, { kind: 'risk_accepted' })).status).toBe(200)
    const after = await owner.must(getChecklist)
    expect([after.number, after.lines[3]?.points]).toEqual([before.number, before.lines[3]?.points])
    expect(after.lines[3]).toMatchObject({ how: 'measured', exception: { kind: 'risk_accepted' } })
  })

  it('counts no more once the step is measured', async () => {
    const { owner } = await begun()
    expect((await sign(owner, 3)).status).toBe(200)
    expect(await lineOf(owner, 3)).toMatchObject({ how: 'not_applicable', of: 0 })
    await owner.must(answerShares, { body: { answer: true } })
    expect(await lineOf(owner, 3)).toMatchObject({ how: 'measured', of: 8, points: 4 })
  })

  it('shares the points of what does not apply out among the others, and they are a hundred again', async () => {
    const { owner } = await begun()
    await state(owner, 5)
    for (const step of [8, 9]) await sign(owner, step)
    const { lines, coverage, number } = await owner.must(getChecklist)
    expect(lines.map(({ of }) => of)).toEqual([24, 12, 10, 14, 12, 12, 7, 0, 0, 9])
    expect(lines[4]).toMatchObject({ how: 'stated', points: 6, of: 12 })
    const { measured = 0, stated = 0, unknown = 0, toGain = 0 } = coverage ?? {}
    expect([measured + stated, measured + stated + unknown + toGain]).toEqual([number, 100])
  })

  it('of a risk silences the statement, and when it ends by itself, at midnight of the clinic, the statement counts again', async () => {
    const { clinic, owner } = await begun(['OWNER'])
    // The night to 29 March 2026 is the one in which the clocks of London go forward.
    house.clock.set('2026-03-27T12:00:00Z')
    const anew = await by(clinic, 'OWNER')
    await state(anew, 8)
    expect((await sign(anew, 8, { kind: 'risk_accepted', lastDay: '2026-03-29' })).status).toBe(200)
    const exception = (await lineOf(anew, 8)).exception
    expect(exception).toMatchObject({ endsAt: '2026-03-29T23:00:00.000Z', by: clinic.the('OWNER').name })
    const at = async (moment: string) => {
      house.clock.set(moment)
      const visitor = await signIn(house, clinic.the('OWNER'))
      house.clock.set(moment)
      const { how, points, of, exception: now } = await lineOf(visitor, 8)
      return [how, points, of, now?.kind ?? null]
    }
    expect(await at('2026-03-29T22:59:00Z')).toEqual(['risk_accepted', 0, 10, 'risk_accepted'])
    expect(await at('2026-03-29T23:00:00Z')).toEqual(['stated', 5, 10, null])
    // What is over is nobody's to take back, and may be signed anew.
    const later = await by(clinic, 'OWNER')
    expect((await later.call(withdrawException, { params: { step: 8 }, query: {} })).code).toBe(
      'checklist.no_exception',
    )
    expect((await sign(later, 8, { lastDay: '2026-04-02' })).status).toBe(200)
    await later.must(withdrawException, { params: { step: 8 }, query: {} })
    expect((await lineOf(later, 8)).exception).toBeNull()
    expect(owner).toBeDefined()
  })

  it('signed by two at one instant stands once', async () => {
    const { clinic, owner } = await begun(['OWNER', 'OWNER'])
    const other = clinic.people[1] ?? expect.unreachable()
    const second = await signIn(house, other)
    await confirm(house, second, other)
    const replies = await whileHeld(house.database, `SELECT FROM clinic WHERE id = '${clinic.id}'`, 2, () =>
      Promise.all([sign(owner, 9, { seen: null }), sign(second, 9, { seen: null, kind: 'risk_accepted' })]),
    )
    expect(statuses(replies)).toEqual(['200', '409 checklist.changed_meanwhile'])
  })
})

describe('who looks after a step', () => {
  const name = (visitor: Visitor, keeperId: string | null, deputyId: string | null, revision = 0) =>
    visitor.call(nameKeepers, { params: { step: 5 }, body: { keeperId, deputyId, revision } })

  it('works here now, is somebody else than who stands in, and is named by one at a time', async () => {
    const { clinic, owner } = await begun(['OWNER', 'ADMIN', 'NURSE', 'DENTIST'])
    const stranger = (await begun()).clinic.the('NURSE').id
    const [nurse, admin, dentist] = (['NURSE', 'ADMIN', 'DENTIST'] as const).map(
      (role) => clinic.the(role).id,
    )
    await owner.must(disablePerson, { params: { personId: dentist ?? '' }, body: { reason: 'Away' } })
    for (const gone of [stranger, dentist ?? '', newId(house.clock.now())]) {
      expect((await name(owner, gone, null)).code).toBe('checklist.person_not_found')
      expect((await name(owner, null, gone)).code).toBe('checklist.person_not_found')
    }
    expect((await name(owner, nurse ?? '', nurse ?? '')).code).toBe('checklist.same_person')
    expect((await lineOf(owner, 5)).keepers).toEqual({ keeper: null, deputy: null, revision: 0 })
    const replies = await Promise.all([name(owner, nurse ?? '', admin ?? ''), name(owner, admin ?? '', null)])
    expect(statuses(replies)).toEqual(['200', '409 checklist.changed_meanwhile'])
    expect((await name(owner, null, null, 7)).code).toBe('checklist.changed_meanwhile')
    expect((await name(owner, null, null, 1)).status).toBe(200)
    for (const role of ['ADMIN', 'NURSE'] as const)
      expect((await name(await by(clinic, role), null, null, 2)).status).toBe(403)
  })

  it('needs another name when they leave, and whoever stood in stands in for nobody then', async () => {
    const { clinic, owner } = await begun()
    const [nurse, admin] = [clinic.the('NURSE'), clinic.the('ADMIN')]
    await name(owner, nurse.id, admin.id)
    const { runId } = await owner.must(startRun, { params: { personId: nurse.id }, body: { note: '' } })
    const { items } = await owner.must(getRun, { params: { runId } })
    const item = items.find(({ step }) => step === 'step_keeper') ?? expect.unreachable()
    await owner.must(nameHeir, {
      params: { runId, itemId: item.id },
      body: { personId: admin.id, revision: item.revision },
    })
    expect((await lineOf(owner, 5)).keepers).toMatchObject({ keeper: { name: admin.name }, deputy: null })
  })
})
