/** Somebody leaves: access ends at once, everything else is an item that somebody states, and the end is on paper. */
import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, PASSWORD, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { answerPlan, getPlan, NO_ANSWERS } from '../incidents/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { addSecret } from '../shared-secrets/contract.ts'
import { addSystems, listSystems, stateAccounts } from '../systems/contract.ts'
import {
  addItem,
  certificatePdf,
  closeRun,
  getRun,
  listRuns,
  nameHeir,
  previewLeaving,
  settleItem,
  startRun,
} from './contract.ts'
import { getLeaverList, saveLeaverList } from './list-contract.ts'

const house = await startTestApp()

async function fresh(clinic: Clinic, role: Person['role'] = 'OWNER'): Promise<Visitor> {
  const visitor = await signIn(house, clinic.the(role))
  await confirm(house, visitor, clinic.the(role))
  return visitor
}

async function begun(roles: readonly Person['role'][] = ['OWNER', 'HR_MANAGER', 'RECEPTIONIST', 'NURSE']) {
  const clinic = await buildClinic(house, { roles, totp: true })
  const owner = await fresh(clinic)
  const nurse = clinic.the('NURSE')
  const browsers = [await signIn(house, nurse), await signIn(house, nurse)]
  const { runId } = await owner.must(startRun, {
    params: { personId: nurse.id },
    body: { note: 'Moves to another town' },
  })
  await house.outbox.take('leaver_started', clinic.the('OWNER').email)
  const read = (by = owner) => by.must(getRun, { params: { runId } })
  return { clinic, owner, nurse, browsers, runId, read }
}

const stated = { state: 'stated', note: '', statedBy: '' } as const

async function settleAll(by: Visitor, runId: string) {
  const { items } = await by.must(getRun, { params: { runId } })
  for (const { id, state, revision } of items)
    if (state === 'open')
      await by.must(settleItem, { params: { runId, itemId: id }, body: { ...stated, revision } })
}

describe('a leaving that begins', () => {
  it('ends every session at the next request, and says what Enamel ended, at which minute', async () => {
    const { browsers, nurse, read, clinic } = await begun()
    for (const browser of browsers) expect((await browser.call(whoAmI)).body).toMatchObject({ state: 'none' })
    const again = await house
      .visitor()
      .call(signInWithPassword, { body: { email: nurse.email, password: PASSWORD } })
    expect(again.status).toBe(401)
    const run = await read()
    expect(run).toMatchObject({ state: 'running', name: nurse.name, role: 'NURSE', minutesDoneAt: null })
    const inside = run.items.filter(({ kind }) => kind === 'inside')
    expect(inside.find(({ step }) => step === 'sessions')).toMatchObject({ count: 2, state: 'done' })
    expect(inside.every(({ settledAt }) => settledAt === run.startedAt)).toBe(true)
    const events = (await house.events()).filter(({ clinicId }) => clinicId === clinic.id)
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['leaver.started', 'staff.left', 'session.end']),
    )
  })

  it('has the items of the role, and counts sign-ins, remote access and mail alone', async () => {
    const { read } = await begun()
    const { items } = await read()
    const titles = items.map(({ title }) => title).join('\n')
    expect(titles).toContain('practice system')
    expect(titles).not.toContain('e-prescribing')
    const counted = new Set(
      items.filter(({ kind, inMinutes }) => kind === 'outside' && inMinutes).map(({ part }) => part),
    )
    expect([...counted].toSorted()).toEqual(['imaging', 'mail', 'practice', 'remote'])
  })

  it('is not begun twice, not by somebody of lower rank, not of oneself, not of the last Owner', async () => {
    const { clinic, owner, nurse } = await begun()
    const leave = (by: Visitor, who: Person) =>
      by.call(startRun, { params: { personId: who.id }, body: { note: '' } })
    expect((await leave(owner, nurse)).code).toBe('staff.person_not_found')
    expect((await leave(owner, clinic.the('OWNER'))).code).toBe('staff.not_yourself')
    const manager = await fresh(clinic, 'HR_MANAGER')
    expect((await leave(manager, clinic.the('OWNER'))).code).toBe('staff.rank_too_low')
    const looked = await manager.must(previewLeaving, { params: { personId: clinic.the('OWNER').id } })
    expect(looked.refused).toBe('rank_too_low')
  })

  it('runs once when two begin it at the same instant', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'NURSE'] })
    const [one, two] = clinic.people as [Person, Person]
    const visitors = [await signIn(house, one), await signIn(house, two)]
    await confirm(house, visitors[0] as Visitor, one)
    await confirm(house, visitors[1] as Visitor, two)
    const params = { personId: clinic.the('NURSE').id }
    const replies = await Promise.all(
      visitors.map((visitor) => visitor.call(startRun, { params, body: { note: '' } })),
    )
    expect(replies.map(({ status }) => String(status)).toSorted()).toEqual(['200', '404'])
    await house.outbox.takeAll()
    expect((await (visitors[0] as Visitor).must(listRuns)).runs).toHaveLength(1)
  })
})

