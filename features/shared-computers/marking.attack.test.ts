/** What strangers, colleagues and other clinics try on shared computers. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, markShared, signIn, signInAt } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import { answerOffer, listSharedComputers, makeSharedCode, markThisBrowser, takeMark } from './contract.ts'
import { findSharedComputer } from './service.ts'

const house = await startTestApp()
let clinic: Clinic
let elsewhere: Clinic
let owner: Visitor
let stranger: Visitor
beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  elsewhere = await buildClinic(house, { roles: ['OWNER'] })
  owner = await fresh(clinic)
  stranger = await fresh(elsewhere)
})

async function fresh(of: Clinic, role: 'OWNER' | 'ADMIN' = 'OWNER'): Promise<Visitor> {
  const visitor = await signIn(house, of.the(role))
  await confirm(house, visitor, of.the(role))
  return visitor
}
let networks = 0
const apart = () => house.visitor({ address: `198.51.100.${++networks}` })
let made = 0
const codeBy = async (by = owner) =>
  (await by.must(makeSharedCode, { body: { name: `Computer ${++made}`, place: 'Here' } })).code
const refusal = async (visitor: Visitor, code: string) => {
  const { status, code: problem, body } = await visitor.call(markThisBrowser, { body: { code } })
  return { status, problem, keys: Object.keys(body).toSorted((a, b) => a.localeCompare(b)) }
}

describe('a code', () => {
  it('that is wrong, used, over, or of somebody who may no longer, answers alike', async () => {
    const wrong = await refusal(apart(), '22222-22222')
    expect(wrong).toMatchObject({ status: 422, problem: 'shared_computers.code_not_matching' })
    const used = await codeBy()
    await apart().must(markThisBrowser, { body: { code: used } })
    expect(await refusal(apart(), used)).toEqual(wrong)
    const late = await codeBy()
    house.clock.advance({ minutes: 10 })
    expect(await refusal(apart(), late)).toEqual(wrong)
    const admin = await fresh(clinic, 'ADMIN')
    const theirs = await codeBy(admin)
    const { id } = clinic.the('ADMIN')
    await house.database.ask('admin', "UPDATE membership SET role = 'NURSE' WHERE person_id = $1", [id])
    expect(await refusal(apart(), theirs)).toEqual(wrong)
    await house.database.ask('admin', "UPDATE membership SET role = 'ADMIN' WHERE person_id = $1", [id])
    owner = await fresh(clinic)
  })

  it('typed fifty times at the same instant marks exactly one browser', async () => {
    const code = await codeBy()
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => apart().call(markThisBrowser, { body: { code } })),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(replies.filter(({ status }) => status !== 200).map(({ code: why }) => why))).toEqual(
      new Set(['shared_computers.code_not_matching']),
    )
    const { computers } = await owner.must(listSharedComputers)
    expect(computers.filter(({ name }) => name === `Computer ${made}`)).toHaveLength(1)
  })

  it('cannot be guessed from one network: after five the next waits, also with a right one', async () => {
    const visitor = house.visitor({ address: '203.0.113.50' })
    const statuses = []
    for (let tried = 0; tried < 8; tried++)
      statuses.push(
        (await visitor.call(markThisBrowser, { body: { code: `AAAAA-AAAA${tried + 2}` } })).status,
      )
    expect(statuses.filter((status) => status === 422)).toHaveLength(6)
    expect(statuses.at(-1)).toBe(429)
    const reply = await visitor.call(markThisBrowser, { body: { code: await codeBy() } })
    expect(reply.code).toBe('identity.slowed')
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    // Others are not held up by it.
    await apart().must(markThisBrowser, { body: { code: await codeBy() } })
  })

  it('burst from one network looks at no more than the free tries', async () => {
    const visitor = house.visitor({ address: '203.0.113.51' })
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => visitor.call(markThisBrowser, { body: { code: 'BBBBB-BBBBB' } })),
    )
    expect(replies.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(6)
  })

  it('of another clinic does not take over a browser that is a shared computer already', async () => {
    const desk = apart()
    await desk.must(markThisBrowser, { body: { code: await codeBy() } })
    stranger = await fresh(elsewhere)
    const code = await codeBy(stranger)
    expect((await desk.call(markThisBrowser, { body: { code } })).code).toBe('shared_computers.taken')
    const device = desk.cookies.get('__Host-enamel-device')
    expect((await findSharedComputer(house.system(), { device }))?.clinicId).toBe(clinic.id)
    // It was not used up by that.
    await apart().must(markThisBrowser, { body: { code } })
  })

  it('is nowhere in clear: not in the table, not in the log', async () => {
    const code = (await codeBy()).replace('-', '')
    const rows = await house.database.ask(
      'admin',
      'SELECT row_to_json(k)::text AS text FROM shared_computer_code k',
    )
    const events = await house.events()
    expect(JSON.stringify([rows, events])).not.toContain(code)
    expect(JSON.stringify(events)).not.toContain(code.slice(0, 5))
  })
})

describe('a shared computer of one clinic', () => {
  it('cannot be renamed, unmarked, marked again or answered for by an Owner of another', async () => {
    const desk = apart()
    await desk.must(markThisBrowser, { body: { code: await codeBy() } })
    const computerId = (await owner.must(listSharedComputers)).computers.at(-1)?.id ?? ''
    expect((await stranger.call(takeMark, { params: { computerId } })).status).toBe(404)
    const again = { name: 'Mine now', place: 'Elsewhere', computerId }
    expect((await stranger.call(makeSharedCode, { body: again })).status).toBe(404)
    const used = await signIn(house, clinic.the('NURSE'))
    await signInAt(house, used, clinic.the('ADMIN'))
    const { offers } = await owner.must(listSharedComputers)
    const params = { deviceId: offers[0]?.deviceId ?? '' }
    expect((await stranger.call(answerOffer, { params, body: { answer: 'not_shared' } })).status).toBe(404)
    expect((await used.must(whoAmI)).device?.class).toBe('shared')
  })

  it('lets somebody of two clinics in to that clinic, wherever they began', async () => {
    const { id } = elsewhere.the('OWNER')
    const both = await buildClinic(house, { roles: ['OWNER'] })
    await house.database.ask(
      'admin',
      "INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'NURSE', 'active', $3, $3)",
      [both.id, id, house.clock.now()],
    )
    const elsewhereFirst = await signIn(house, elsewhere.the('OWNER'))
    expect((await elsewhereFirst.must(whoAmI)).clinic?.name).toBe(elsewhere.name)
    const keeper = await fresh(both)
    const desk = apart()
    await desk.must(markThisBrowser, { body: { code: await codeBy(keeper) } })
    await signInAt(house, desk, elsewhere.the('OWNER'))
    expect(await desk.must(whoAmI)).toMatchObject({
      clinic: { name: both.name },
      person: { role: 'NURSE' },
      device: { class: 'shared', name: `Computer ${made}` },
    })
  })
})

describe('the cookie of a marked browser, copied elsewhere', () => {
  it('tells the computer’s name and opens nothing', async () => {
    const desk = await signIn(house, clinic.the('NURSE'))
    await markShared(house, desk, clinic, 'Copied')
    const thief = apart()
    thief.cookies.set('__Host-enamel-device', desk.cookies.get('__Host-enamel-device') ?? '')
    const answer = await thief.must(whoAmI)
    expect(answer).toMatchObject({ state: 'none', person: null, session: null })
    expect(answer.device).toEqual({ class: 'shared', name: 'Copied' })
    expect((await thief.call(listSharedComputers)).code).toBe('session.none')
  })
})

describe('a nurse', () => {
  it('makes no code, takes no mark away, answers nothing; each try is an event', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    const after = (await house.events()).at(-1)?.seq
    const body = { name: 'Mine', place: 'Here' }
    expect((await nurse.call(makeSharedCode, { body })).code).toBe('request.not_allowed')
    const computerId = (await owner.must(listSharedComputers)).computers[0]?.id ?? ''
    expect((await nurse.call(takeMark, { params: { computerId } })).code).toBe('request.not_allowed')
    expect((await nurse.call(listSharedComputers)).code).toBe('request.not_allowed')
    const refused = (await house.events(after)).filter(({ action }) => action === 'request.refused')
    expect(refused).toHaveLength(3)
  })
})

describe('taking the mark away while somebody signs in there', () => {
  it.each([1, 2, 3, 4, 5])('leaves no session that calls itself shared, try %i', async () => {
    const desk = apart()
    await desk.must(markThisBrowser, { body: { code: await codeBy() } })
    const computerId = (await owner.must(listSharedComputers)).computers.find(
      ({ name }) => name === `Computer ${made}`,
    )?.id
    await Promise.all([
      signInAt(house, desk, clinic.the('NURSE')),
      owner.must(takeMark, { params: { computerId: computerId ?? '' } }),
    ])
    const { device } = await desk.must(whoAmI)
    expect(device).toEqual({ class: 'other', name: null })
  })
})
