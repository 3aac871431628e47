/**
 * The events of the first issue, sealed by hand: whatever later numbers and signs them finds what it needs. Nothing
 * of the program that wrote them is used here, so that one mistake cannot be made twice.
 */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { listEvents } from '../features/audit/contract.ts'
import { stateStep } from '../features/checklist/contract.ts'
import { signInWithPassword } from '../features/identity/contract.ts'
import { signOut } from '../features/sessions/contract.ts'
import { startTestApp } from './app.ts'
import { buildClinic, confirm, PASSWORD, runFirstRun, signIn } from './builders.ts'

interface Sealable {
  leaf_index: string
  sealed_leaf: Buffer
  clinic_id: string
  at: Date
  id: string
  received_at: Date
  source: string
  category: string
  action: string
  outcome: string
  actor_kind: string
  actor_id: string | null
  target_type: string | null
  target_id: string | null
  patient_id: string | null
  session_id: string | null
  device_id: string | null
  body: Buffer
  leaf: Buffer
  doc: Buffer
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** RFC 8785 §3.2: no white space, names sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1))
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(',')}}`
}

/** The Merkle tree hash of leaf hashes, RFC 6962 §2.1. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return leaves[0] ?? Buffer.alloc(0)
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

/** The beginning of everybody's password: it may stand nowhere, sealed or opened. */
const PASSWORDS = PASSWORD.slice(0, 12)

const house = await startTestApp()
let events: Sealable[]

beforeAll(async () => {
  const { owner, visitor } = await runFirstRun(house)
  await visitor.must(stateStep, { params: { step: 5 }, body: { note: 'Naïve “ink” – 歯 😀\n\u2126 and é' } })
  await visitor.must(signOut)
  await signIn(house, owner, { userAgent: 'Browser "with" \\ odd\u00a0signs', address: '2001:db8::7' })
  const clinic = await buildClinic(house, { totp: true })
  const nurse = await signIn(house, clinic.the('NURSE'))
  await confirm(house, nurse, clinic.the('NURSE'))
  // Refused three times within a minute: one event at once, one with the count.
  for (let time = 0; time < 3; time++) await nurse.call(listEvents, { query: {} })
  await house
    .visitor()
    .call(signInWithPassword, { body: { email: 'nobody@nowhere.example', password: 'wrong' } })
  house.clock.advance({ minutes: 2 })
  await house.settle()
  // In the order of their leaf numbers, as the role that seals.
  events = await house.database.ask<Sealable>(
    'sealer',
    `SELECT o.leaf_index, o.leaf AS sealed_leaf, e.*, p.doc FROM ledger o
       JOIN event e ON e.clinic_id = o.clinic_id AND e.at = o.at AND e.id = o.event_id
       JOIN event_pii p ON p.clinic_id = o.clinic_id AND p.at = o.at AND p.event_id = o.event_id
      ORDER BY o.clinic_id, o.leaf_index`,
  )
})

const bodyOf = (event: Sealable) => JSON.parse(event.body.toString('utf8')) as { [name: string]: Json }

describe('every event of this program', () => {
  it('is there with its opening and its leaf number, and none waits', async () => {
    const [counted] = await house.database.ask<{ events: number; openings: number; outbox: number }>(
      'sealer',
      `SELECT (SELECT count(*)::integer FROM event) AS events, (SELECT count(*)::integer FROM event_pii) AS openings,
              (SELECT count(*)::integer FROM outbox) AS outbox`,
    )
    expect(counted).toEqual({ events: events.length, openings: events.length, outbox: 0 })
    expect(events.length).toBeGreaterThan(30)
    expect(new Set(events.map((event) => event.clinic_id)).size).toBe(3)
    expect(events.find((event) => bodyOf(event)['count'] === 2)).toMatchObject({
      action: 'request.refused',
      outcome: 'refused',
    })
  })

  it('has for its leaf SHA-256 of 0x00 and the stored bytes (RFC 6962 §2.1)', () => {
    for (const { body, leaf, sealed_leaf } of events) {
      expect(leaf).toEqual(sha256(Buffer.of(0), body))
      expect(sealed_leaf).toEqual(leaf)
    }
  })

  it('has for its bytes canonical JSON (RFC 8785) in UTF-8', () => {
    for (const event of events) expect(event.body.toString('utf8')).toBe(canonical(bodyOf(event)))
  })

  it('says in its columns what its bytes say', () => {
    for (const event of events) {
      expect(bodyOf(event)).toEqual({
        v: 1,
        id: event.id,
        clinic: event.clinic_id,
        at: event.at.toISOString(),
        received_at: event.received_at.toISOString(),
        source: event.source,
        category: event.category,
        action: event.action,
        outcome: event.outcome,
        actor: { kind: event.actor_kind, id: event.actor_id },
        target: event.target_type === null ? null : { type: event.target_type, id: event.target_id },
        patient: event.patient_id,
        session: event.session_id,
        device: event.device_id,
        count: expect.any(Number) as number,
        personal: expect.any(Object) as object,
      })
    }
  })

  it('has a commitment for each personal field, opened by salt and value beside it, and no other', () => {
    const salts = new Set<string>()
    for (const event of events) {
      const opening = JSON.parse(event.doc.toString('utf8')) as Record<
        string,
        { salt: string; value: string }
      >
      const opened = Object.entries(opening).map(([field, { salt, value }]) => {
        expect(Buffer.from(salt, 'base64')).toHaveLength(32)
        salts.add(salt)
        const bytes = sha256(
          Buffer.of(2),
          Buffer.from(salt, 'base64'),
          Buffer.from(field),
          Buffer.of(0),
          Buffer.from(value),
        )
        return [field, bytes.toString('base64')]
      })
      expect(bodyOf(event)['personal']).toEqual(Object.fromEntries(opened))
    }
    // A salt used twice would tell that two values are the same.
    expect(salts.size).toBe(
      events.reduce((sum, { doc }) => sum + Object.keys(JSON.parse(doc.toString()) as object).length, 0),
    )
  })

  it('names nobody in the bytes that are sealed', () => {
    // Without the commitments: in 44 letters by chance stands any short name, now and then.
    const sealed = events
      .map(({ body }) => body.toString('utf8').replaceAll(/"[A-Za-z0-9+/]{43}="/g, '""'))
      .join('\n')
    expect(sealed).toContain('"personal":{"')
    const words = [
      'Ada',
      'Marsh',
      'Person',
      '@',
      '192.0.2',
      '2001:db8',
      'Firefox',
      '歯',
      'nowhere',
      PASSWORDS,
    ]
    expect(words.filter((word) => sealed.includes(word))).toEqual([])
    const opened = events.map(({ doc }) => doc.toString('utf8')).join('\n')
    expect(opened).toContain('Ada Marsh')
    expect(opened).toContain('歯 😀')
  })
})

describe('secrets', () => {
  it('stand in no opening either', () => {
    expect(events.filter(({ doc }) => doc.toString('utf8').includes(PASSWORDS))).toEqual([])
  })
})

describe('the tree over each clinic, in the order of leaf numbers', () => {
  it('is the one that the program keeps, numbered without a gap', async () => {
    const heads = await house.database.ask<{ clinic_id: string; size: string; root: Buffer }>(
      'sealer',
      'SELECT clinic_id, size, root FROM head ORDER BY clinic_id',
    )
    const byHand = [...Map.groupBy(events, (event) => event.clinic_id)].map(([clinic_id, own]) => ({
      clinic_id,
      size: String(own.length),
      root: treeHash(own.map(({ body }) => sha256(Buffer.of(0), body))),
    }))
    expect(heads).toEqual(byHand)
    for (const [, own] of Map.groupBy(events, (event) => event.clinic_id))
      expect(own.map(({ leaf_index }) => Number(leaf_index))).toEqual(own.map((_event, index) => index))
  })

  // From the test data of the reference implementation of RFC 6962.
  it('is that of RFC 6962', () => {
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ]
    const leaves = inputs.map((hex) => sha256(Buffer.of(0), Buffer.from(hex, 'hex')))
    expect(treeHash([]).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    expect(treeHash(leaves.slice(0, 1)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
    expect(treeHash(leaves.slice(0, 3)).toString('hex')).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    )
    expect(treeHash(leaves).toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    )
  })

  it('has a root that any changed byte, missing event or other order changes', () => {
    for (const [, own] of Map.groupBy(events, (event) => event.clinic_id)) {
      const leaves = own.map(({ body }) => sha256(Buffer.of(0), body))
      const root = treeHash(leaves)
      expect(treeHash(own.map(({ sealed_leaf }) => sealed_leaf))).toEqual(root)
      expect(treeHash(leaves.slice(1))).not.toEqual(root)
      expect(treeHash(leaves.toReversed())).not.toEqual(root)
      const changed = Buffer.from(own[0]?.body ?? '')
      changed.writeUInt8((changed.at(20) ?? 0) ^ 1, 20)
      expect(treeHash([sha256(Buffer.of(0), changed), ...leaves.slice(1)])).not.toEqual(root)
    }
  })
})
