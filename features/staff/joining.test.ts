/** Joining: somebody new, somebody of another clinic, two at the same instant, and whoever should not. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { answerWith, makePasskey } from '../../test/authenticator.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  codeOf,
  confirm,
  PASSWORD,
  type Person,
  setTwoFactorRule,
  signIn,
  tryPasskey,
} from '../../test/builders.ts'
import { invitationOf } from '../../test/endpoints/invite-calls.ts'
import type { Visitor } from '../../test/visitor.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { getPasskeyChallenge } from '../identity/passkey-contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { listColleagues } from './contract.ts'
import { cancelInvitation } from './invitations-contract.ts'
import {
  beginJoinPasskey,
  joinAsKnown,
  joinAsKnownByPasskey,
  joinWithPasskey,
  joinWithPassword,
} from './join-contract.ts'

const house = await startTestApp({ apart: true })

async function enter(person: Person) {
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return visitor
}
let number = 0
const wish = (role: Person['role'] = 'NURSE', address = `tara.${++number}@quay.example`) => ({
  name: 'Tara Quay',
  address,
  role,
})

async function invited(role: Person['role'] = 'NURSE', address?: string) {
  const clinic = await buildClinic(house, { roles: ['OWNER'] })
  const owner = await enter(clinic.the('OWNER'))
  return { clinic, owner, ...(await invitationOf(house, owner, wish(role, address))) }
}
const mails = async () => {
  await house.settle()
  return (await house.outbox.takeAll()).map(({ template }) => template)
}
const NEW = 'seven brisk kettles hum'
const byPassword = (visitor: Visitor, token: string, password = NEW) =>
  visitor.call(joinWithPassword, { body: { token, name: 'Tara Quay-Marsh', password } })
const names = async (owner: Visitor) => (await owner.must(listColleagues)).colleagues.map(({ name }) => name)
const since = async (clinic: Clinic, seq: string) =>
  (await house.events(seq)).filter(({ clinicId }) => clinicId === clinic.id)

describe('somebody new', () => {
  it('joins with a name and a password, is signed in, and can sign in again', async () => {
    const { clinic, owner, token, address } = await invited()
    const before = (await house.events()).at(-1)?.seq ?? '0'
    const visitor = house.visitor()
    expect((await byPassword(visitor, token)).status).toBe(200)
    const { state, person, clinic: at } = await visitor.must(whoAmI)
    expect([state, person?.name, person?.role, at?.name]).toEqual([
      'full',
      'Tara Quay-Marsh',
      'NURSE',
      clinic.name,
    ])
    expect(await mails()).toEqual(['joined'])
    expect((await since(clinic, before)).map(({ action }) => action)).toEqual([
      'invitation.accepted',
      'staff.joined',
      'password.set',
      'auth.signin.ok',
      'session.start',
    ])
    expect(await names(owner)).toContain('Tara Quay-Marsh')
    await house.visitor().must(signInWithPassword, { body: { email: address.toUpperCase(), password: NEW } })
    await mails()
  })

  it('joins with a passkey and no password', async () => {
    const { token } = await invited('DENTIST')
    const visitor = house.visitor()
    const body = { token, name: 'Tara Quay' }
    const { options } = await visitor.must(beginJoinPasskey, { body })
    expect(options.user.id.length).toBeGreaterThan(80)
    const { passkey, credential } = makePasskey(options, house.origin)
    await visitor.must(joinWithPasskey, { body: { ...body, credential } })
    const { state, session } = await visitor.must(whoAmI)
    expect([state, session?.proven]).toEqual(['full', { password: false, code: false, passkey: true }])
    expect((await tryPasskey(house.visitor(), passkey)).status).toBe(200)
    await mails()
  })

  it('is refused a passkey that answers another invitation, or was made for no one', async () => {
    const [one, two] = [await invited(), await invited()]
    const visitor = house.visitor()
    const { options } = await visitor.must(beginJoinPasskey, { body: { token: one.token, name: 'Tara' } })
    const { credential } = makePasskey(options, house.origin)
    const reply = await visitor.call(joinWithPasskey, {
      body: { token: two.token, name: 'Tara', credential },
    })
    expect([reply.status, reply.code]).toEqual([409, 'identity.challenge_over'])
    await visitor.must(joinWithPasskey, { body: { token: one.token, name: 'Tara', credential } })
    const again = await visitor.call(joinWithPasskey, {
      body: { token: one.token, name: 'Tara', credential },
    })
    expect(again.code).toBe('join.used')
    await mails()
  })

  it('is asked for a second step at once where the clinic requires one, without one proof more', async () => {
    const { clinic, token } = await invited()
    await setTwoFactorRule(house, clinic.id, 'required')
    const visitor = house.visitor()
    await byPassword(visitor, token)
    const { state, must, mayEnrol } = await visitor.must(whoAmI)
    expect([state, must, mayEnrol]).toEqual(['enrolling', 'two_factors', true])
    expect((await visitor.call(listColleagues)).status).toBe(403)
    await mails()
  })

  it('chooses no password that is short, common, or the clinic’s name', async () => {
    const { clinic, token } = await invited()
    for (const password of ['short', 'passwordpassword', `${clinic.name} ${clinic.name}`]) {
      const reply = await byPassword(house.visitor(), token, password)
      expect([password, reply.status, reply.code]).toEqual([password, 422, 'identity.password_refused'])
    }
    expect((await byPassword(house.visitor(), token)).status).toBe(200)
    await mails()
  })

  it('comes once: of two at the same instant one, and the link is used', async () => {
    const { owner, token } = await invited()
    const replies = await Promise.all([1, 2, 3].map(() => byPassword(house.visitor(), token)))
    expect(replies.map(({ status }) => String(status)).toSorted()).toEqual(['200', '410', '410'])
    expect(replies.flatMap(({ code }) => code ?? [])).toEqual(['join.used', 'join.used'])
    expect((await names(owner)).filter((name) => name === 'Tara Quay-Marsh')).toHaveLength(1)
    expect(await mails()).toEqual(['joined'])
  })

  it('or the invitation is cancelled: of both at the same instant one', async () => {
    const { owner, token, invitationId } = await invited()
    const [joined, cancelled] = await Promise.all([
      byPassword(house.visitor(), token),
      owner.call(cancelInvitation, { params: { invitationId }, body: { revision: 1 } }),
    ])
    expect([joined.status, cancelled.status].filter((status) => status === 200)).toHaveLength(1)
    await mails()
  })

  it('is one person, also when two clinics’ invitations are accepted at the same instant', async () => {
    const address = 'both@quay.example'
    const [one, two] = [await invited('NURSE', address), await invited('NURSE', address)]
    const replies = await Promise.all([one, two].map(({ token }) => byPassword(house.visitor(), token)))
    expect(replies.map(({ status, code }) => `${status} ${code ?? ''}`).toSorted()).toEqual([
      '200 ',
      '409 join.used_before',
    ])
    const people = await house.database.ask('admin', 'SELECT 1 FROM person_email WHERE folded = $1', [
      address,
    ])
    expect(people).toHaveLength(1)
    await mails()
  })

  it('does not come when whoever invited may not any more', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER'] })
    const [first] = clinic.people as [Person]
    const { token } = await invitationOf(house, await enter(first), wish('ADMIN'))
    await house.database.ask(
      'admin',
      `UPDATE membership SET role = 'NURSE' WHERE clinic_id = $1 AND person_id = $2`,
      [clinic.id, first.id],
    )
    const reply = await byPassword(house.visitor(), token)
    expect([reply.status, reply.code]).toEqual([410, 'join.not_now'])
  })

  it.each([
    ['is a dentist now', `role = 'DENTIST'`],
    ['is outside IT now', `outsider = 'it'`],
  ])('does not come when whoever invited %s, who invites nobody', async (_now, set) => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'HR_MANAGER'] })
    const manager = clinic.the('HR_MANAGER')
    const { token } = await invitationOf(house, await enter(manager), wish('NURSE'))
    await house.database.ask(
      'admin',
      `UPDATE membership SET ${set} WHERE clinic_id = $1 AND person_id = $2`,
      [clinic.id, manager.id],
    )
    const reply = await byPassword(house.visitor(), token)
    expect([reply.status, reply.code]).toEqual([410, 'join.not_now'])
    await mails()
  })

  it('who may do as much as an Owner is told to every Owner', async () => {
    const { token } = await invited('ADMIN')
    await byPassword(house.visitor(), token)
    expect((await mails()).toSorted()).toEqual(['colleague_joined', 'joined'])
  })
})

describe('somebody of another clinic', () => {
  async function elsewhere(totp = false) {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'DENTIST'], totp })
    const person = clinic.the('DENTIST')
    return { home: clinic, person, ...(await invited('HYGIENIST', person.email)) }
  }

  it('is one person with two memberships, proven by the password they have', async () => {
    const { clinic, person, token, owner } = await elsewhere()
    const visitor = house.visitor()
    await visitor.must(joinAsKnown, { body: { token, password: PASSWORD } })
    const { person: who, clinic: at } = await visitor.must(whoAmI)
    expect([who?.id, who?.role, at?.name]).toEqual([person.id, 'HYGIENIST', clinic.name])
    expect(await names(owner)).toContain(person.name)
    const memberships = await house.database.ask('admin', 'SELECT 1 FROM membership WHERE person_id = $1', [
      person.id,
    ])
    expect(memberships).toHaveLength(2)
    await mails()
  })

  it('is not set up anew by whoever reads the mail, and the clinic that invited learns nothing of it', async () => {
    const { clinic, person, token } = await elsewhere()
    const before = (await house.events()).at(-1)?.seq ?? '0'
    const stranger = house.visitor()
    const reply = await byPassword(stranger, token)
    expect([reply.status, reply.code]).toEqual([409, 'join.used_before'])
    const begun = await stranger.call(beginJoinPasskey, { body: { token, name: 'Tara' } })
    expect(begun.code).toBe('join.used_before')
    const guessed = await stranger.call(joinAsKnown, { body: { token, password: 'not that one at all' } })
    expect([guessed.status, guessed.code]).toEqual([401, 'identity.not_matching'])
    expect(await since(clinic, before)).toEqual([])
    // Their own clinic hears of the wrong password.
    const told = (await house.events(before)).filter(({ action }) => action === 'auth.signin.fail')
    expect(told.map(({ targetId }) => targetId)).toEqual([person.id])
    expect((await signIn(house, person)).cookies.size).toBeGreaterThan(0)
    await mails()
  })

  it('shows the second step they have', async () => {
    const { person, token } = await elsewhere(true)
    const visitor = house.visitor()
    const half = await visitor.call(joinAsKnown, { body: { token, password: PASSWORD } })
    expect([half.status, half.code]).toEqual([422, 'join.second_step'])
    expect((await visitor.must(whoAmI)).state).toBe('none')
    const wrong = await visitor.call(joinAsKnown, { body: { token, password: PASSWORD, code: '000000' } })
    expect(wrong.code).toBe('identity.wrong_code')
    // The right password and a wrong code, from a browser that is not theirs: they hear of it (ASVS 6.3.5).
    await house.settle()
    await house.outbox.take('second_factor_failed', person.email)
    house.clock.advance({ seconds: 30 })
    const code = codeOf(house, person)
    await visitor.must(joinAsKnown, { body: { token, password: PASSWORD, code } })
    const { state, session } = await visitor.must(whoAmI)
    expect([state, session?.proven]).toEqual(['full', { password: true, code: true, passkey: false }])
    await mails()
  })

  it('or a passkey, and nobody else’s', async () => {
    const { person, token } = await elsewhere()
    const theirs = await addPasskeyTo(house, await enter(person))
    const other = await addPasskeyTo(
      house,
      await enter((await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')),
    )
    const visitor = house.visitor()
    const tried = async (passkey: typeof theirs) => {
      const { options } = await visitor.must(getPasskeyChallenge)
      return visitor.call(joinAsKnownByPasskey, { body: { token, credential: answerWith(passkey, options) } })
    }
    const strange = await tried(other)
    expect([strange.status, strange.code]).toEqual([401, 'identity.passkey_not_matching'])
    expect((await tried(theirs)).status).toBe(200)
    expect((await visitor.must(whoAmI)).session?.proven.passkey).toBe(true)
    await mails()
  })

  it('is slowed like any sign-in when a password is guessed by the link', async () => {
    const { token } = await elsewhere()
    const stranger = house.visitor()
    const guess = () => stranger.call(joinAsKnown, { body: { token, password: 'not that one at all' } })
    for (let tries = 0; tries < 5; tries++) await guess()
    const reply = await guess()
    expect([reply.status, reply.code]).toEqual([429, 'identity.slowed'])
    expect(await mails()).toBeTruthy()
  })

  it('answers an address that nobody had like a wrong password', async () => {
    const { token } = await invited()
    const reply = await house.visitor().call(joinAsKnown, { body: { token, password: PASSWORD } })
    expect([reply.status, reply.code]).toEqual([401, 'identity.not_matching'])
  })
})
