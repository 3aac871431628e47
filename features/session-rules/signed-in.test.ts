/** Everybody's sign-ins: seen by Owners and Admins, ended by who stands above (ASVS 7.4.5). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import { madeUpPlaces } from '../../test/places/made-up.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { reportActivity, whoAmI } from '../sessions/contract.ts'
import { endSignedIn, endSignedInMany, listSignedIn } from './contract.ts'

const geo = madeUpPlaces()
const house = await startTestApp({
  apart: true,
  environment: { ENAMEL_GEOIP: `${geo.city},${geo.provider}` },
})
let clinic: Clinic
let owner: Visitor
let admin: Visitor
let nurse: Visitor

beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE', 'VIEWER'] })
  owner = await signIn(house, clinic.the('OWNER'))
  admin = await signIn(house, clinic.the('ADMIN'))
  nurse = await signIn(house, clinic.the('NURSE'))
  await confirm(house, owner, clinic.the('OWNER'))
  await confirm(house, admin, clinic.the('ADMIN'))
})
afterEach(() => house.outbox.takeAll())

const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
const idOf = async (visitor: Visitor) => (await visitor.must(whoAmI)).session?.id ?? ''
const endIt = async (by: Visitor, whose: Visitor) =>
  by.call(endSignedIn, { params: { sessionId: await idOf(whose) } })
const endMany = (by: Visitor, personId: string | null) => by.call(endSignedInMany, { body: { personId } })
const isIn = async (visitor: Visitor) => (await visitor.call(getChecklist)).status === 200

describe('the list', () => {
  it('names everybody who is in, where and how, and what the person asking may end', async () => {
    house.clock.advance({ minutes: 2 })
    await nurse.send({ method: 'POST', url: reportActivity.url, remoteAddress: '203.0.113.99' })
    const { sessions } = await admin.must(listSignedIn)
    const by = (role: string) => sessions.find(({ person }) => person.role === role)
    expect(sessions).toHaveLength(3)
    expect(by('NURSE')).toMatchObject({
      person: { name: clinic.the('NURSE').name },
      mine: false,
      mayEnd: true,
      browser: expect.stringContaining('Firefox'),
      address: '203.0.113.99',
      proven: { password: true, code: false, passkey: false },
    })
    // The city is the person's own to see.
    expect(by('NURSE')?.place).toEqual({ ownNetwork: false, country: 'FR', provider: 'Rhône Télécom' })
    expect(by('ADMIN')).toMatchObject({ mine: true, current: true })
    expect(by('OWNER')).toMatchObject({ mayEnd: false })
    expect((await owner.must(listSignedIn)).sessions.every(({ mayEnd }) => mayEnd)).toBe(true)
  })

  it('leaves out who is idle, signed out, half in, or of another clinic', async () => {
    const other = await buildClinic(house, { roles: ['OWNER'] })
    await signIn(house, other.the('OWNER'))
    house.clock.advance({ minutes: 29 })
    await admin.must(reportActivity)
    house.clock.advance({ minutes: 2 })
    expect((await admin.must(listSignedIn)).sessions.map(({ person }) => person.role)).toEqual(['ADMIN'])
  })
})

describe('ending one', () => {
  it('ends it on the next request, says who did it, in the log and by mail', async () => {
    const before = await seq()
    expect((await endIt(admin, nurse)).status).toBe(200)
    expect(await nurse.call(getChecklist)).toMatchObject({
      status: 401,
      body: { values: { why: 'ended_by_colleague' } },
    })
    const mail = await house.outbox.take('session_ended', clinic.the('NURSE').email)
    expect(mail).toBeDefined()
    expect((await house.events(before)).filter(({ action }) => action === 'session.end')).toMatchObject([
      {
        actorId: clinic.the('ADMIN').id,
        targetId: clinic.the('NURSE').id,
        personal: { reason: 'ended_by_colleague', target_name: clinic.the('NURSE').name },
      },
    ])
  })

  it('is once: of many who end it at the same instant one does, and one mail goes', async () => {
    const sessionId = await idOf(nurse)
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        (at % 2 ? owner : admin).call(endSignedIn, { params: { sessionId } }),
      ),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ code }) => code === 'session_rules.nobody')).toHaveLength(5)
    const mails = await house.outbox.left()
    expect(mails.filter(({ template }) => template === 'session_ended')).toHaveLength(1)
  })
})

describe('ending many', () => {
  it('of one person ends all of theirs, and one mail says how many', async () => {
    const second = await signIn(house, clinic.the('NURSE'))
    const { body } = await endMany(owner, clinic.the('NURSE').id)
    expect(body).toEqual({ ended: 2, kept: [] })
    expect([await isIn(nurse), await isIn(second), await isIn(admin)]).toEqual([false, false, true])
    const mails = (await house.outbox.left()).filter(({ template }) => template === 'session_ended')
    expect(mails).toHaveLength(1)
  })

  it('of the clinic leaves oneself, and who stands as high or higher, by name', async () => {
    const mine = await signIn(house, clinic.the('ADMIN'))
    const viewer = await signIn(house, clinic.the('VIEWER'))
    expect((await endMany(admin, null)).body).toEqual({ ended: 2, kept: [clinic.the('OWNER').name] })
    expect([await isIn(owner), await isIn(admin), await isIn(mine)]).toEqual([true, true, true])
    expect([await isIn(nurse), await isIn(viewer)]).toEqual([false, false])
    expect((await endMany(owner, null)).body).toEqual({ ended: 2, kept: [] })
    expect(await isIn(admin)).toBe(false)
  })
})
