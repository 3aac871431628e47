/** Choosing a clinic, attacked: strange ids, old tokens, half a sign-in, and two at the same instant. */
import { beforeEach, describe, expect, it } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import {
  buildClinic,
  type Clinic,
  confirm,
  joinAlso,
  type Person,
  proveAt,
  signIn,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { stateStep } from '../checklist/contract.ts'
import { listSessions, whoAmI } from '../sessions/contract.ts'
import { chooseClinic, listOwnClinics } from './choosing-contract.ts'
import { signInWithCode, signInWithPassword } from './contract.ts'

const house = await startTestApp()
let here: Clinic
let there: Clinic
let strange: Clinic
let person: Person

beforeEach(async () => {
  await house.outbox.takeAll()
  here = await buildClinic(house, { roles: ['OWNER'], totp: true })
  there = await buildClinic(house, { roles: ['OWNER'] })
  strange = await buildClinic(house, { roles: ['OWNER'] })
  person = here.the('OWNER')
  await joinAlso(house, there, person, 'OWNER')
})

const tryClinic = async (visitor: Visitor, clinicId: string) => {
  const { status, code } = await visitor.call(chooseClinic, { body: { clinicId } })
  return [status, code]
}
const living = async () =>
  (
    await house.database.ask<{ clinic_id: string }>(
      'admin',
      "SELECT clinic_id FROM session WHERE person_id = $1 AND state <> 'ended'",
      [person.id],
    )
  ).map(({ clinic_id: id }) => id)
const chosen = async () => {
  const visitor = house.visitor()
  expect(await proveAt(house, visitor, person)).toBe('clinic')
  return visitor
}
const NOT_THEIRS = [404, 'sessions.clinic_not_found']

describe('a clinic that is not theirs', () => {
  it.each(['choosing', 'signed in'])(
    'is not entered by somebody who is %s, and the try is recorded',
    async (how) => {
      const visitor = how === 'choosing' ? await chosen() : await signIn(house, person)
      const own = (await living())[0]
      for (const id of [strange.id, INSTALLATION, '0195a000-0000-7000-8000-000000000000']) {
        expect(await tryClinic(visitor, id)).toEqual(NOT_THEIRS)
      }
      expect((await house.events()).findLast(({ action }) => action === 'request.refused')).toMatchObject({
        clinicId: own,
        personal: { reason: 'sessions.clinic_not_found' },
      })
      expect(await living()).toEqual([own])
    },
  )

  it('is neither one they are disabled in, have left, or that is closed', async () => {
    const visitor = await chosen()
    for (const state of ['disabled', 'left', 'invited']) {
      await house.database.ask(
        'admin',
        'UPDATE membership SET state = $3 WHERE clinic_id = $1 AND person_id = $2',
        [there.id, person.id, state],
      )
      expect(await tryClinic(visitor, there.id)).toEqual(NOT_THEIRS)
    }
    expect((await visitor.must(listOwnClinics)).clinics).toMatchObject([{ id: here.id }])
    await house.database.ask('admin', "UPDATE clinic SET state = 'closed' WHERE id = $1", [here.id])
    expect(await tryClinic(visitor, here.id)).toEqual(NOT_THEIRS)
    expect((await visitor.must(listOwnClinics)).clinics).toEqual([])
  })

  it('is the one they are in already', async () => {
    const visitor = await signIn(house, person)
    expect(await tryClinic(visitor, here.id)).toEqual(NOT_THEIRS)
  })

  it('gets no body but an id', async () => {
    const visitor = await chosen()
    for (const clinicId of ['', 'x', "' OR 1=1 --", null, [here.id]]) {
      const reply = await visitor.send({ method: 'POST', url: '/api/session/clinic', body: { clinicId } })
      expect(reply.status).toBe(422)
    }
  })
})

describe('half a sign-in', () => {
  it('neither sees the clinics nor chooses one', async () => {
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'half', clinic: null })
    expect((await visitor.call(listOwnClinics)).code).toBe('session.second_factor_needed')
    expect(await tryClinic(visitor, here.id)).toEqual([401, 'session.second_factor_needed'])
    expect(await living()).toEqual([INSTALLATION])
  })

  it('that became one by a factor set up elsewhere meanwhile chooses none, either', async () => {
    const bare = there.the('OWNER')
    await joinAlso(house, here, bare)
    const visitor = house.visitor()
    expect(await proveAt(house, visitor, bare)).toBe('clinic')
    await house.database.ask(
      'admin',
      'INSERT INTO totp (person_id, secret, added_at, last_step) SELECT $1, secret, added_at, last_step FROM totp WHERE person_id = $2',
      [bare.id, person.id],
    )
    expect(await tryClinic(visitor, here.id)).toEqual([401, 'session.second_factor_needed'])
  })
})

