/** Browsers become shared computers, and cease to be. */
import { beforeAll, describe, expect, it } from 'vitest'
import { picturesOf } from '../../server/pdf/testing/pictures.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, markShared, signIn, signInAt } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listSessions, whoAmI } from '../sessions/contract.ts'
import {
  answerOffer,
  answerShares,
  changeSharedComputer,
  chooseLockNames,
  getLockSheet,
  listSharedComputers,
  makeSharedCode,
  markThisBrowser,
  takeMark,
} from './contract.ts'
import { findSharedComputer, sharedComputersState } from './service.ts'

const house = await startTestApp()
let clinic: Clinic
let owner: Visitor
beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'DENTIST'] })
  owner = await freshOwner(clinic)
})

async function freshOwner(of: Clinic): Promise<Visitor> {
  const visitor = await signIn(house, of.the('OWNER'))
  await confirm(house, visitor, of.the('OWNER'))
  return visitor
}
const plate = (name: string) => ({ name, place: 'Ground floor' })
const codeFor = async (name: string, by = owner) =>
  (await by.must(makeSharedCode, { body: plate(name) })).code
const listed = async (name: string, by = owner) =>
  (await by.must(listSharedComputers)).computers.find((one) => one.name === name)
const deviceIn = (visitor: Visitor) => ({ device: visitor.cookies.get('__Host-enamel-device') })

describe('a code', () => {
  it('typed at a browser that was never here makes it a shared computer, and it is known from then on', async () => {
    const desk = house.visitor()
    const code = await codeFor('Front desk 1')
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/)
    const answer = await desk.must(markThisBrowser, { body: { code: code.toLowerCase().replace('-', ' ') } })
    expect(answer).toEqual({ ...plate('Front desk 1'), clinic: clinic.name })
    expect(await findSharedComputer(house.system(), deviceIn(desk))).toMatchObject({
      clinicId: clinic.id,
      name: 'Front desk 1',
      clinicName: clinic.name,
      lockNames: 'full',
    })
    await signInAt(house, desk, clinic.the('NURSE'))
    expect((await desk.must(whoAmI)).device).toEqual({ class: 'shared', name: 'Front desk 1' })
    expect(await listed('Front desk 1')).toMatchObject({
      markedBy: clinic.the('OWNER').name,
      silent: false,
      here: false,
    })
  })

  it('ends what was open there, and the log has who, what and which computer', async () => {
    const desk = await signIn(house, clinic.the('NURSE'))
    const code = await codeFor('Front desk 2')
    const after = (await house.events()).at(-1)?.seq
    await desk.must(markThisBrowser, { body: { code } })
    expect((await desk.must(whoAmI)).state).toBe('none')
    const told = await house.events(after)
    expect(told.map(({ action }) => action)).toEqual(['shared_computer.marked', 'session.end'])
    expect(told[0]).toMatchObject({
      actorId: clinic.the('NURSE').id,
      personal: { target_name: 'Front desk 2', made_by: clinic.the('OWNER').name },
    })
    expect(told[1]).toMatchObject({ personal: { reason: 'marked_shared', device_name: 'Front desk 2' } })
  })

  it('typed where one is already gives it the new name, and leaves one computer', async () => {
    const desk = house.visitor()
    await desk.must(markThisBrowser, { body: { code: await codeFor('Surgery 7') } })
    await desk.must(markThisBrowser, { body: { code: await codeFor('Surgery 8') } })
    expect(await listed('Surgery 7')).toBeUndefined()
    expect((await findSharedComputer(house.system(), deviceIn(desk)))?.name).toBe('Surgery 8')
  })

  it('wants a name that no other computer has, also when two are typed at the same instant', async () => {
    const [one, two] = [await codeFor('Twin'), await codeFor('twin')]
    const replies = await Promise.all(
      [one, two].map((code) => house.visitor().call(markThisBrowser, { body: { code } })),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find(({ status }) => status === 409)?.code).toBe('shared_computers.name_taken')
  })

  it('made where nobody confirmed it was them is refused', async () => {
    const visitor = await signIn(house, clinic.the('OWNER'))
    house.clock.advance({ minutes: 11 })
    expect((await visitor.call(makeSharedCode, { body: plate('Late') })).code).toBe('request.confirm_needed')
    owner = await freshOwner(clinic)
  })
})

