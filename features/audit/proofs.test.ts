/** How far the log is sealed, and the proof of a line, as an Owner asks for them. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readBase64 } from '../../pure/merkle/base64.ts'
import { readCheckpoint } from '../../pure/merkle/checkpoint.ts'
import { readNote, readVerifierKey, signedBy } from '../../pure/merkle/note.ts'
import { includes } from '../../pure/merkle/proofs.ts'
import { leafHash } from '../../pure/merkle/tree.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { stateStep } from '../checklist/contract.ts'
import { listEvents } from './contract.ts'
import { downloadProof, getEventProof, getSeal } from './proof-contract.ts'

const { sha256 } = nodePrimitives
const house = await startTestApp()
let clinic: Clinic
let owner: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house)
  owner = await signIn(house, clinic.the('OWNER'))
})
afterEach(() => house.outbox.takeAll())

const newestEvent = async () => (await owner.must(listEvents, { query: { limit: 1 } })).events[0]?.id ?? ''
const stated = async (note: string) => {
  await owner.must(stateStep, { params: { step: 3 }, body: { note } })
  return newestEvent()
}
const sealAndSign = async () => {
  await house.settle()
  house.clock.advance({ minutes: 2 })
  await house.settle()
}

describe('the seal', () => {
  it('says how far the log is numbered and signed, and names the key that checks it', async () => {
    // That somebody read the log is in it once an hour: here before all is counted.
    await newestEvent()
    await sealAndSign()
    const sealed = await owner.must(getSeal)
    expect(sealed).toMatchObject({ waiting: 0, outside: null, origin: `localhost:3000/log/${clinic.id}` })
    expect(sealed.signed?.size).toBe(sealed.size)
    expect(readVerifierKey(sha256, sealed.verifierKey)?.name).toBe(sealed.origin)
    await stated('One line more')
    expect(await owner.must(getSeal)).toMatchObject({ waiting: 1, size: sealed.size })
  })

  it('is nobody’s who may not read the log', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.call(getSeal)).code).toBe('request.not_allowed')
  })
})

describe('the proof of a line', () => {
  it('waits, has its number, is signed', async () => {
    await sealAndSign()
    // Signed with its number, since the last signature is old: the next one is a minute away.
    await stated('One before')
    await house.settle()
    const eventId = await stated('What is to be proven')
    const proof = () => owner.must(getEventProof, { params: { eventId } })
    expect(await proof()).toEqual({ status: 'waiting', index: null, signed: null, outside: null })
    expect((await owner.call(downloadProof, { params: { eventId } })).code).toBe('audit.not_signed_yet')
    await house.settle()
    const numbered = await proof()
    expect(numbered).toMatchObject({ status: 'numbered', signed: null })
    await sealAndSign()
    const signed = await proof()
    expect(signed).toMatchObject({ status: 'signed', index: numbered.index })
    expect(signed.signed?.size).toBeGreaterThan(numbered.index ?? 0)
  })

  it('is a file that holds by itself: C2SP tlog-proof, with the line and its openings inside', async () => {
    const eventId = await stated('Naïve “ink” – 歯')
    await sealAndSign()
    const { verifierKey } = await owner.must(getSeal)
    const saved = await owner.send<string>({
      method: 'GET',
      url: downloadProof.url.replace(':eventId', eventId),
    })
    expect(saved.headers['content-disposition']).toMatch(/^attachment; filename="line-\d+\.tlog-proof"/)
    const [, head = '', note = ''] = /^([^]*?)\n\n([^]*)$/.exec(textOf(saved.body)) ?? []
    const [form, extra = '', index = '', ...hashes] = head.split('\n')
    expect(form).toBe('c2sp.org/tlog-proof@v1')
    const line = JSON.parse(Buffer.from(extra.replace('extra ', ''), 'base64').toString()) as {
      entry: string
      open: Record<string, { value: string }>
    }
    expect(line.open['after']?.value).toBe('Naïve “ink” – 歯')
    expect(JSON.parse(Buffer.from(line.entry, 'base64').toString())).toMatchObject({ id: eventId })
    const read = readNote(note)
    const key = readVerifierKey(sha256, verifierKey)
    expect(read && key && signedBy(nodePrimitives, read, key)).toBe('yes')
    const checkpoint = readCheckpoint(read?.text ?? '')
    if (!checkpoint) throw new Error('no checkpoint')
    const proof = hashes.map((hash) => readBase64(hash) ?? new Uint8Array())
    const leaf = leafHash(sha256, Buffer.from(line.entry, 'base64'))
    const number = Number(index.replace('index ', ''))
    expect(
      includes(sha256, { leaf, index: number, size: checkpoint.size, proof, root: checkpoint.root }),
    ).toBe(true)

    // That it was given out is a line of its own, and what it was proved against is kept from then on.
    const [given] = (await house.events()).slice(-1)
    expect(given).toMatchObject({
      action: 'log.proof_given',
      targetId: eventId,
      personal: { line: String(number) },
    })
    const kept = await house.database.ask(
      'sealer',
      'SELECT size::integer, kind FROM witness WHERE clinic_id = $1',
      [clinic.id],
    )
    expect(kept).toContainEqual({ size: checkpoint.size, kind: 'proof' })
  })

  it('is not given where what is stored does not fit the tree', async () => {
    const eventId = await stated('As it was')
    await sealAndSign()
    await house.database.ask(
      'admin',
      `SET session_replication_role = replica;
       UPDATE event SET body = convert_to(replace(convert_from(body, 'UTF8'), 'checklist', 'chocolate'), 'UTF8') WHERE id = '${eventId}';
       SET session_replication_role = origin`,
    )
    expect((await owner.call(downloadProof, { params: { eventId } })).code).toBe('audit.proof_does_not_hold')
  })

  it('is of one’s own clinic', async () => {
    const theirs = await stated('Of this clinic')
    await sealAndSign()
    const stranger = await signIn(house, (await buildClinic(house)).the('OWNER'))
    for (const asked of [getEventProof, downloadProof])
      expect((await stranger.call(asked, { params: { eventId: theirs } })).code).toBe('audit.event_not_found')
    const unknown = { eventId: '01890000-0000-7000-8000-000000000000' }
    expect((await owner.call(getEventProof, { params: unknown })).code).toBe('audit.event_not_found')
  })
})

const textOf = (body: unknown) => (Buffer.isBuffer(body) ? body.toString('utf8') : String(body))
