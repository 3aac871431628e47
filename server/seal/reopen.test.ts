/** A database that is put back to an earlier day: nothing is signed twice, a new log names the old one. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCheckpoint } from '../../pure/merkle/checkpoint.ts'
import { readNote } from '../../pure/merkle/note.ts'
import type { ClinicId } from '../context.ts'
import { openPublished } from './published.ts'
import { type Computer, openStage } from './testing/stage.ts'

const stage = await openStage()
const { database, clock } = stage

const headsOf = (clinicId: ClinicId) =>
  database.ask<{
    log: number
    size: string
    origin: string
    closed_at: Date | null
    why: string | null
    continues: string | null
  }>(
    'sealer',
    'SELECT log, size, origin, closed_at, why, continues FROM head WHERE clinic_id = $1 ORDER BY log',
    [clinicId],
  )

/** Seals and signs. */
async function sign(computer: Computer) {
  await computer.sealAll()
  clock.advance({ minutes: 2 })
  await computer.sealAll()
}
const sizeOf = (note: string | null) => readCheckpoint(readNote(note ?? '')?.text ?? '')?.size

it('begins a new log where the database holds less than was given out, and goes on where it does not', async () => {
  const [behind, idle, unsigned, young] = await Promise.all([1, 2, 3, 4].map(() => stage.clinic()))
  if (!behind || !idle || !unsigned || !young) throw new Error('no clinic')
  const [a, b] = [stage.computer(), stage.computer()]
  for (const clinicId of [behind, idle, unsigned]) await stage.write(clinicId, 300)
  await sign(a)
  // What waits in the backup is sealed after it was put back.
  await stage.write(behind, 5)
  await stage.backup()
  await stage.write(behind, 400)
  await stage.write(unsigned, 3)
  await stage.write(young, 300)
  await sign(a).catch(() => undefined)
  await sign(a)
  expect((await headsOf(behind)).map(({ size }) => size)).toEqual(['705'])
  const given = (await openPublished(a.folder)).newest(behind)
  expect(sizeOf(given?.note ?? null)).toBe(705)

  await stage.putBack()
  // The same process, which saw the larger tree; then another computer, which knows of nothing newer but what it is shown.
  await sign(a).catch(() => undefined)
  await sign(a)
  const heads = await headsOf(behind)
  expect(heads).toMatchObject([
    { log: 1, size: '300', why: null },
    { log: 2, size: '5', why: 'behind', continues: given?.note, closed_at: null },
  ])
  expect(heads[0]?.closed_at).not.toBeNull()
  expect(heads[1]?.origin).toBe(`${heads[0]?.origin}/2`)
  expect((await headsOf(idle)).map(({ log, size }) => [log, size])).toEqual([[1, '300']])
  // Three leaves that were signed are gone there, too.
  await stage.write(unsigned, 1)
  await sign(a)
  expect((await headsOf(unsigned)).map(({ log, why }) => [log, why])).toEqual([
    [1, null],
    [2, 'behind'],
  ])
  // It had not begun when the backup was made.
  await database.ask(
    'admin',
    `INSERT INTO clinic (id, name, country, zone, locale, state, created_at) VALUES ($1, 'Young', 'GB', 'Europe/London', 'en-GB', 'active', $2) ON CONFLICT DO NOTHING`,
    [young, clock.now()],
  )
  await stage.write(young, 1)
  await sign(a)
  expect((await headsOf(young)).map(({ log, size }) => [log, size])).toEqual([
    [1, '0'],
    [2, '1'],
  ])
  expect(await stage.faults(a)).toEqual([])
  await stage.write(behind, 1)
  await sign(b)
  await b.restart()
  await sign(b)
  expect(await headsOf(behind)).toHaveLength(2)
  expect(sizeOf((await openPublished(b.folder)).newest(behind)?.note ?? null)).toBe(6)
  const due = await database.ask<{ clinic_id: string; key: string }>(
    'admin',
    "SELECT clinic_id, key FROM due WHERE kind = 'log.reopened'",
  )
  expect(due.map(({ clinic_id, key }) => `${clinic_id} ${key}`).toSorted()).toEqual(
    [behind, unsigned, young].map((id) => `${id} 2`).toSorted(),
  )
  expect(stage.takeComplaints().filter((line) => line.includes('begun anew'))).toHaveLength(3)
})

it('begins a new log where another computer had gone on with the backup, past the size that was given out', async () => {
  const clinicId = await stage.clinic()
  const [a, b] = [stage.computer(), stage.computer()]
  await stage.write(clinicId, 520)
  await sign(a)
  await sign(b)
  await stage.backup()
  await stage.write(clinicId, 100)
  await sign(a).catch(() => undefined)
  await sign(a)
  await stage.putBack()
  await stage.write(clinicId, 300)
  await sign(b).catch(() => undefined)
  await sign(b)
  expect((await headsOf(clinicId)).map(({ size }) => size)).toEqual(['820'])
  await stage.write(clinicId, 1)
  await sign(a).catch(() => undefined)
  await sign(a)
  const heads = await headsOf(clinicId)
  expect(heads.map(({ size, why }) => [size, why])).toEqual([
    ['820', null],
    ['1', 'another'],
  ])
  expect(sizeOf(heads[1]?.continues ?? null)).toBe(620)
  await stage.write(clinicId, 1)
  await sign(b)
  await sign(a)
  expect((await headsOf(clinicId)).map(({ size }) => size)).toEqual(['820', '2'])
  expect(await stage.faults(a)).toEqual([])
  expect(await stage.faults(b)).toEqual([])
  expect(stage.takeComplaints().filter((line) => line.includes('begun anew'))).toHaveLength(1)
})

it('begins a new log where the head of a log fits no tree', async () => {
  const [damaged, cut] = await Promise.all([1, 2].map(() => stage.clinic()))
  if (!damaged || !cut) throw new Error('no clinic')
  const a = stage.computer()
  for (const clinicId of [damaged, cut]) await stage.write(clinicId, 700)
  await sign(a)
  await database.ask('admin', "UPDATE head SET root = decode(repeat('00', 32), 'hex') WHERE clinic_id = $1", [
    damaged,
  ])
  await database.ask('admin', 'UPDATE head SET levels = levels[1:1] WHERE clinic_id = $1', [cut])
  for (const clinicId of [damaged, cut]) await stage.write(clinicId, 1)
  await sign(a)
  for (const [clinicId, why] of [
    [damaged, 'damaged'],
    [cut, 'damaged'],
  ] as const) {
    const heads = await headsOf(clinicId)
    expect(heads.map((head) => head.why)).toEqual([null, why])
    expect(sizeOf(heads[1]?.continues ?? null)).toBe(700)
  }
  expect(stage.takeComplaints().filter((line) => line.includes('begun anew'))).toHaveLength(2)
})

it('takes no other file for what was given out, and says which one cannot be read', async () => {
  const clinicId = await stage.clinic()
  const a = stage.computer()
  await stage.write(clinicId, 1)
  await sign(a)
  writeFileSync(join(a.folder, 'checkpoints', clinicId), 'half a fi')
  await a.restart()
  await stage.write(clinicId, 1)
  expect(await a.sealAll()).toBe(0)
  expect(stage.takeComplaints().join()).toContain('does not hold a checkpoint. Put it back')
})
