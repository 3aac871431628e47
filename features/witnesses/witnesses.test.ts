/** Copies of the log's seal outside: named, mailed each morning, counted once they went; told when they stop. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readSignedCheckpoint } from '../../pure/log-proof/kept-checkpoints.ts'
import { readVerifierKey, signedBy } from '../../pure/merkle/note.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { readable } from '../../test/outbox.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getEventProof, getSeal } from '../audit/proof-contract.ts'
import { listEvents } from '../audit/contract.ts'
import { endWitness, getWitnesses, nameWitness } from './contract.ts'

const provider = await startMailServer({ security: 'none' })
const house = await startTestApp({
  environment: {
    SMTP_URL: `smtp://127.0.0.1:${provider.port}`,
    ENAMEL_MAIL_FROM: 'enamel@quay.example',
  },
})
const onlyHere = await startTestApp()
let clinic: Clinic
let owner: Visitor

const MAILBOX = { name: 'Log copies', address: 'log-copies@quay.example' }
const BOOKS = { name: 'Harbour Books', address: 'desk@harbour-books.example' }

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  owner = await signIn(house, clinic.the('OWNER'))
  await confirm(house, owner, clinic.the('OWNER'))
  // Something is signed.
  await house.settle()
  house.clock.advance({ minutes: 2 })
  await house.settle()
})
afterEach(async () => {
  await house.settle()
  await house.outbox.takeAll()
})

const named = (kind: 'mailbox' | 'outsider') => ({ params: { kind } })
const mailsTo = (address: string) => provider.received.filter(({ to }) => to.includes(address))
/** Days have passed: nobody stays signed in for so long. */
const signInAgain = async () => {
  owner = await signIn(house, clinic.the('OWNER'))
}
/** What is in the post goes, and is counted. */
const post = async () => {
  await house.settle()
  house.clock.advance({ minutes: 2 })
  await house.settle()
}

describe('a copy outside', () => {
  it('goes at once to whoever is named, with the seal and the key that checks it, and counts once it went', async () => {
    expect(await owner.must(getWitnesses)).toMatchObject({ newest: null, named: [], nextAt: null })
    await owner.must(nameWitness, { ...named('mailbox'), body: MAILBOX })
    expect((await owner.must(getWitnesses)).named).toMatchObject([
      { ...MAILBOX, last: null, inPost: 'waits' },
    ])
    await post()
    const [mail] = mailsTo(MAILBOX.address)
    const text = readable(mail?.text ?? '')
    const note = /^localhost:3000\/log\/[^]*?\n\n— [^\n]*\n/m.exec(text.replaceAll('\r\n', '\n'))?.[0] ?? ''
    const checkpoint = readSignedCheckpoint(note)
    const { verifierKey, outside } = await owner.must(getSeal)
    const key = readVerifierKey(nodePrimitives.sha256, verifierKey)
    expect(checkpoint && key && signedBy(nodePrimitives, checkpoint.note, key)).toBe('yes')
    expect(text).toContain(verifierKey)
    expect(outside).toMatchObject({ kind: 'mailbox', name: MAILBOX.address, size: checkpoint?.size })
    const shown = await owner.must(getWitnesses)
    expect(shown.newest).toMatchObject({ kind: 'mailbox', size: checkpoint?.size })
    expect(shown.named).toMatchObject([{ inPost: 'none', last: { size: checkpoint?.size } }])
    expect((await house.events()).filter(({ action }) => action === 'log.witnessed')).toMatchObject([
      {
        clinicId: clinic.id,
        actorKind: 'system',
        personal: { to: MAILBOX.address, covers: String(checkpoint?.size) },
      },
    ])
  })

  it('goes each morning at seven, once, with the seal of that morning', async () => {
    await owner.must(nameWitness, { ...named('outsider'), body: BOOKS })
    await post()
    const before = mailsTo(BOOKS.address).length
    // The daily round makes sure that each clinic has its morning in the calendar.
    house.clock.advance({ days: 1 })
    await house.settle()
    house.clock.advance({ days: 1 })
    await post()
    await signInAgain()
    const { newest, nextAt } = await owner.must(getWitnesses)
    expect(mailsTo(BOOKS.address).length).toBeGreaterThan(before)
    const morning = new Date(nextAt ?? 0)
    house.clock.set(new Date(morning.getTime() - 60_000))
    const held = mailsTo(BOOKS.address).length
    await house.settle()
    expect(mailsTo(BOOKS.address)).toHaveLength(held)
    house.clock.set(new Date(morning.getTime() + 1_000))
    await house.settle()
    await house.settle()
    expect(mailsTo(BOOKS.address)).toHaveLength(held + 1)
    await post()
    await signInAgain()
    const later = await owner.must(getWitnesses)
    expect(Date.parse(later.newest?.at ?? '')).toBeGreaterThan(Date.parse(newest?.at ?? ''))
    expect(later.newest?.size).toBeGreaterThan(newest?.size ?? 0)
  })

  it('stands at each line that it covers', async () => {
    const { events } = await owner.must(listEvents, { query: { limit: 200 } })
    const oldest = events.at(-1)?.id ?? ''
    const proof = await owner.must(getEventProof, { params: { eventId: oldest } })
    expect(proof).toMatchObject({ status: 'signed', outside: { name: expect.stringMatching(/@/) as string } })
  })
})

