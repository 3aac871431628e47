/** After 90 days one checkpoint an hour is kept, and every one that left the house; nobody else takes one away. */
import { expect, it } from 'vitest'
import type { ClinicId } from '../context.ts'
import { newId } from '../db/ids.ts'
import { openStage } from './testing/stage.ts'

const stage = await openStage()
const { database, clock } = stage
const NO_RIGHT = 'permission denied'

const sizes = async (clinicId: ClinicId) =>
  (
    await database.ask<{ size: string }>(
      'sealer',
      'SELECT size FROM checkpoint WHERE clinic_id = $1 ORDER BY size',
      [clinicId],
    )
  ).map(({ size }) => Number(size))

it('keeps the last of each hour and what was given out, once a day, and all of the last 90 days', async () => {
  const clinicId = await stage.clinic()
  const computer = stage.computer(['log.sealed'])
  clock.set('2026-03-10T08:10:00Z')
  // Four in each of three hours.
  for (let event = 0; event < 12; event += 1) {
    await stage.write(clinicId, 1)
    await computer.sealAll()
    clock.advance({ minutes: 15 })
  }
  expect(await sizes(clinicId)).toHaveLength(12)
  await database.ask(
    'sealer',
    `INSERT INTO witness (clinic_id, id, log, size, kind, name, at) VALUES ($1, $2, 1, 2, 'mailbox', 'seals@marshlane.example', $3)`,
    [clinicId, newId(clock.now()), clock.now()],
  )
  clock.set('2026-06-08T10:30:00Z')
  await stage.write(clinicId, 1)
  await computer.sealAll()
  // 08:10 to 08:55 are sizes 1 to 4; what is of 90 days ago or later stays as it is.
  expect(await sizes(clinicId)).toEqual([2, 4, 8, 9, 10, 11, 12, 13])
  clock.advance({ hours: 3 })
  await stage.write(clinicId, 1)
  await computer.sealAll()
  expect(await sizes(clinicId)).toEqual([2, 4, 8, 9, 10, 11, 12, 13, 14])
  clock.advance({ days: 1 })
  await stage.write(clinicId, 1)
  await computer.sealAll()
  expect(await sizes(clinicId)).toEqual([2, 4, 8, 12, 13, 14, 15])
  expect(await stage.faults(computer)).toEqual([])
})

it('is the owner’s function: the sealer takes nothing away by itself, and the app may not even call it', async () => {
  const clinicId = await stage.clinic()
  const computer = stage.computer(['log.sealed'])
  await stage.write(clinicId, 1)
  await computer.sealAll()
  await expect(database.ask('sealer', 'DELETE FROM checkpoint')).rejects.toThrow(NO_RIGHT)
  const call = "SELECT thin_checkpoints($1, 1, '-infinity', 'infinity')"
  await expect(database.ask('app', call, [clinicId])).rejects.toThrow(NO_RIGHT)
  // What it says of itself holds for its own statement alone.
  await database.ask('sealer', call, [clinicId])
  await expect(database.ask('owner', 'DELETE FROM checkpoint')).rejects.toThrow('append-only')
  expect(await sizes(clinicId)).toEqual([1])
})
