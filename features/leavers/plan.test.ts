/** A leaving that lies ahead begins by itself, and before its hour only those it names know of it. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from '../audit/contract.ts'
import { getChecklist } from '../checklist/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { getRun, listRuns, previewLeaving, startRun } from './contract.ts'
import { callOffPlan, listConfidants, planLeaving } from './plan-contract.ts'

const house = await startTestApp()
const ROLES = ['OWNER', 'OWNER', 'ADMIN', 'ADMIN', 'HR_MANAGER', 'HR_MANAGER', 'RECEPTIONIST'] as const

async function fresh(who: Person): Promise<Visitor> {
  const visitor = await signIn(house, who)
  await confirm(house, visitor, who)
  return visitor
}

/** Tomorrow at 17:30 by the clinic’s clocks. */
const body = (more: object = {}) => ({
  day: new Date(house.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10),
  time: '17:30',
  note: 'Only the Owners know',
  seenBy: [] as string[],
  ...more,
})

async function practice() {
  const clinic = await buildClinic(house, { roles: ROLES })
  const [owner, other, named, unnamed, hr, leaver] = clinic.people as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  return { clinic, owner, other, named, unnamed, hr, leaver }
}

const clinicEvents = async (clinic: Clinic) =>
  (await house.events()).filter(({ clinicId }) => clinicId === clinic.id)

