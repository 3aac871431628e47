/** Attacks on the rules: by role, by stale rights, by feeding a session that is over. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { reportActivity, whoAmI } from '../sessions/contract.ts'
import { endSignedIn, endSignedInMany, getSessionRules, listSignedIn, saveSessionRules } from './contract.ts'
import { getNetworks, saveNetworks } from './networks-contract.ts'

const house = await startTestApp({ apart: true })
let clinic: Clinic
let owner: Visitor
let admin: Visitor

beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'] })
  owner = await signIn(house, clinic.the('OWNER'))
  admin = await signIn(house, clinic.the('ADMIN'))
  await confirm(house, admin, clinic.the('ADMIN'))
})
afterEach(() => house.outbox.takeAll())

const TIMES = { idleMinutes: 20, sharedIdleMinutes: 15, ownIdleMinutes: null, absoluteHours: 12, revision: 1 }
const LIST = { on: false, networks: [], ownersPass: true, revision: 1 }
const ask = (sql: string, values: unknown[] = []) => house.database.ask('admin', sql, values)
const idOf = async (visitor: Visitor) => (await visitor.must(whoAmI)).session?.id ?? ''
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'

describe('somebody below an Admin', () => {
  it.each(['NURSE', 'HR_MANAGER'] as const)('sees and changes nothing of it: %s', async (role) => {
    const visitor = await signIn(house, clinic.the(role))
    await confirm(house, visitor, clinic.the(role))
    const before = await seq()
    const replies = [
      await visitor.call(getSessionRules),
      await visitor.call(saveSessionRules, { body: TIMES }),
      await visitor.call(listSignedIn),
      await visitor.call(endSignedIn, { params: { sessionId: await idOf(owner) } }),
      await visitor.call(endSignedInMany, { body: { personId: null } }),
      await visitor.call(getNetworks),
      await visitor.call(saveNetworks, { body: LIST }),
    ]
    expect(replies.map(({ status, code }) => `${status} ${code}`)).toEqual(
      replies.map(() => '403 request.not_allowed'),
    )
    expect((await house.events(before)).every(({ action }) => action === 'request.refused')).toBe(true)
    expect(await admin.must(getSessionRules)).toMatchObject({ revision: 1 })
    expect((await owner.call(getChecklist)).status).toBe(200)
  })
})

describe('an Admin', () => {
  it('ends no Owner’s sign-in, by none of the ways', async () => {
    const before = await seq()
    expect(await admin.call(endSignedIn, { params: { sessionId: await idOf(owner) } })).toMatchObject({
      status: 403,
      code: 'session_rules.rank',
    })
    expect(await admin.call(endSignedInMany, { body: { personId: clinic.the('OWNER').id } })).toMatchObject({
      status: 403,
      code: 'session_rules.rank',
    })
    await admin.must(endSignedInMany, { body: { personId: null } })
    expect((await owner.call(getChecklist)).status).toBe(200)
    const refused = (await house.events(before)).filter(({ outcome }) => outcome === 'refused')
    expect(refused.map(({ personal }) => personal['reason'])).toContain('session_rules.rank')
  })

  it('finds nobody of another clinic', async () => {
    const other = await buildClinic(house, { roles: ['NURSE'] })
    const stranger = await signIn(house, other.the('NURSE'))
    expect(await admin.call(endSignedIn, { params: { sessionId: await idOf(stranger) } })).toMatchObject({
      status: 404,
    })
    expect(await admin.call(endSignedInMany, { body: { personId: other.the('NURSE').id } })).toMatchObject({
      status: 404,
    })
    expect((await stranger.call(getChecklist)).status).toBe(200)
  })

  it('who has not confirmed, or confirmed too long ago, changes nothing', async () => {
    house.clock.advance({ minutes: 11 })
    for (const reply of [
      await admin.call(saveSessionRules, { body: TIMES }),
      await admin.call(saveNetworks, { body: LIST }),
      await admin.call(endSignedInMany, { body: { personId: null } }),
    ])
      expect(reply.code).toBe('request.confirm_needed')
  })

  it('who is demoted or signed out while the save waits saves nothing', async () => {
    for (const change of [
      "UPDATE membership SET role = 'NURSE' WHERE person_id = $1",
      "UPDATE session SET state = 'ended', ended_why = 'signed_out' WHERE person_id = $1",
    ]) {
      const reply = await whileHeld(
        house.database,
        `SELECT FROM clinic WHERE id = '${clinic.id}'`,
        1,
        () => admin.call(saveSessionRules, { body: TIMES }),
        async () => void (await ask(change, [clinic.the('ADMIN').id])),
      )
      expect([401, 403]).toContain(reply.status)
      await ask("UPDATE membership SET role = 'ADMIN' WHERE person_id = $1", [clinic.the('ADMIN').id])
    }
    const [row] = await house.database.ask<{ idle_minutes: number }>(
      'admin',
      'SELECT idle_minutes FROM clinic WHERE id = $1',
      [clinic.id],
    )
    expect(row?.idle_minutes).toBe(30)
  })
})

describe('a session that is over', () => {
  it('is not brought back by a report of activity, however many come', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    await owner.must(whoAmI)
    await admin.must(endSignedIn, { params: { sessionId: await idOf(nurse) } })
    const replies = await Promise.all(Array.from({ length: 20 }, () => nurse.call(reportActivity)))
    expect(new Set(replies.map(({ code }) => code))).toEqual(new Set(['session.ended']))
    house.clock.advance({ minutes: 31 })
    const idle = await Promise.all(Array.from({ length: 20 }, () => owner.call(reportActivity)))
    expect(new Set(idle.map(({ status }) => status))).toEqual(new Set([401]))
  })

  it('is not brought back from locked', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    await ask("UPDATE session SET state = 'locked' WHERE person_id = $1", [clinic.the('NURSE').id])
    const before = await ask('SELECT last_activity_at FROM session WHERE person_id = $1', [
      clinic.the('NURSE').id,
    ])
    for (const endpoint of [reportActivity, getChecklist])
      expect((await nurse.call(endpoint)).status).toBeGreaterThanOrEqual(401)
    expect(
      await ask('SELECT last_activity_at FROM session WHERE person_id = $1', [clinic.the('NURSE').id]),
    ).toEqual(before)
  })

  it('lives on real activity alone: ten thousand reports in its time write a row at most every 15 seconds', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 100; round++) {
      house.clock.advance({ seconds: 1 })
      const replies = await Promise.all(
        Array.from({ length: 100 }, (_, at) =>
          owner.send({
            method: 'POST',
            url: reportActivity.url,
            remoteAddress: `10.9.${(round * 100 + at) >> 8}.${at & 255}`,
          }),
        ),
      )
      expect(replies.every(({ status }) => status === 200)).toBe(true)
      const [row] = await house.database.ask<{ at: Date }>(
        'admin',
        'SELECT last_activity_at AS at FROM session WHERE person_id = $1',
        [clinic.the('OWNER').id],
      )
      seen.add(String(row?.at.getTime()))
    }
    // 100 seconds and the clock's own steps: a write every 15 s, and no more.
    expect(seen.size).toBeLessThanOrEqual(9)
    const { session, now } = await owner.must(whoAmI)
    expect(Date.parse(session?.endsAt ?? '') - Date.parse(now)).toBeLessThan(12 * 3_600_000)
  }, 120_000)
})