describe('a browser that forgot who it is', () => {
  it('is marked again with a code of that computer: name, place and id stay, the former browser is nobody’s', async () => {
    const former = house.visitor()
    await former.must(markThisBrowser, { body: { code: await codeFor('Surgery 2') } })
    const before = await listed('Surgery 2')
    const { code } = await owner.must(makeSharedCode, {
      body: { ...plate('Surgery 2'), computerId: before?.id },
    })
    const cleared = house.visitor()
    await cleared.must(markThisBrowser, { body: { code } })
    expect(await listed('Surgery 2')).toMatchObject({ id: before?.id })
    expect(await findSharedComputer(house.system(), deviceIn(former))).toBeUndefined()
    expect((await findSharedComputer(house.system(), deviceIn(cleared)))?.id).toBe(before?.id)
  })

  it('shows in the list: after 7 days of silence, and when a new browser of its kind came up at its address', async () => {
    const own = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const desk = await signIn(house, own.the('NURSE'), { address: '203.0.113.7' })
    await markShared(house, desk, own, 'Desk')
    house.clock.advance({ days: 2 })
    const keeper = await freshOwner(own)
    expect(await listed('Desk', keeper)).toMatchObject({ silent: false, lookalikeSince: null })
    await signIn(house, own.the('NURSE'), { address: '203.0.113.7' })
    expect(await listed('Desk', keeper)).toMatchObject({ silent: false, lookalikeSince: expect.any(String) })
    house.clock.advance({ days: 5 })
    expect(await listed('Desk', await freshOwner(own))).toMatchObject({ silent: true })
    owner = await freshOwner(clinic)
  })

  it('says at its own sign-in page what it knows: nothing is known of it, or that the mark was taken away', async () => {
    const desk = house.visitor()
    expect((await desk.must(whoAmI)).device).toBeNull()
    await desk.must(markThisBrowser, { body: { code: await codeFor('Lab') } })
    expect((await desk.must(whoAmI)).device).toEqual({ class: 'shared', name: 'Lab' })
    await owner.must(takeMark, { params: { computerId: (await listed('Lab'))?.id ?? '' } })
    expect((await desk.must(whoAmI)).device).toEqual({ class: 'other', name: null })
  })
})

describe('renaming and taking the mark away', () => {
  it('renames the living sessions’ computer at once; of two who change it one is told', async () => {
    const desk = house.visitor()
    await desk.must(markThisBrowser, { body: { code: await codeFor('Old name') } })
    await signInAt(house, desk, clinic.the('NURSE'))
    const { id, revision } = (await listed('Old name')) ?? { id: '', revision: 0 }
    const change = { params: { computerId: id }, body: { ...plate('New name'), revision } }
    await owner.must(changeSharedComputer, change)
    expect((await desk.must(whoAmI)).device?.name).toBe('New name')
    const { sessions } = await desk.must(listSessions)
    expect(sessions.find(({ current }) => current)?.deviceName).toBe('New name')
    expect((await owner.call(changeSharedComputer, change)).code).toBe('shared_computers.changed_meanwhile')
    await house.visitor().must(markThisBrowser, { body: { code: await codeFor('Neighbour') } })
    const taken = { ...change, body: { ...plate('NEIGHBOUR'), revision: revision + 1 } }
    expect((await owner.call(changeSharedComputer, taken)).code).toBe('shared_computers.name_taken')
  })

  it('ends every session there at once, and the log says which computer', async () => {
    const desk = house.visitor()
    await desk.must(markThisBrowser, { body: { code: await codeFor('Gone') } })
    await signInAt(house, desk, clinic.the('NURSE'))
    const after = (await house.events()).at(-1)?.seq
    const { ended } = await owner.must(takeMark, { params: { computerId: (await listed('Gone'))?.id ?? '' } })
    expect(ended).toBe(1)
    expect((await desk.call(listSessions)).code).toBe('session.ended')
    expect(await listed('Gone')).toBeUndefined()
    const [taken, end] = await house.events(after)
    expect(taken).toMatchObject({ action: 'shared_computer.mark_taken', personal: { target_name: 'Gone' } })
    expect(end).toMatchObject({ action: 'session.end', personal: { reason: 'mark_taken' } })
    // The same browser may be marked under the same name again.
    await desk.must(markThisBrowser, { body: { code: await codeFor('Gone') } })
  })
})

