/** Inviting people: by whom, as what, how often; and what becomes of a link. */
import { describe, expect, it } from 'vitest'
import { ROLES, outranks } from '../../pure/roles/roles.ts'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { Sent } from '../../pure/contract/endpoint.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../test/builders.ts'
import { invitationOf, tokenTo } from '../../test/endpoints/invite-calls.ts'
import * as people from '../people/service.ts'
import { cancelInvitation, getInviting, invite, sendAgain, showInvitation } from './invitations-contract.ts'
import { openInvitation } from './join-contract.ts'
import { addPlace, setPersonPlaces } from './places-contract.ts'
import { setOutsider } from './roster-contract.ts'
import { endAccess } from './service.ts'

const house = await startTestApp({ apart: true })

async function enter(person: Person) {
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return visitor
}
let number = 0
const somebody = (wish: Partial<Sent<typeof invite>['body']> = {}) => ({
  name: 'Tara Quay',
  address: `tara.${++number}@quay.example`,
  role: 'NURSE' as const,
  ...wish,
})
const opened = (token: string) => house.visitor().call(openInvitation, { body: { token } })

async function endOf(clinic: Clinic, who: Person) {
  const ctx = house.system(clinic.id as ClinicId)
  await write(ctx, async (tx) => {
    const member = (await people.holdMembers(tx, ctx, [who.id as PersonId])).get(who.id as PersonId)
    const end = { state: 'disabled', how: 'hand', reason: 'Gone', by: undefined } as const
    return audited((await endAccess(tx, ctx, member ?? expect.unreachable(), end)).events)
  })
}

describe('an invitation', () => {
  it('goes by mail, says who invites whom as what, and is opened without being used up', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'], name: 'Quay Dental' })
    const { token, address } = await invitationOf(house, await enter(clinic.the('OWNER')))
    for (let look = 0; look < 3; look++) {
      const { status, body } = await opened(token)
      expect([status, body]).toMatchObject([200, { clinic: 'Quay Dental', address, role: 'NURSE' }])
    }
    const [sent] = (await house.events()).filter(({ action }) => action === 'invitation.sent').slice(-1)
    expect(sent?.personal).toMatchObject({ to: address, after: 'NURSE', target_name: 'Tara Quay' })
    expect(JSON.stringify(sent)).not.toContain(token)
  })

  it.each(ROLES)('is sent by %s to lower roles alone; by an Owner also to Owners', async (role) => {
    const clinic = await buildClinic(house, { roles: ['OWNER', role] })
    const actor = clinic.people.at(-1) ?? expect.unreachable()
    const visitor = await enter(actor)
    const mayInvite = ['OWNER', 'ADMIN', 'HR_MANAGER'].includes(role)
    for (const target of ROLES) {
      const reply = await visitor.call(invite, { body: somebody({ role: target }) })
      const wanted = !mayInvite
        ? [403, 'request.not_allowed']
        : outranks(role, target)
          ? [200, undefined]
          : [403, 'invitations.rank_too_low']
      expect([target, reply.status, reply.code]).toEqual([target, ...wanted])
    }
    await house.settle()
    await house.outbox.takeAll()
  })

  it('is not made for whoever works here, is disabled here, or is invited already', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'DENTIST'] })
    const owner = await enter(clinic.the('OWNER'))
    await endOf(clinic, clinic.the('DENTIST'))
    const { address } = await invitationOf(house, owner)
    const cases = [
      [clinic.the('NURSE').email.toUpperCase(), 409, 'invitations.works_here'],
      [clinic.the('DENTIST').email, 409, 'invitations.disabled_here'],
      [address, 409, 'invitations.waiting_already'],
    ] as const
    for (const [to, ...wanted] of cases) {
      const reply = await owner.call(invite, { body: somebody({ address: to }) })
      expect([reply.status, reply.code]).toEqual(wanted)
    }
  })

  it('answers the same for an address that another clinic knows, and nobody else’s', async () => {
    const other = (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(clinic.the('OWNER'))
    const known = await owner.call(invite, { body: somebody({ address: other.email }) })
    const unknown = await owner.call(invite, { body: somebody() })
    expect([known.status, Object.keys(known.body)]).toEqual([unknown.status, Object.keys(unknown.body)])
    await house.settle()
    const open = async (to: string) => {
      const {
        name: _name,
        address: _address,
        endsAt: _endsAt,
        passwordRules,
        ...same
      } = (await opened(await tokenTo(house, to))).body
      return { ...same, asked: { ...passwordRules, ownWords: passwordRules.ownWords.length } }
    }
    const mails = await house.outbox.left()
    const [first, second] = mails
      .filter(({ template }) => template === 'invitation')
      .map(({ address }) => address)
    expect(await open(first ?? '')).toEqual(await open(second ?? ''))
    // Nothing of them is seen in the clinic before they join.
    const [seen] = await house.database.ask<{ n: string }>(
      'admin',
      'SELECT count(*)::text AS n FROM membership WHERE clinic_id = $1',
      [clinic.id],
    )
    expect(seen?.n).toBe('1')
  })

  it('goes to no address that several read, for somebody who may do everything', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(clinic.the('OWNER'))
    for (const role of ['OWNER', 'ADMIN'] as const) {
      const reply = await owner.call(invite, {
        body: { name: 'Front Desk', address: `info@${role}.example`, role },
      })
      expect([reply.status, reply.code]).toEqual([422, 'invitations.shared_address'])
    }
    await owner.must(invite, { body: somebody({ address: 'info@quay.example', role: 'RECEPTIONIST' }) })
    await house.settle()
    await house.outbox.takeAll()
  })

  it('has a last day from today on, and an Owner has none', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(clinic.the('OWNER'))
    const tried = async (wish: object) => (await owner.call(invite, { body: somebody(wish) })).code
    expect(await tried({ accessEndsOn: '2020-01-01' })).toBe('invitations.end_date_past')
    expect(await tried({ accessEndsOn: '2999-01-01' })).toBe('invitations.end_date_past')
    expect(await tried({ role: 'OWNER', accessEndsOn: '2027-01-01' })).toBe('invitations.owner_has_no_end')
    expect(await tried({ role: 'OWNER', outsider: 'it' })).toBe('invitations.owner_not_outsider')
    expect(await tried({ managerId: '0195a000-0000-7000-8000-000000000000' })).toBe(
      'invitations.manager_unknown',
    )
    expect(await tried({ locationIds: ['0195a000-0000-7000-8000-000000000000'] })).toBe(
      'invitations.place_unknown',
    )
  })
})

