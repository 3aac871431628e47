/** The log's own signs of life, and what its Owners hear when it had to begin anew. */
import { expect, it } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic } from '../../test/builders.ts'

const house = await startTestApp()

interface Said {
  action: string
  at: Date
  doc: Buffer
}

/** What the log of a clinic says of itself, in order, opened. */
async function said(clinicId: string, action: string): Promise<Record<string, string>[]> {
  const rows = await house.database.ask<Said>(
    'admin',
    `SELECT e.action, e.at, p.doc FROM event e JOIN event_pii p ON p.clinic_id = e.clinic_id AND p.at = e.at AND p.event_id = e.id
      WHERE e.clinic_id = $1 AND e.action = $2 ORDER BY e.at`,
    [clinicId, action],
  )
  return rows.map(({ doc }) =>
    Object.fromEntries(
      Object.entries(JSON.parse(doc.toString()) as Record<string, { value: string }>).map(
        ([field, { value }]) => [field, value],
      ),
    ),
  )
}

it('says every hour how many events there are, in each clinic and the installation; missed hours are left out', async () => {
  const { id } = await buildClinic(house, { roles: ['OWNER'] })
  await house.settle()
  const before = (await house.events()).filter(({ clinicId }) => clinicId === id).length
  expect(await said(id, 'log.heartbeat')).toEqual([])
  house.clock.advance({ hours: 1 })
  await house.settle()
  expect(await said(id, 'log.heartbeat')).toEqual([{ size: String(before) }])
  house.clock.advance({ minutes: 59 })
  await house.settle()
  expect(await said(id, 'log.heartbeat')).toHaveLength(1)
  house.clock.advance({ minutes: 1 })
  await house.settle()
  expect((await said(id, 'log.heartbeat'))[1]).toEqual({ size: String(before + 1) })
  house.clock.advance({ days: 20 })
  await house.settle()
  expect(await said(id, 'log.heartbeat')).toHaveLength(3)
  expect(await said(id, 'log.sealed')).toHaveLength(1)
  house.clock.advance({ hours: 1 })
  await house.settle()
  expect(await said(id, 'log.heartbeat')).toHaveLength(4)
  expect(await said(INSTALLATION, 'log.heartbeat')).toHaveLength(4)
  house.clock.advance({ hours: 23 })
  await house.settle()
  const sealed = await said(id, 'log.sealed')
  expect(sealed).toHaveLength(2)
  const [seal] = await house.database.ask<{ root: Buffer }>(
    'admin',
    'SELECT root FROM checkpoint WHERE clinic_id = $1 AND size = $2',
    [id, sealed[1]?.['size']],
  )
  expect(sealed[1]?.['root']).toBe(seal?.root.toString('base64'))
})

it('falls silent with a clinic that is closed, and speaks again where the calendar had lost it', async () => {
  const [closed, lost] = await Promise.all([1, 2].map(() => buildClinic(house, { roles: ['OWNER'] })))
  if (!closed || !lost) throw new Error('no clinic')
  await house.settle()
  await house.database.ask('admin', "UPDATE clinic SET state = 'closed' WHERE id = $1", [closed.id])
  await house.database.ask('admin', "DELETE FROM due WHERE clinic_id = $1 AND kind LIKE 'log.%'", [lost.id])
  house.clock.advance({ hours: 2 })
  await house.settle()
  expect(await said(closed.id, 'log.heartbeat')).toEqual([])
  expect(await said(lost.id, 'log.heartbeat')).toEqual([])
  house.clock.advance({ days: 1 })
  await house.settle()
  house.clock.advance({ hours: 1 })
  await house.settle()
  expect(await said(closed.id, 'log.heartbeat')).toEqual([])
  expect(await said(lost.id, 'log.heartbeat')).not.toEqual([])
})

it('tells every Owner once when the log had to begin anew, and names what it continues', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'ADMIN'] })
  house.clock.advance({ minutes: 2 })
  await house.settle()
  // Somebody changed where its tree stands.
  await house.database.ask(
    'admin',
    "UPDATE head SET root = decode(repeat('00', 32), 'hex') WHERE clinic_id = $1",
    [clinic.id],
  )
  const [note] = await house.database.ask<{ note: string }>(
    'admin',
    'SELECT note FROM checkpoint WHERE clinic_id = $1 ORDER BY size DESC LIMIT 1',
    [clinic.id],
  )
  house.clock.advance({ hours: 1 })
  await house.settle()
  expect(house.takeComplaints().join()).toContain('had to be begun anew')
  const mails = await house.outbox.takeAll()
  const told = mails.filter(({ template }) => template === 'log_reopened')
  expect(told.map(({ address }) => address).toSorted()).toEqual(
    clinic.people
      .filter(({ role }) => role === 'OWNER')
      .map(({ email }) => email)
      .toSorted(),
  )
  expect(told.map((mail) => house.outbox.read(mail))).toEqual(
    told.map(() => expect.stringContaining('began log number 2')),
  )
  const reopened = { log: '2', why_reopened: 'damaged', continues: note?.note }
  expect(await said(clinic.id, 'log.reopened')).toEqual([reopened])
  // A job may run twice.
  await house.database.ask(
    'admin',
    "INSERT INTO due (clinic_id, kind, key, at) VALUES ($1, 'log.reopened', '2', $2)",
    [clinic.id, house.clock.now()],
  )
  await house.settle()
  expect(await said(clinic.id, 'log.reopened')).toHaveLength(1)
})
