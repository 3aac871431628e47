/** What is past its keeping time goes, and nothing else does: whoever asks, whatever they say, and wherever it is cut off. */
import { hash } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GrowingTree, nodeHash } from '../../pure/merkle/tree.ts'
import { inclusionParts, includes, type Node, proofOf } from '../../pure/merkle/proofs.ts'
import { type ClinicId, INSTALLATION } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import { stateStep } from '../checklist/contract.ts'
import { listEvents } from '../audit/contract.ts'
import { carryOut } from './carrying-out.ts'
import { DETAILS, keepFor, ofDetails, readRows, type Row } from './testing/rows.ts'

const { sha256 } = nodePrimitives
const house = await startTestApp()
const { database, clock } = house
const { kernel } = house.enamel
let clinic: Clinic
let other: Clinic

const rowsOf = (clinicId: string) => readRows(house, clinicId)
const openable = async (field: string) =>
  (await rowsOf(clinic.id)).filter(({ fields }) => fields.includes(field))
/** Somebody came and did something. */
async function act(where: Clinic, note: string): Promise<void> {
  const owner = await signIn(house, where.the('OWNER'), { address: '198.51.100.7' })
  await owner.must(stateStep, { params: { step: 3 }, body: { note } })
  await house.settle()
}
const hold = (columns: Record<string, unknown>) => {
  const row = {
    clinic_id: clinic.id,
    id: newId(clock.now()),
    reason: 'A letter from a lawyer',
    person_id: clinic.the('OWNER').id,
    placed_at: clock.now(),
    ...columns,
  }
  const names = Object.keys(row)
  return database.ask(
    'admin',
    `INSERT INTO legal_hold (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  )
}
const months = (kind: string, number: number) =>
  keepFor(house, clinic.id, clinic.the('OWNER').id, kind, number)
const erasures = () =>
  database.ask<{ kind: string; rows: number; leaves: string; event_id: string | null }>(
    'admin',
    'SELECT kind, rows, leaves::text, event_id FROM log_erasure WHERE clinic_id = $1 ORDER BY id',
    [clinic.id],
  )

const monthsThere = async () =>
  (
    await database.ask<{ name: string }>(
      'admin',
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event'::regclass",
    )
  ).map(({ name }) => name)
let monthsAtFirst: string[]

beforeAll(async () => {
  monthsAtFirst = await monthsThere()
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  other = await buildClinic(house, { roles: ['OWNER'] })
  await act(clinic, 'The first year')
  await act(other, 'Elsewhere')
})
afterEach(() => house.outbox.takeAll())

describe('from where and by what somebody came', () => {
  it('stays for twelve months', async () => {
    const before = await openable('address')
    expect(before.length).toBeGreaterThan(2)
    clock.advance({ days: 363 })
    await act(clinic, 'A year later')
    await carryOut(kernel)
    expect(await erasures()).toEqual([])
    const now = await openable('address')
    expect(now.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)))
  })

  it('goes then, of what is older alone, and the log says so: which, how many, under which root', async () => {
    const before = await rowsOf(clinic.id)
    const edge = new Date('2027-03-10T00:00:00Z')
    clock.set(edge)
    await act(clinic, 'And a week')
    await carryOut(kernel)
    const after = await rowsOf(clinic.id)
    const year = new Date('2026-03-10T00:00:00Z')
    expect(after.filter((row) => row.at < year).flatMap(ofDetails)).toEqual([])
    expect(after.filter((row) => row.at >= year && ofDetails(row).length > 0).length).toBeGreaterThan(2)
    // All rows stay, byte by byte, and all that is no such detail.
    const rest = (rows: Row[]) =>
      rows.map(({ id, leaf, body, fields }) => [
        id,
        leaf.toString('hex'),
        body.toString(),
        fields.filter((field) => !DETAILS.includes(field)),
      ])
    expect(rest(after).slice(0, before.length)).toEqual(rest(before))
    const [done, ...more] = await erasures()
    expect(more).toEqual([])
    expect(done).toMatchObject({ kind: 'details', event_id: expect.any(String) as string })
    const said = (await house.events()).filter(
      ({ action, clinicId }) => action === 'log.rows_erased' && clinicId === clinic.id,
    )
    const { personal, ...event } = said[0] ?? { personal: {} }
    expect([said.length, event]).toMatchObject([1, { actorKind: 'system', targetType: 'erasure' }])
    expect(personal).toMatchObject({
      kind: 'details',
      rows: String(done?.rows),
      fields: DETAILS.join(', '),
      leaves: hash('sha256', done?.leaves ?? ''),
      first: expect.stringMatching(/^2026-03-02T/) as string,
      root: expect.stringMatching(/^[\w+/]{43}=$/) as string,
    })
  })

  it('is not found by a search any more', async () => {
    const [row] = await database.ask<{ n: number; words: number }>(
      'admin',
      `SELECT count(address)::integer AS n, count(*) FILTER (WHERE words::text LIKE '%.firefox%')::integer AS words
         FROM event_search WHERE clinic_id = $1 AND at < '2026-03-10Z'`,
      [clinic.id],
    )
    expect(row).toEqual({ n: 0, words: 0 })
  })

  it('goes of the other clinic and of the installation’s own log too', async () => {
    const left = await Promise.all([other.id, INSTALLATION].map(rowsOf))
    const old = left.flat().filter((row) => row.at < new Date('2026-03-10Z'))
    expect(old.length).toBeGreaterThan(0)
    expect(old.flatMap(ofDetails)).toEqual([])
  })

  it('is done once: a second run, and two at the same instant, find nothing', async () => {
    const before = await erasures()
    await Promise.all([carryOut(kernel), carryOut(kernel)])
    expect(await erasures()).toEqual(before)
  })

  it('is read as a line that says less', async () => {
    const owner = await signIn(house, clinic.the('OWNER'))
    const { events } = await owner.must(listEvents, {
      query: { limit: 200, from: '2026-03-01T00:00:00.000Z' },
    })
    const first = events.find(
      ({ action, details }) =>
        action === 'checklist.step_stated' &&
        details.some(({ field, value }) => field === 'after' && value === 'The first year'),
    )
    expect(first).toMatchObject({ address: null, agent: null })
  })

  it('also goes where it came late, with an older time than what was looked at before', async () => {
    const ctx = house.system(clinic.id as ClinicId)
    await write({ ...ctx, address: '203.0.113.99' }, async () =>
      audited({ action: 'request.refused', category: 'auth', at: new Date('2025-11-05T10:00:00Z') }),
    )
    await house.settle()
    expect((await openable('address')).some(({ at }) => at < new Date('2026-01-01Z'))).toBe(true)
    await carryOut(kernel)
    expect((await openable('address')).some(({ at }) => at < new Date('2026-01-01Z'))).toBe(false)
  })
})

describe('what is kept', () => {
  it('proves to be in the tree as before, under the root as before', async () => {
    await house.settle()
    const leaves = await database.ask<{ leaf: Buffer }>(
      'admin',
      'SELECT leaf FROM ledger WHERE clinic_id = $1 ORDER BY leaf_index',
      [clinic.id],
    )
    const hashes = leaves.map(({ leaf }) => leaf)
    const [head] = await database.ask<{ size: string; root: Buffer }>(
      'admin',
      'SELECT size, root FROM head WHERE clinic_id = $1',
      [clinic.id],
    )
    const hashOf = ({ height, index }: Node): Uint8Array =>
      height === 0
        ? (hashes[index] ?? Buffer.alloc(0))
        : nodeHash(
            sha256,
            hashOf({ height: height - 1, index: 2 * index }),
            hashOf({ height: height - 1, index: 2 * index + 1 }),
          )
    const tree = new GrowingTree(sha256)
    for (const leaf of hashes) tree.append(leaf)
    expect(Buffer.from(tree.root())).toEqual(head?.root)
    for (const row of await rowsOf(clinic.id)) {
      const index = Number(row.leaf_index)
      const size = Number(head?.size)
      const leaf = sha256(Buffer.concat([Buffer.of(0), row.body]))
      const proof = proofOf(sha256, inclusionParts(index, size), hashOf)
      expect(includes(sha256, { leaf, index, size, proof, root: head?.root ?? Buffer.alloc(0) })).toBe(true)
    }
  })
})

describe('a hold', () => {
  it('keeps what it covers, by person, and lets it go when it is lifted', async () => {
    const nurse = clinic.the('NURSE').id
    await signIn(house, clinic.the('NURSE'), { address: '198.51.100.8' })
    await act(clinic, 'Beside the nurse')
    await hold({ about_person: nurse })
    clock.advance({ days: 380 })
    await act(clinic, 'Two years later')
    await carryOut(kernel)
    const held = (
      await database.ask<{ id: string }>(
        'admin',
        'SELECT id FROM event WHERE clinic_id = $1 AND (actor_id = $2 OR target_id = $2)',
        [clinic.id, nurse],
      )
    ).map(({ id }) => id)
    const open = (await rowsOf(clinic.id)).filter(
      (row) => ofDetails(row).length > 0 && row.at < new Date('2027-03-20Z'),
    )
    expect(open.length).toBeGreaterThan(0)
    expect(held).toEqual(expect.arrayContaining(open.map(({ id }) => id)))

    await database.ask(
      'admin',
      "UPDATE legal_hold SET lifted_at = $2, lifted_by = $3, lift_reason = 'Settled' WHERE clinic_id = $1",
      [clinic.id, clock.now(), clinic.the('OWNER').id],
    )
    await carryOut(kernel)
    const left = (await rowsOf(clinic.id)).filter((row) => row.at < new Date('2027-03-20Z'))
    expect(left.flatMap(ofDetails)).toEqual([])
  })

  it('that covers everything lets nothing go, and ends by itself on its day', async () => {
    await hold({ ends_at: new Date(clock.now().getTime() + 400 * 24 * 3_600_000) })
    const before = await erasures()
    clock.advance({ days: 390 })
    await act(clinic, 'Three years later')
    await carryOut(kernel)
    expect(await erasures()).toEqual(before)
    clock.advance({ days: 20 })
    await act(clinic, 'And three weeks')
    await carryOut(kernel)
    expect((await erasures()).length).toBeGreaterThan(before.length)
  })
})

describe('the rows', () => {
  it('of acts and decisions go after their time: row, opening, search and count, never their leaf', async () => {
    await months('decisions', 24)
    const [leaves] = await database.ask<{ n: number }>(
      'admin',
      'SELECT count(*)::integer AS n FROM ledger WHERE clinic_id = $1',
      [clinic.id],
    )
    const before = await rowsOf(clinic.id)
    await carryOut(kernel)
    const after = await rowsOf(clinic.id)
    const gone = before.filter(({ id }) => !after.some((row) => row.id === id))
    expect(gone.length).toBeGreaterThan(5)
    const edge = new Date(clock.now())
    edge.setUTCMonth(edge.getUTCMonth() - 24)
    expect(gone.filter(({ at }) => at >= edge)).toEqual([])
    expect(gone.map(({ action }) => action)).not.toContain('log.rows_erased')
    expect(after.filter(({ at }) => at < edge).map(({ action }) => action)).toEqual(
      after.filter(({ at }) => at < edge).map(() => 'log.rows_erased'),
    )
    for (const table of ['event_pii', 'event_search'])
      expect(
        await database.ask('admin', `SELECT FROM ${table} WHERE clinic_id = $1 AND event_id = ANY ($2)`, [
          clinic.id,
          gone.map(({ id }) => id),
        ]),
      ).toEqual([])
    await house.settle()
    const [counted] = await database.ask<{ counted: number; there: number }>(
      'admin',
      'SELECT (SELECT sum(n)::integer FROM event_count WHERE clinic_id = $1) AS counted, (SELECT count(*)::integer FROM event_search WHERE clinic_id = $1) AS there',
      [clinic.id],
    )
    expect(counted?.counted).toBe(counted?.there)
    const [now] = await database.ask<{ n: number }>(
      'admin',
      'SELECT count(*)::integer AS n FROM ledger WHERE clinic_id = $1',
      [clinic.id],
    )
    expect(now?.n).toBeGreaterThanOrEqual(leaves?.n ?? 0)
  })

  it('that are missing stand, leaf by leaf, in what was erased with its event', async () => {
    const strange = await database.ask(
      'admin',
      `SELECT l.leaf_index FROM ledger l
        WHERE l.clinic_id = $1 AND NOT EXISTS (SELECT FROM event e WHERE e.clinic_id = $1 AND e.at = l.at AND e.id = l.event_id)
          AND NOT EXISTS (SELECT FROM log_erasure x JOIN event s ON s.clinic_id = x.clinic_id AND s.at = x.event_at AND s.id = x.event_id
                           WHERE x.clinic_id = $1 AND x.log = l.log AND x.fields = '{}' AND x.leaves @> l.leaf_index)`,
      [clinic.id],
    )
    expect(strange).toEqual([])
  })

  it('leave months that nobody has anything in: they were dropped, no others, and the default one never', async () => {
    expect(monthsAtFirst).toContain('event_2026_06')
    const there = await monthsThere()
    expect(there).not.toContain('event_2026_06')
    // The other clinic has rows in March; what is to come is nobody's to drop.
    expect(there).toEqual(expect.arrayContaining(['event_default', 'event_2026_03', 'event_2029_10']))
  })
})

describe('where nothing is past its time', () => {
  const work = async () => {
    const done: string[] = []
    const { keeper } = kernel
    const counting = {
      ...keeper,
      eraseBatch: (...of: Parameters<typeof keeper.eraseBatch>) => {
        done.push(`${of[0]} ${of[1]}`)
        return keeper.eraseBatch(...of)
      },
    }
    await carryOut({ ...kernel, keeper: counting })
    return done
  }

  it('no clinic is gone to, however many there are', async () => {
    await carryOut(kernel)
    expect(await work()).toEqual([])
    expect(await work()).toEqual([])
  })

  it('only the one is that has something, and only for what it has', async () => {
    const ctx = house.system(other.id as ClinicId)
    const at = new Date(clock.now().getTime() - 3 * 366 * 24 * 3_600_000)
    await write({ ...ctx, address: '203.0.113.7' }, async () =>
      audited({ action: 'request.refused', category: 'auth', at }),
    )
    await house.settle()
    // Erased, and looked once more whether that was all.
    expect(await work()).toEqual([`${other.id} details`, `${other.id} details`])
    expect((await rowsOf(other.id)).filter((row) => row.at <= at).flatMap(ofDetails)).toEqual([])
    expect(await work()).toEqual([])
  })

  it('a hold that ended is enough to be gone to', async () => {
    await hold({ ends_at: new Date(clock.now().getTime() + 3_600_000) })
    expect(await work()).toEqual([])
    clock.advance({ hours: 2 })
    await house.settle()
    expect((await work()).map((one) => one.split(' ')[0])).toContain(clinic.id)
    expect(await work()).toEqual([])
  })

  it('what somebody made unreadable in one clinic keeps no other waiting', async () => {
    const ctx = house.system(other.id as ClinicId)
    const at = new Date(clock.now().getTime() - 2 * 366 * 24 * 3_600_000)
    const refused = { action: 'request.refused', category: 'auth', at } as const
    await write({ ...ctx, address: '203.0.113.8' }, async () => audited(refused))
    await write({ ...house.system(clinic.id as ClinicId), address: '203.0.113.8' }, async () =>
      audited(refused),
    )
    await house.settle()
    await database.ask(
      'admin',
      `BEGIN; SET LOCAL session_replication_role = replica;
       UPDATE event_pii SET doc = doc || '\\xff' WHERE clinic_id = '${clinic.id}' AND at = '${at.toISOString()}'; COMMIT`,
    )
    await carryOut(kernel)
    expect(
      (await rowsOf(other.id)).filter((row) => row.at.getTime() === at.getTime()).flatMap(ofDetails),
    ).toEqual([])
    expect(house.takeComplaints().join()).toContain('keeping times of a clinic could not be carried out')
    await database.ask(
      'admin',
      `BEGIN; SET LOCAL session_replication_role = replica;
       UPDATE event_pii SET doc = substring(doc FOR length(doc) - 1) WHERE clinic_id = '${clinic.id}' AND at = '${at.toISOString()}'; COMMIT`,
    )
  })
})