describe('somebody who has chosen no clinic yet', () => {
  it('opens nothing else, and proves nothing twice', async () => {
    const visitor = await chosen()
    expect((await visitor.call(listSessions)).code).toBe('session.clinic_needed')
    expect((await visitor.call(stateStep, { params: { step: 3 }, body: { note: 'Mine' } })).code).toBe(
      'session.clinic_needed',
    )
    expect((await visitor.call(signInWithCode, { body: { code: '123456' } })).code).toBe(
      'session.clinic_needed',
    )
  })
})

describe('an old token', () => {
  it('of the choice opens nothing and chooses nothing after it', async () => {
    const visitor = await chosen()
    const thief = house.visitor()
    thief.cookies.set('__Host-enamel', visitor.cookies.get('__Host-enamel') ?? '')
    await visitor.must(chooseClinic, { body: { clinicId: here.id } })
    for (const id of [here.id, there.id]) expect(await tryClinic(thief, id)).toEqual([401, 'session.ended'])
    expect((await thief.call(listOwnClinics)).code).toBe('session.ended')
    expect(await living()).toEqual([here.id])
  })

  it('of a switch is dead at once', async () => {
    const visitor = await signIn(house, person)
    const thief = house.visitor()
    thief.cookies.set('__Host-enamel', visitor.cookies.get('__Host-enamel') ?? '')
    await visitor.must(chooseClinic, { body: { clinicId: there.id } })
    expect((await thief.call(listSessions)).code).toBe('session.ended')
    expect(await tryClinic(thief, there.id)).toEqual([401, 'session.ended'])
    expect(await living()).toEqual([there.id])
  })

  it('of before a confirmation reads for some seconds, and does not become a new one', async () => {
    const visitor = await signIn(house, person)
    const thief = house.visitor()
    thief.cookies.set('__Host-enamel', visitor.cookies.get('__Host-enamel') ?? '')
    await confirm(house, visitor, person)
    expect((await thief.call(listSessions)).status).toBe(200)
    expect(await tryClinic(thief, there.id)).toEqual([401, 'session.ended'])
    expect(await living()).toEqual([here.id])
    expect((await visitor.call(listSessions)).status).toBe(200)
  })
})

describe('at the same instant', () => {
  it.each(['choosing', 'switching'])(
    'of two tries at %s one goes through, and one session lives',
    async (how) => {
      const visitor = how === 'choosing' ? await chosen() : await signIn(house, person)
      if (how === 'switching') await joinAlso(house, strange, person)
      const token = visitor.cookies.get('__Host-enamel') ?? ''
      const tabs = [0, 1, 2, 3].map(() => {
        const tab = house.visitor()
        for (const [name, value] of visitor.cookies) tab.cookies.set(name, value)
        tab.cookies.set('__Host-enamel', token)
        return tab
      })
      const goals = how === 'choosing' ? [here, there, here, there] : [there, strange, there, strange]
      const answers = await Promise.all(tabs.map((tab, at) => tryClinic(tab, goals[at]?.id ?? '')))
      expect(answers.filter(([status]) => status === 200)).toHaveLength(1)
      expect(answers.filter(([status]) => status === 401)).toHaveLength(3)
      expect(await living()).toHaveLength(1)
      await house.outbox.takeAll()
    },
  )

  it('a choice and being disabled there leave no session behind', async () => {
    const visitor = await chosen()
    await Promise.all([
      tryClinic(visitor, there.id),
      house.database.ask(
        'admin',
        "UPDATE membership SET state = 'disabled' WHERE clinic_id = $1 AND person_id = $2",
        [there.id, person.id],
      ),
    ])
    expect([401, 404]).toContain((await visitor.call(listSessions)).status)
    await house.outbox.takeAll()
  })
})