describe('outside IT', () => {
  it('is let in by whoever sees what they see: an Owner or Admin, no practice manager', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'HR_MANAGER', 'NURSE'] })
    const owner = await enter(clinic.the('OWNER'))
    const manager = await enter(clinic.the('HR_MANAGER'))
    const it = { role: 'VIEWER', outsider: 'it' } as const
    expect((await manager.call(invite, { body: somebody(it) })).code).toBe('invitations.it_by_admins')
    const { invitationId } = await owner.must(invite, { body: somebody(it) })
    const shown = await manager.call(showInvitation, { params: { invitationId }, body: { revision: 1 } })
    const marked = await manager.call(setOutsider, {
      params: { personId: clinic.the('NURSE').id },
      body: { outsider: 'it', endsOn: null, revision: 1 },
    })
    expect([shown.code, marked.code]).toEqual(['invitations.it_by_admins', 'staff.it_by_admins'])
    house.clock.advance({ minutes: 3 })
    const sent = await manager.call(sendAgain, { params: { invitationId }, body: { revision: 1 } })
    expect(sent.code).toBe('invitations.it_by_admins')
    await house.settle()
    await house.outbox.takeAll()
  })
})

describe('a practice manager who is limited to some places', () => {
  it('neither sees nor touches invitations to others, and invites to none of them', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'HR_MANAGER', 'DENTIST'] })
    const owner = await enter(clinic.the('OWNER'))
    const add = async (name: string) => (await owner.must(addPlace, { body: { name } })).placeId
    const [harbour, hill] = [await add('Harbour'), await add('Hill')]
    const limit = (who: Person, placeId: string) =>
      owner.must(setPersonPlaces, { params: { personId: who.id }, body: { placeIds: [placeId] } })
    await limit(clinic.the('HR_MANAGER'), hill)
    await limit(clinic.the('DENTIST'), harbour)
    const there = await owner.must(invite, { body: somebody({ locationIds: [harbour] }) })
    const here = await owner.must(invite, { body: somebody({ locationIds: [hill] }) })
    const manager = await enter(clinic.the('HR_MANAGER'))
    const { invitations, places } = await manager.must(getInviting)
    expect(invitations.map(({ invitationId }) => invitationId)).toEqual([here.invitationId])
    expect(places).toEqual([{ placeId: hill, name: 'Hill' }])
    const on = ({ invitationId }: { invitationId: string }) => ({
      params: { invitationId },
      body: { revision: 1 },
    })
    for (const act of [sendAgain, showInvitation, cancelInvitation])
      expect((await manager.call(act, on(there))).code).toBe('invitations.not_found')
    expect((await manager.call(cancelInvitation, on(here))).status).toBe(200)
    const tried = async (wish: object) => (await manager.call(invite, { body: somebody(wish) })).code
    expect(await tried({ locationIds: [harbour] })).toBe('invitations.place_unknown')
    expect(await tried({ managerId: clinic.the('DENTIST').id })).toBe('invitations.manager_unknown')
    expect(await tried({ locationIds: [hill] })).toBeUndefined()
    await house.settle()
    await house.outbox.takeAll()
  })
})