describe('an item', () => {
  it('is stated by somebody, does not apply for a reason, and can be opened again', async () => {
    const { owner, runId, read } = await begun()
    const item = (await read()).items.find(({ part }) => part === 'practice') ?? expect.unreachable()
    const params = { runId, itemId: item.id }
    const settle = (body: object) =>
      owner.call(settleItem, { params, body: { ...stated, revision: item.revision, ...body } })
    expect((await settle({ state: 'not_applicable' })).code).toBe('leavers.reason_needed')
    expect((await settle({ statedBy: 'Kofi of Thornfield IT', note: 'By phone' })).status).toBe(200)
    // Somebody else’s page still shows it open.
    expect((await settle({})).code).toBe('leavers.changed_meanwhile')
    const done = (await read()).items.find(({ id }) => id === item.id)
    expect(done).toMatchObject({ state: 'stated', settledBy: 'Kofi of Thornfield IT', note: 'By phone' })
    expect((await settle({ state: 'open', revision: done?.revision ?? 0 })).status).toBe(200)
    expect((await read()).items.find(({ id }) => id === item.id)).toMatchObject({
      state: 'open',
      settledBy: null,
      note: '',
    })
  })

  it('that Enamel did is nobody’s to state', async () => {
    const { owner, runId, read } = await begun()
    const inside = (await read()).items.find(({ kind }) => kind === 'inside') ?? expect.unreachable()
    const reply = await owner.call(settleItem, {
      params: { runId, itemId: inside.id },
      body: { ...stated, state: 'open', revision: inside.revision },
    })
    expect(reply.code).toBe('leavers.item_not_found')
  })

  it('of the 60 minutes stops their clock when it was the last', async () => {
    const { clinic, runId, read } = await begun()
    house.clock.advance({ minutes: 41 })
    const owner = await signIn(house, clinic.the('OWNER'))
    for (const { id, inMinutes, kind, revision } of (await read(owner)).items)
      if (inMinutes && kind === 'outside')
        await owner.must(settleItem, { params: { runId, itemId: id }, body: { ...stated, revision } })
    const run = await read(owner)
    const took = Date.parse(run.minutesDoneAt ?? '') - Date.parse(run.plannedFor)
    expect([41, 42]).toContain(Math.floor(took / 60_000))
    expect(run).toMatchObject({ state: 'running', minutesOpen: 0 })
  })

  it('names who has it now: a place in the incident plan', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'RECEPTIONIST', 'NURSE'] })
    const owner = await fresh(clinic)
    const [nurse, next] = [clinic.the('NURSE'), clinic.the('RECEPTIONIST')]
    await owner.must(answerPlan, {
      body: { ...NO_ANSWERS, deputy: `${nurse.name.toUpperCase()} 0700 555 0100`, revision: 0 },
    })
    const { heirs } = await owner.must(previewLeaving, { params: { personId: nurse.id } })
    expect(heirs).toMatchObject([{ step: 'plan_deputy' }])
    const { runId } = await owner.must(startRun, { params: { personId: nurse.id }, body: { note: '' } })
    await house.outbox.take('leaver_started')
    const find = async () =>
      (await owner.must(getRun, { params: { runId } })).items.find(({ kind }) => kind === 'heir') ??
      expect.unreachable()
    const { id: itemId, revision } = await find()
    const params = { runId, itemId }
    // Only a new name settles it, and not that of somebody who is gone.
    const word = await owner.call(settleItem, { params, body: { ...stated, revision } })
    expect(word.code).toBe('leavers.not_an_heir')
    const gone = await owner.call(nameHeir, { params, body: { personId: nurse.id, revision } })
    expect(gone.code).toBe('leavers.not_an_heir')
    await owner.must(nameHeir, { params, body: { personId: next.id, revision } })
    expect(await find()).toMatchObject({ state: 'done', heir: next.name })
    expect((await owner.must(getPlan)).answers.deputy).toBe(next.name)
  })

  it('can be one that stood in no list', async () => {
    const { owner, runId, read } = await begun()
    await owner.must(addItem, { params: { runId }, body: { title: 'Take back the bicycle' } })
    expect((await read()).items.at(-1)).toMatchObject({ title: 'Take back the bicycle', state: 'open' })
  })
})