describe('who is named', () => {
  it('is changed by Owner and Admin alone, with a fresh sign-in', async () => {
    const admin = await signIn(house, clinic.the('ADMIN'))
    const wanted = { ...named('mailbox'), body: MAILBOX }
    house.clock.advance({ minutes: 11 })
    expect((await admin.call(nameWitness, wanted)).code).toBe('request.confirm_needed')
    expect((await admin.call(endWitness, named('mailbox'))).code).toBe('request.confirm_needed')
    const nurse = await signIn(house, clinic.the('NURSE'))
    for (const asked of [await nurse.call(getWitnesses), await nurse.call(nameWitness, wanted)])
      expect(asked.code).toBe('request.not_allowed')
  })

  it('is never one place twice, and has an address', async () => {
    await signInAgain()
    const same = { name: 'The same', address: MAILBOX.address.toUpperCase() }
    expect((await owner.call(nameWitness, { ...named('outsider'), body: same })).code).toBe(
      'witnesses.same_address',
    )
    for (const address of [
      '',
      'nobody',
      'a@b',
      'x@y.example\nBcc: z@y.example',
      `${'a'.repeat(300)}@y.example`,
    ])
      expect(
        (await owner.call(nameWitness, { ...named('outsider'), body: { name: 'X', address } })).status,
      ).toBe(422)
    const odd = await owner.send({ method: 'PUT', url: '/api/witnesses/everybody', payload: same })
    expect(odd.status).toBe(422)
  })

  it('is told to all Owners when taken away, and gets nothing more', async () => {
    await signInAgain()
    await owner.must(endWitness, named('outsider'))
    await house.settle()
    const told = provider.received.filter(({ to }) => to.includes(clinic.the('OWNER').email)).at(-1)
    expect(readable(told?.text ?? '')).toContain(`nobody (before: ${BOOKS.name} <${BOOKS.address}>)`)
    const held = mailsTo(BOOKS.address).length
    house.clock.advance({ days: 2 })
    await post()
    expect(mailsTo(BOOKS.address)).toHaveLength(held)
    expect(mailsTo(MAILBOX.address).length).toBeGreaterThan(1)
    await signInAgain()
    expect((await owner.call(endWitness, named('outsider'))).code).toBe('witnesses.not_found')
  })

  it('is of one clinic: another sees and ends nothing', async () => {
    const other = await buildClinic(house, { roles: ['OWNER'] })
    const stranger = await signIn(house, other.the('OWNER'))
    await confirm(house, stranger, other.the('OWNER'))
    expect((await stranger.must(getWitnesses)).named).toEqual([])
    expect((await stranger.call(endWitness, named('mailbox'))).code).toBe('witnesses.not_found')
    expect((await owner.must(getWitnesses)).named).toHaveLength(1)
  })
})

describe('where mail goes nowhere but into a folder here', () => {
  it('nothing counts as a copy outside, and the page says so', async () => {
    const here = await buildClinic(onlyHere, { roles: ['OWNER'] })
    const visitor = await signIn(onlyHere, here.the('OWNER'))
    await confirm(onlyHere, visitor, here.the('OWNER'))
    await onlyHere.settle()
    onlyHere.clock.advance({ minutes: 2 })
    await onlyHere.settle()
    await visitor.must(nameWitness, { ...named('mailbox'), body: MAILBOX })
    await onlyHere.settle()
    onlyHere.clock.advance({ minutes: 2 })
    await onlyHere.settle()
    await onlyHere.outbox.take('log_copy', MAILBOX.address)
    expect(await visitor.must(getWitnesses)).toMatchObject({
      newest: null,
      mailStaysHere: true,
      named: [{ last: null, inPost: 'none' }],
    })
    expect((await onlyHere.events()).filter(({ action }) => action === 'log.witnessed')).toEqual([])
    await onlyHere.outbox.takeAll()
  })
})