describe('a link', () => {
  it('works no more once another is sent, and is not sent every minute', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(clinic.the('OWNER'))
    const { token, invitationId, address } = await invitationOf(house, owner)
    const params = { invitationId }
    const soon = await owner.call(sendAgain, { params, body: { revision: 1 } })
    expect([soon.status, soon.code]).toEqual([429, 'invitations.sent_just_now'])
    house.clock.advance({ minutes: 3 })
    await owner.must(sendAgain, { params, body: { revision: 1 } })
    await house.settle()
    const next = await tokenTo(house, address)
    expect((await opened(token)).code).toBe('join.link_unknown')
    expect((await opened(next)).status).toBe(200)
    house.clock.advance({ minutes: 3 })
    const stale = await owner.call(sendAgain, { params, body: { revision: 1 } })
    expect(stale.code).toBe('invitations.changed_meanwhile')
    const { invitations } = await owner.must(getInviting)
    expect(invitations).toEqual([{ invitationId, sentTimes: 2, mail: 'outbox' }])
  })

  it('is over after seven days, and starts again when it is sent again', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const { token, invitationId, address } = await invitationOf(house, await enter(clinic.the('OWNER')))
    house.clock.advance({ days: 7 })
    expect((await opened(token)).code).toBe('join.over')
    const owner = await enter(clinic.the('OWNER'))
    await owner.must(sendAgain, { params: { invitationId }, body: { revision: 1 } })
    await house.settle()
    expect((await opened(await tokenTo(house, address))).status).toBe(200)
    await house.outbox.takeAll()
  })

  it('says that it was cancelled, and the address can be invited anew', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(clinic.the('OWNER'))
    const { token, invitationId, address } = await invitationOf(house, owner)
    await owner.must(cancelInvitation, { params: { invitationId }, body: { revision: 1 } })
    expect((await opened(token)).code).toBe('join.cancelled')
    const again = await owner.call(cancelInvitation, { params: { invitationId }, body: { revision: 1 } })
    expect(again.code).toBe('invitations.not_found')
    await owner.must(invite, { body: somebody({ address }) })
    await house.settle()
    await house.outbox.takeAll()
  })

  it('goes ten times a day to one address, also when it is cancelled in between', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(clinic.the('OWNER'))
    const one = somebody()
    for (let time = 0; time < 10; time++) {
      const params = await owner.must(invite, { body: one })
      await owner.must(cancelInvitation, {
        params: { invitationId: params.invitationId },
        body: { revision: 1 },
      })
    }
    expect((await owner.call(invite, { body: one })).code).toBe('invitations.address_too_often')
    await owner.must(invite, { body: somebody() })
    house.clock.advance({ days: 1, minutes: 1 })
    expect((await (await enter(clinic.the('OWNER'))).call(invite, { body: one })).status).toBe(200)
    await house.settle()
    await house.outbox.takeAll()
  })

  it('is shown to nobody where several clinics live', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(clinic.the('OWNER'))
    const { token, invitationId } = await invitationOf(house, owner)
    const reply = await owner.call(showInvitation, { params: { invitationId }, body: { revision: 1 } })
    expect([reply.status, reply.code]).toEqual([409, 'invitations.link_by_mail'])
    expect((await opened(token)).status).toBe(200)
  })

  it('ends with whoever sent it, and is nothing that a lower rank takes back', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER'] })
    const admin = await enter(clinic.the('ADMIN'))
    const sent = await invitationOf(house, admin, somebody({ role: 'HR_MANAGER' }))
    const manager = await enter(clinic.the('HR_MANAGER'))
    const tried = await manager.call(cancelInvitation, {
      params: { invitationId: sent.invitationId },
      body: { revision: 1 },
    })
    expect([tried.status, tried.code]).toEqual([403, 'invitations.rank_too_low'])
    await endOf(clinic, clinic.the('ADMIN'))
    expect((await opened(sent.token)).code).toBe('join.cancelled')
  })
})