describe('a leaving that lies ahead', () => {
  it('is seen by the Owners and those it names, and by nobody else: no list, no log, no mail, nothing of their own', async () => {
    const { clinic, owner, other, named, unnamed, leaver } = await practice()
    const before = await clinicEvents(clinic)
    const by = await fresh(owner)
    const { runId } = await by.must(planLeaving, {
      params: { personId: leaver.id },
      body: body({ seenBy: [named.id] }),
    })
    for (const who of [other, named]) {
      const visitor = await signIn(house, who)
      expect((await visitor.must(listRuns)).runs, who.name).toMatchObject([{ id: runId, state: 'planned' }])
      expect((await visitor.must(getRun, { params: { runId } })).name).toBe(leaver.name)
    }
    for (const who of [unnamed, leaver]) {
      const visitor = await fresh(who)
      expect((await visitor.must(listRuns)).runs, who.name).toEqual([])
      expect((await visitor.call(getRun, { params: { runId } })).code).toBe('leavers.run_not_found')
      expect((await visitor.call(callOffPlan, { params: { runId } })).code).toBe('leavers.run_not_found')
      const looked = await visitor.must(previewLeaving, { params: { personId: leaver.id } })
      expect(looked.runs).toEqual([])
      expect(JSON.stringify(await visitor.must(getChecklist))).not.toContain(runId)
    }
    // Who reads the log reads that something was planned, and not about whom.
    const made = (await clinicEvents(clinic))
      .slice(before.length)
      .filter(({ action }) => action === 'staff_plan.made')
    expect(made).toHaveLength(1)
    expect(JSON.stringify(made)).not.toContain(leaver.id)
    expect(JSON.stringify(made)).not.toContain(leaver.name)
    const admin = await fresh(unnamed)
    const log = await admin.must(listEvents, { query: {} })
    const lines = JSON.stringify(log.events.filter(({ action }) => action.startsWith('staff_plan')))
    expect(lines).not.toContain(leaver.id)
    expect(lines).not.toContain(leaver.name)
    expect((await house.outbox.left()).map(({ template }) => template)).toEqual([])
    expect((await house.settle())['leaver.start']).toBeUndefined()
  })

  it('begins by itself at its hour, once, and is everybody’s then', async () => {
    const { clinic, owner, unnamed, leaver } = await practice()
    const phone = await signIn(house, leaver)
    const by = await fresh(owner)
    const { runId } = await by.must(planLeaving, { params: { personId: leaver.id }, body: body() })
    house.clock.advance({ hours: 48 })
    expect((await house.settle())['leaver.start']).toBeGreaterThan(0)
    await house.outbox.takeAll()
    expect((await phone.call(whoAmI)).body).toMatchObject({ state: 'none' })
    const visitor = await fresh(unnamed)
    const run = await visitor.must(getRun, { params: { runId } })
    expect(run).toMatchObject({ state: 'running', startedBy: null })
    // Work ended at its hour; that Enamel was away until now is on the certificate.
    expect(Date.parse(run.startedAt ?? '')).toBeGreaterThan(Date.parse(run.plannedFor))
    const started = (await clinicEvents(clinic)).filter(({ action }) => action === 'leaver.started')
    expect(started).toMatchObject([{ actorKind: 'system', personal: { how: 'planned' } }])
  })

  it('of whom somebody else begins it now is called off without a word', async () => {
    const { owner, hr, leaver } = await practice()
    const by = await fresh(owner)
    // The leaver is an HR Manager themself: an Admin is above them.
    await by.must(planLeaving, { params: { personId: leaver.id }, body: body() })
    const second = await fresh(owner)
    await second.must(startRun, { params: { personId: leaver.id }, body: { note: '' } })
    await house.outbox.takeAll()
    expect((await second.must(listRuns)).runs.map(({ state }) => state)).toEqual(['running'])
    house.clock.advance({ hours: 48 })
    await house.settle()
    // What is open of those that began is told (features/reminders); of the plan there is not a word.
    const mails = (await house.outbox.takeAll()).filter(({ template }) => template !== 'reminder_urgent')
    expect(mails.map(({ template }) => template)).toEqual([])
    expect(hr.role).toBe('HR_MANAGER')
  })

  it('can be planned by two who know nothing of each other', async () => {
    const { owner, unnamed, leaver } = await practice()
    const params = { personId: leaver.id }
    const first = await fresh(unnamed)
    await first.must(planLeaving, { params, body: body() })
    expect((await first.call(planLeaving, { params, body: body() })).code).toBe('leavers.already_planned')
    const by = await fresh(owner)
    // Owners see every plan.
    expect((await by.call(planLeaving, { params, body: body() })).code).toBe('leavers.already_planned')
    const { runs } = await by.must(listRuns)
    await by.must(callOffPlan, { params: { runId: runs[0]?.id ?? '' } })
    expect((await first.must(listRuns)).runs).toEqual([])
    house.clock.advance({ hours: 48 })
    await house.settle()
    expect((await (await signIn(house, leaver)).call(whoAmI)).body).toMatchObject({ state: 'full' })
  })

  it('does not begin when whoever planned it may no longer: the Owners are told', async () => {
    const { clinic, unnamed, leaver } = await practice()
    const by = await fresh(unnamed)
    await by.must(planLeaving, { params: { personId: leaver.id }, body: body() })
    await house.database.ask(
      'admin',
      "UPDATE membership SET role = 'NURSE' WHERE clinic_id = $1 AND person_id = $2",
      [clinic.id, unnamed.id],
    )
    house.clock.advance({ hours: 48 })
    await house.settle()
    for (const { email } of clinic.people.slice(0, 2)) await house.outbox.take('leaver_not_started', email)
    const events = await clinicEvents(clinic)
    expect(events.filter(({ action }) => action === 'leaver.not_started')).toHaveLength(1)
    expect((await (await signIn(house, leaver)).call(whoAmI)).body).toMatchObject({ state: 'full' })
  })

  it('is in no line of the log either when its day was mistyped, or when it did not begin', async () => {
    const { clinic, other, owner } = await practice()
    const by = await fresh(owner)
    const params = { personId: other.id }
    expect((await by.call(planLeaving, { params, body: body({ day: '2026-01-05' }) })).code).toBe(
      'leavers.plan_when',
    )
    await by.must(planLeaving, { params, body: body() })
    await house.database.ask(
      'admin',
      "UPDATE membership SET role = 'NURSE' WHERE clinic_id = $1 AND person_id = $2",
      [clinic.id, owner.id],
    )
    house.clock.advance({ hours: 48 })
    await house.settle()
    // It is about an Owner, and it goes to the Owners: not to this one.
    expect((await house.outbox.left()).map(({ template }) => template)).not.toContain('leaver_not_started')
    await house.outbox.takeAll()
    const lines = (await clinicEvents(clinic)).filter(
      ({ action, personal }) =>
        action === 'leaver.not_started' || String(personal['reason']).startsWith('leavers.'),
    )
    expect(lines).toHaveLength(2)
    expect(JSON.stringify(lines)).not.toContain(other.id)
    expect(JSON.stringify(lines)).not.toContain(other.name)
  })

  it('waits until an earlier leaving of theirs is closed', async () => {
    const { clinic, owner, leaver } = await practice()
    const by = await fresh(owner)
    const params = { personId: leaver.id }
    await by.must(startRun, { params, body: { note: '' } })
    await house.outbox.takeAll()
    // They came back.
    await house.database.ask(
      'admin',
      "UPDATE membership SET state = 'active', left_at = NULL, disabled_at = NULL, disabled_how = NULL, disabled_reason = NULL WHERE clinic_id = $1 AND person_id = $2",
      [clinic.id, leaver.id],
    )
    expect((await by.call(planLeaving, { params, body: body() })).code).toBe('leavers.already_running')
  })

  it('is for a time ahead, of somebody below, told to those who manage staff', async () => {
    const { owner, hr, leaver, clinic } = await practice()
    const by = await fresh(owner)
    const params = { personId: leaver.id }
    const plan = (more: object) => by.call(planLeaving, { params, body: body(more) })
    expect((await plan({ day: '2026-01-05' })).code).toBe('leavers.plan_when')
    expect((await plan({ day: '2036-01-05' })).code).toBe('leavers.plan_when')
    expect((await plan({ time: '25:00' })).status).toBe(422)
    expect((await plan({ seenBy: [clinic.the('RECEPTIONIST').id] })).code).toBe('leavers.person_not_found')
    const { people } = await by.must(listConfidants, { params })
    expect(people.map(({ role }) => role)).toEqual(expect.arrayContaining(['ADMIN', 'HR_MANAGER']))
    expect(people.map(({ personId }) => personId)).not.toContain(leaver.id)
    const lower = await fresh(hr)
    const up = await lower.call(planLeaving, { params: { personId: clinic.the('ADMIN').id }, body: body() })
    expect(up.code).toBe('staff.rank_too_low')
  })
})