describe('closing', () => {
  it('with something open is an Owner’s alone, with a reason', async () => {
    const { clinic, owner, runId, read } = await begun()
    const manager = await fresh(clinic, 'HR_MANAGER')
    const close = async (by: Visitor, reason: string) =>
      by.call(closeRun, { params: { runId }, body: { reason, revision: (await read()).revision } })
    expect((await close(manager, 'I say so')).code).toBe('leavers.items_open')
    expect((await close(owner, '')).code).toBe('leavers.reason_needed')
    expect((await close(owner, 'The bank answers on Monday')).status).toBe(200)
    expect(await read()).toMatchObject({ state: 'closed', closed: { reason: 'The bank answers on Monday' } })
    expect((await close(owner, 'Again')).code).toBe('leavers.not_running')
  })

  it('makes a certificate of one page whose hash is in the log', async () => {
    const { clinic, owner, runId, read } = await begun()
    const early = await owner.call(certificatePdf, { params: { runId } })
    expect(early.code).toBe('leavers.not_closed')
    await settleAll(owner, runId)
    const { revision } = await read()
    const { digest: told } = await owner.must(closeRun, { params: { runId }, body: { reason: '', revision } })
    const [kept] = await house.database.ask<{ certificate: Buffer }>(
      'admin',
      'SELECT certificate FROM leaver_run WHERE id = $1',
      [runId],
    )
    expect(hash('sha256', kept?.certificate ?? Buffer.of(), 'hex')).toBe(told)
    const closed = (await house.events()).find(
      ({ action, clinicId }) => action === 'leaver.closed' && clinicId === clinic.id,
    )
    expect(closed?.personal).toMatchObject({ certificate_sha256: told, open: '0' })
    const paper = await owner.call(certificatePdf, { params: { runId } })
    expect(paper.status).toBe(200)
  })

  it('does not close what changed since it was looked at', async () => {
    const { owner, runId, read } = await begun()
    await settleAll(owner, runId)
    const { revision } = await read()
    await owner.must(addItem, { params: { runId }, body: { title: 'Take back the bicycle' } })
    const reply = await owner.call(closeRun, { params: { runId }, body: { reason: 'Done', revision } })
    expect(reply.code).toBe('leavers.changed_meanwhile')
  })
})

describe('what stands in the registers', () => {
  it('becomes an item of its own, and is written back when it is stated', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'RECEPTIONIST', 'NURSE'] })
    const owner = await fresh(clinic)
    const [nurse, desk] = [clinic.the('NURSE'), clinic.the('RECEPTIONIST')]
    await owner.must(addSystems, { body: { systems: [{ kind: 'practice', name: 'Dentsys' }] } })
    const systemId = (await owner.must(listSystems)).systems[0]?.id ?? ''
    await owner.must(stateAccounts, {
      params: { systemId },
      body: { accounts: [{ personId: nurse.id, login: 'nurse1', noSecondFactor: false }], revision: 1 },
    })
    await owner.must(addSecret, {
      body: {
        kind: 'alarm',
        name: 'Alarm',
        place: 'Back door',
        lastChangedOn: null,
        changeEveryDays: null,
        personIds: [nurse.id, desk.id],
      },
    })
    const { runId } = await owner.must(startRun, { params: { personId: nurse.id }, body: { note: '' } })
    await house.outbox.take('leaver_started')
    const read = () => owner.must(getRun, { params: { runId } })
    const find = async (step: string) =>
      (await read()).items.find((item) => item.kind === 'outside' && item.step === step) ??
      expect.unreachable()
    const titles = (await read()).items.map(({ title }) => title).join('\n')
    expect(titles).toContain('Dentsys: end the sign-in nurse1')
    expect(titles).toContain(`Change Alarm (Back door), and tell ${desk.name}`)
    // The account stands in the place of the list’s own line.
    expect(titles).not.toContain('End their sign-in to the practice system')
    for (const step of ['account', 'secret']) {
      const { id: itemId, revision } = await find(step)
      await owner.must(settleItem, { params: { runId, itemId }, body: { ...stated, revision } })
      // Neither open again, nor that it never applied: the certificate says what the registers say.
      for (const state of ['open', 'not_applicable', 'stated'] as const) {
        const again = await owner.call(settleItem, {
          params: { runId, itemId },
          body: { ...stated, state, note: 'They had none', revision: revision + 1 },
        })
        expect(again.code, state).toBe('leavers.written_elsewhere')
      }
    }
    const [account] = await house.database.ask<{ ended_at: Date | null }>(
      'admin',
      'SELECT ended_at FROM system_account WHERE person_id = $1',
      [nurse.id],
    )
    expect(account?.ended_at).not.toBeNull()
    const knowers = await house.database.ask<{ person_id: string }>(
      'admin',
      'SELECT person_id FROM shared_secret_knower WHERE clinic_id = $1',
      [clinic.id],
    )
    expect(knowers.map((one) => one.person_id)).toEqual([desk.id])
  })
})

describe('the list that leavings begin with', () => {
  it('is the clinic’s own from its first change, and what began keeps its items', async () => {
    const { clinic, owner, read } = await begun()
    const before = (await read()).items.length
    const { items, revision } = await owner.must(getLeaverList)
    expect(revision).toBe(0)
    const own = [{ ...(items[0] ?? expect.unreachable()), title: 'Close the till' }]
    const replies = await Promise.all(
      [own, own].map((list) => owner.call(saveLeaverList, { body: { items: list, revision: 0 } })),
    )
    expect(replies.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409'])
    expect((await read()).items).toHaveLength(before)
    const { runId } = await owner.must(startRun, {
      params: { personId: clinic.the('RECEPTIONIST').id },
      body: { note: '' },
    })
    await house.outbox.take('leaver_started')
    const run = await owner.must(getRun, { params: { runId } })
    expect(run.items.filter(({ kind }) => kind === 'outside').map(({ title }) => title)).toEqual([
      'Close the till',
    ])
  })
})