describe('an offer', () => {
  async function usedByTwo() {
    const own = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'DENTIST'] })
    const desk = await signIn(house, own.the('NURSE'))
    await signInAt(house, desk, own.the('DENTIST'))
    const keeper = await freshOwner(own)
    const { offers } = await keeper.must(listSharedComputers)
    return { own, desk, keeper, offers, deviceId: offers[0]?.deviceId ?? '' }
  }

  it('names who was there; answered shared, the browser is one without a code, and who sits there goes on', async () => {
    const { own, desk, keeper, offers, deviceId } = await usedByTwo()
    expect(offers).toMatchObject([{ people: [own.the('DENTIST').name, own.the('NURSE').name], here: false }])
    const params = { deviceId }
    expect((await keeper.call(answerOffer, { params, body: { answer: 'shared' } })).code).toBe(
      'shared_computers.name_needed',
    )
    await keeper.must(answerOffer, { params, body: { answer: 'shared', ...plate('Front desk 1') } })
    expect((await desk.must(whoAmI)).device).toEqual({ class: 'shared', name: 'Front desk 1' })
    expect((await keeper.must(listSharedComputers)).offers).toEqual([])
    expect((await keeper.call(answerOffer, { params, body: { answer: 'not_shared' } })).code).toBe(
      'shared_computers.not_found',
    )
    expect(await sharedComputersState(house.system(own.id as never))).toEqual({
      answer: true,
      answeredAt: expect.any(Date),
      computers: 1,
      offers: 0,
      idleMinutes: 15,
    })
  })

  it('answered not shared gives the ordinary idle time back at once, and is asked again after 90 days', async () => {
    const { own, desk, keeper, deviceId } = await usedByTwo()
    expect((await desk.must(whoAmI)).session?.idleMinutes).toBe(15)
    await keeper.must(answerOffer, { params: { deviceId }, body: { answer: 'not_shared' } })
    expect(await desk.must(whoAmI)).toMatchObject({
      device: { class: 'other', name: null },
      session: { idleMinutes: 30 },
    })
    await signInAt(house, desk, own.the('NURSE'))
    expect((await desk.must(whoAmI)).device?.class).toBe('other')
    house.clock.advance({ days: 91 })
    await signInAt(house, desk, own.the('NURSE'))
    await signInAt(house, desk, own.the('DENTIST'))
    expect((await desk.must(whoAmI)).device?.class).toBe('shared')
    for (const role of ['NURSE', 'DENTIST'] as const)
      await house.outbox.take('long_away', own.the(role).email)
    owner = await freshOwner(clinic)
  })
})

describe('what the clinic says', () => {
  it('is not answered at first, then by whom and when; “none” is refused while there are some', async () => {
    const own = await buildClinic(house, { roles: ['OWNER'] })
    const keeper = await freshOwner(own)
    expect((await keeper.must(listSharedComputers)).shares).toBeNull()
    expect((await sharedComputersState(house.system(own.id as never))).answer).toBeUndefined()
    await keeper.must(answerShares, { body: { answer: false } })
    expect((await keeper.must(listSharedComputers)).shares).toMatchObject({
      answer: false,
      by: own.the('OWNER').name,
    })
    await house.visitor().must(markThisBrowser, { body: { code: await codeFor('Desk', keeper) } })
    expect((await keeper.must(listSharedComputers)).shares).toMatchObject({ answer: true })
    expect((await keeper.call(answerShares, { body: { answer: false } })).code).toBe(
      'shared_computers.there_are_some',
    )
  })

  it('has names on locked screens as it chose, also before anybody is signed in there', async () => {
    const desk = house.visitor()
    await desk.must(markThisBrowser, { body: { code: await codeFor('Names') } })
    await owner.must(chooseLockNames, { body: { names: 'initials' } })
    expect((await findSharedComputer(house.system(), deviceIn(desk)))?.lockNames).toBe('initials')
  })

  it('prints one page on how Windows and macOS lock themselves', async () => {
    for (const [country, height] of [
      ['NG', 842],
      ['US', 792],
    ] as const) {
      await house.database.ask('admin', 'UPDATE clinic SET country = $1 WHERE id = $2', [country, clinic.id])
      const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await house.enamel.app.inject({ url: getLockSheet.url, headers: { cookie } })
      const pages = await picturesOf(answer.rawPayload, `lock-sheet-${country.toLowerCase()}`)
      expect(pages).toHaveLength(1)
      expect(Math.round(pages[0]?.height ?? 0)).toBe(height)
      expect(pages[0]?.edgesAreClear(22.6)).toBe(true)
      for (const said of [
        'On resume, display logon screen',
        'Windows key + L',
        'Control + Command + Q',
        '15 minutes',
      ])
        expect(pages[0]?.text.replaceAll(/\s+/g, ' ')).toContain(said)
    }
  })
})
