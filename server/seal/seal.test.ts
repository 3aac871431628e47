/** The seal itself: numbers without a gap, one tree, one root a size; whoever seals, and whatever was written. */
import { describe, expect, it } from 'vitest'
import pg from 'pg'
import type { ClinicId } from '../context.ts'
import { openStage } from './testing/stage.ts'

const stage = await openStage()
const { database, clock } = stage

interface HeadRow {
  log: number
  size: string
  signed_size: string
}

async function headOf(clinicId: ClinicId): Promise<HeadRow | undefined> {
  const [row] = await database.ask<HeadRow>(
    'sealer',
    'SELECT log, size, signed_size FROM head WHERE clinic_id = $1 AND closed_at IS NULL',
    [clinicId],
  )
  return row
}

const signedSizes = async (clinicId: ClinicId) =>
  (
    await database.ask<{ size: string }>(
      'sealer',
      'SELECT size FROM checkpoint WHERE clinic_id = $1 ORDER BY size',
      [clinicId],
    )
  ).map(({ size }) => Number(size))

describe('the sealer', () => {
  it('numbers what waits, over more than a tile and a batch, and each tree is that of its leaves', async () => {
    const clinicId = await stage.clinic()
    const computer = stage.computer()
    let written = 0
    for (const count of [1, 254, 1, 1, 300, 1, 1500]) {
      await stage.write(clinicId, count)
      written += count
      expect(await computer.sealAll()).toBe(count)
      expect(await headOf(clinicId)).toMatchObject({ log: 1, size: String(written) })
    }
    expect(await stage.faults(computer)).toEqual([])
    const [tiles] = await database.ask(
      'sealer',
      'SELECT count(*)::integer AS n FROM tile WHERE clinic_id = $1',
      [clinicId],
    )
    expect(tiles).toEqual({ n: Math.floor(written / 256) })
  })

  it('signs after a minute, at 256 leaves, and at once for what is signed at once; never twice for nothing', async () => {
    const clinicId = await stage.clinic()
    const computer = stage.computer(['log.reopened'])
    await stage.write(clinicId, 3)
    await computer.sealAll()
    expect(await signedSizes(clinicId)).toEqual([])
    clock.advance({ seconds: 60 })
    await computer.sealAll()
    expect(await signedSizes(clinicId)).toEqual([3])
    clock.advance({ seconds: 60 })
    await computer.sealAll()
    expect(await signedSizes(clinicId)).toEqual([3])
    await stage.write(clinicId, 256)
    await computer.sealAll()
    expect(await signedSizes(clinicId)).toEqual([3, 259])
    await stage.write(clinicId, 1, undefined, 'log.reopened')
    await computer.sealAll()
    expect(await signedSizes(clinicId)).toEqual([3, 259, 260])
    expect(await stage.faults(computer)).toEqual([])
  })

  it('signs on where the clock was put back by days', async () => {
    const clinicId = await stage.clinic()
    const computer = stage.computer()
    await stage.write(clinicId, 1)
    await computer.sealAll()
    clock.advance({ days: -3 })
    await computer.sealAll()
    expect(await signedSizes(clinicId)).toEqual([1])
    await stage.write(clinicId, 1)
    await computer.sealAll()
    clock.advance({ minutes: 1 })
    await computer.sealAll()
    expect(await signedSizes(clinicId)).toEqual([1, 2])
    clock.advance({ days: 3 })
  })

  it('shares the work with others at the same instant: five computers, no event twice, none left', async () => {
    const clinics = await Promise.all(Array.from({ length: 5 }, () => stage.clinic()))
    const computers = Array.from({ length: 5 }, () => stage.computer())
    let writing = 40
    const write = async () => {
      while (writing-- > 0) await Promise.all(clinics.map((clinicId) => stage.write(clinicId, 7)))
    }
    const seal = async ({ sealAll }: (typeof computers)[0]) => {
      let sealed = 0
      while (writing > 0) sealed += await sealAll()
      return sealed + (await sealAll())
    }
    const [, ...sealed] = await Promise.all([write(), ...computers.map(seal)])
    const rest = await computers[0]?.sealAll()
    expect(sealed.reduce((sum, n) => sum + n, 0) + (rest ?? 0)).toBe(40 * 5 * 7)
    expect(await stage.faults()).toEqual([])
    for (const clinicId of clinics) expect(await headOf(clinicId)).toMatchObject({ size: '280' })
  })

  it('leaves a clinic alone that another process is just sealing, and goes on with the rest', async () => {
    const [held, free] = [await stage.clinic(), await stage.clinic()]
    const computer = stage.computer()
    for (const clinicId of [held, free]) await stage.write(clinicId, 1)
    await computer.sealAll()
    const other = new pg.Client(database.connections.sealer)
    other.on('error', () => undefined)
    await other.connect()
    await other.query('BEGIN')
    await other.query('SELECT FROM head WHERE clinic_id = $1 FOR UPDATE', [held])
    for (const clinicId of [held, free]) await stage.write(clinicId, 1)
    expect(await computer.sealAll()).toBe(1)
    // Killed in the midst of it: what it held is free, and nothing of it happened.
    await database.ask(
      'admin',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()",
    )
    await other.end()
    while ((await computer.sealAll()) === 0);
    expect(await headOf(held)).toMatchObject({ size: '2' })
    expect(await stage.faults(computer)).toEqual([])
  })

  it('goes on after the database cut it off, with new connections and statements', async () => {
    const clinicId = await stage.clinic()
    const computer = stage.computer()
    await stage.write(clinicId, 2)
    await computer.sealAll()
    await database.ask(
      'admin',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'enamel sealer' AND datname = current_database()",
    )
    await stage.write(clinicId, 2)
    await computer.sealAll().catch(() => undefined)
    await computer.sealAll()
    expect(await headOf(clinicId)).toMatchObject({ size: '4' })
    expect(await stage.faults(computer)).toEqual([])
    expect(stage.takeComplaints().every((line) => line.includes('lost a connection'))).toBe(true)
  })
})

