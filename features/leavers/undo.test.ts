/** A leaving that was a mistake: undone within a day, it gives back what there was, and no more. */
import { describe, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, PASSWORD, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { makePasswordLink } from '../enforcement/protected-contract.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { finishForgot } from '../recovery/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { closeRun, getRun, settleItem, startRun, undoRun } from './contract.ts'

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

describe('a mistake', () => {
  const undo = (by: Visitor, runId: string) =>
    by.call(undoRun, { params: { runId }, body: { reason: 'It was her sister' } })

  it('is undone within 24 hours: they belong to the clinic again, and nothing old revives', async () => {
    const { clinic, owner, nurse, browsers, runId, read } = await begun()
    expect((await undo(owner, runId)).status).toBe(200)
    await house.outbox.take('leaver_undone', nurse.email)
    await house.outbox.take('leaver_undone_owner', clinic.the('OWNER').email)
    expect(await read()).toMatchObject({ state: 'undone', undone: { reason: 'It was her sister' } })
    const member = await house.database.ask(
      'admin',
      'SELECT state, left_at, disabled_at, role FROM membership WHERE clinic_id = $1 AND person_id = $2',
      [clinic.id, nurse.id],
    )
    expect(member).toEqual([{ state: 'active', left_at: null, disabled_at: null, role: 'NURSE' }])
    for (const browser of browsers) expect((await browser.call(whoAmI)).body).toMatchObject({ state: 'none' })
    const old = await house
      .visitor()
      .call(signInWithPassword, { body: { email: nurse.email, password: PASSWORD } })
    expect(old.status).toBe(401)
    const actions = (await house.events())
      .filter(({ clinicId }) => clinicId === clinic.id)
      .map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['leaver.started', 'leaver.undone']))
    expect((await undo(owner, runId)).status).toBe(409)
    // And they can leave once more.
    await owner.must(startRun, { params: { personId: nurse.id }, body: { note: '' } })
    await house.outbox.take('leaver_started')
  })

  it('gives back no more than there was: who worked at one place is not at all of them', async () => {
    const { clinic, owner, nurse, runId } = await begun()
    await house.outbox.takeAll()
    const place = newId(house.clock.now())
    const ask = (statement: string, values: unknown[]) => house.database.ask('admin', statement, values)
    await ask("INSERT INTO location (clinic_id, id, name, created_at) VALUES ($1, $2, 'North', $3)", [
      clinic.id,
      place,
      house.clock.now(),
    ])
    const other = clinic.the('RECEPTIONIST')
    await ask('INSERT INTO membership_location (clinic_id, person_id, location_id) VALUES ($1, $2, $3)', [
      clinic.id,
      other.id,
      place,
    ])
    const started = await owner.must(startRun, { params: { personId: other.id }, body: { note: '' } })
    expect((await undo(owner, started.runId)).status).toBe(200)
    await house.outbox.takeAll()
    expect(await ask('SELECT 1 FROM membership_location WHERE person_id = $1', [other.id])).toHaveLength(1)
    // Of two leavings of one person the first is no way to undo the second.
    await settleAll(owner, runId)
    const { revision } = await owner.must(getRun, { params: { runId } })
    await owner.must(closeRun, { params: { runId }, body: { reason: '', revision } })
    await ask(
      "UPDATE membership SET state = 'active', left_at = NULL, disabled_at = NULL, disabled_how = NULL, disabled_reason = NULL WHERE clinic_id = $1 AND person_id = $2",
      [clinic.id, nurse.id],
    )
    house.clock.advance({ minutes: 1 })
    await owner.must(startRun, { params: { personId: nurse.id }, body: { note: '' } })
    expect((await undo(owner, runId)).code).toBe('leavers.not_running')
    await house.outbox.takeAll()
  })

  it('is no way into their account for whoever undoes it', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
    const nurse = clinic.the('NURSE')
    const admin = await fresh(clinic, 'ADMIN')
    const { runId } = await admin.must(startRun, { params: { personId: nurse.id }, body: { note: '' } })
    expect((await undo(admin, runId)).status).toBe(200)
    await house.outbox.takeAll()
    const link = await admin.call(makePasswordLink, {
      params: { personId: nurse.id },
      body: { reason: 'She lost it' },
    })
    expect(link.code).toBe('protected.other_hand')
    // An Owner may; and what is set up then wants one proof more than the password.
    const owner = await fresh(clinic)
    const made = await owner.must(makePasswordLink, {
      params: { personId: nurse.id },
      body: { reason: 'She lost it' },
    })
    await house.outbox.takeAll()
    const token = made.link.split('#')[1] ?? ''
    const browser = house.visitor()
    await browser.must(finishForgot, { body: { token, password: 'seven brisk kettles hum' } })
    await house.outbox.takeAll()
    await browser.must(signInWithPassword, {
      body: { email: nurse.email, password: 'seven brisk kettles hum' },
    })
    await house.outbox.takeAll()
    expect((await browser.call(whoAmI)).body).toMatchObject({ state: 'enrolling', must: 'renew' })
  })

  it('stands after 24 hours', async () => {
    const { clinic, runId, read } = await begun()
    house.clock.advance({ hours: 24, minutes: 1 })
    const owner = await fresh(clinic)
    expect((await undo(owner, runId)).code).toBe('leavers.undo_over')
    expect(await read(owner)).toMatchObject({ undoUntil: null })
  })
})