describe('what somebody wrote', () => {
  it('holds up no seal: zero bytes, half characters, a word of a megabyte', async () => {
    const clinicId = await stage.clinic()
    const computer = stage.computer()
    await stage.write(clinicId, 1, { note: 'a\u0000b', address: '\ud800' })
    await stage.write(clinicId, 1, { note: '\\u0000 "quoted" \udfff', address: 'x'.repeat(5000) })
    await stage.write(clinicId, 1, { note: Array.from({ length: 90_000 }, (_, n) => n).join(' ') })
    await stage.write(clinicId, 1, { note: 'Örtlich betäubt' })
    expect(await computer.sealAll()).toBe(4)
    const found = await database.ask<{ words: string }>(
      'sealer',
      'SELECT words::text FROM event_search WHERE clinic_id = $1',
      [clinicId],
    )
    expect(found).toHaveLength(4)
    expect(found.some(({ words }) => words.includes('ortlich'))).toBe(true)
    expect(await stage.faults(computer)).toEqual([])
    expect(stage.takeComplaints()).toEqual([])
  })

  it('is sealed without being searched where that cannot be, and it is said', async () => {
    const clinicId = await stage.clinic()
    const computer = stage.computer()
    await database.ask(
      'admin',
      `CREATE FUNCTION testing.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'too long' USING ERRCODE = '54000'; END $$`,
    )
    await database.ask(
      'admin',
      'CREATE TRIGGER refused BEFORE INSERT ON event_search FOR EACH ROW EXECUTE FUNCTION testing.refuse()',
    )
    await stage.write(clinicId, 2)
    expect(await computer.sealAll()).toBe(2)
    await database.ask('admin', 'DROP TRIGGER refused ON event_search')
    expect(await stage.faults(computer)).toEqual([])
    expect(stage.takeComplaints().join()).toContain('cannot be searched')
  })

  it('gets one number where somebody put it into the queue twice', async () => {
    const clinicId = await stage.clinic()
    const computer = stage.computer()
    await stage.write(clinicId, 3)
    const again = `INSERT INTO outbox (clinic_id, at, event_id, leaf) SELECT clinic_id, at, id, leaf FROM event WHERE clinic_id = $1`
    await database.ask('admin', again, [clinicId])
    expect(await computer.sealAll()).toBe(3)
    await database.ask('admin', again, [clinicId])
    await stage.write(clinicId, 1)
    expect(await computer.sealAll()).toBe(1)
    expect(await stage.faults(computer)).toEqual([])
    expect(stage.takeComplaints().join()).toMatch(/"dropped":3.*"dropped":3/)
  })

  it('is a leaf of 32 bytes, or PostgreSQL refuses it', async () => {
    const clinicId = await stage.clinic()
    const short = `INSERT INTO outbox (clinic_id, at, event_id, leaf) VALUES ($1, $2, $1, 'short')`
    await expect(database.ask('admin', short, [clinicId, clock.now()])).rejects.toThrow('outbox_leaf_check')
  })
})

describe('a clinic whose log cannot be sealed', () => {
  it('stops no other, is tried again less and less often, and is sealed when it can be', async () => {
    const [stuck, free] = [await stage.clinic(), await stage.clinic()]
    const computer = stage.computer()
    await database.ask(
      'admin',
      `CREATE FUNCTION testing.stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$`,
    )
    await database.ask(
      'admin',
      `CREATE TRIGGER stuck BEFORE INSERT ON ledger FOR EACH ROW WHEN (NEW.clinic_id = '${stuck}') EXECUTE FUNCTION testing.stuck()`,
    )
    for (const clinicId of [stuck, free]) await stage.write(clinicId, 1)
    expect(await computer.sealAll()).toBe(1)
    expect(await computer.sealAll()).toBe(0)
    expect(stage.takeComplaints()).toHaveLength(1)
    await database.ask('admin', 'DROP TRIGGER stuck ON ledger')
    // It rests for a second; a new process tries at once.
    await computer.restart()
    expect(await computer.sealAll()).toBe(1)
    expect(await headOf(stuck)).toMatchObject({ size: '1' })
    expect(await stage.faults(computer)).toEqual([])
  })
})
