/** Large exports: prepared in the background, by works that meet, are killed and fail; told of, kept, and gone. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createVerifier } from '../../pure/log-proof/verifier.ts'
import type { ClinicId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { signIn } from '../../test/builders.ts'
import { readable } from '../../test/outbox.ts'
import { KEPT_DAYS, LISTED_DAYS, listExports, MOST_AT_ONCE, orderExport, saveExport } from './contract.ts'
import { DROP, prepare, PREPARE } from './preparing.ts'
import { confirmed, fileOf, newest, order, practiceIn, REASON } from './testing/taking.ts'

const house = await startTestApp({ apart: true })
const many = await practiceIn(house)
const LINES = MOST_AT_ONCE + 20
const MANY = { action: 'passkey.renamed' }
const again = () => confirmed(house, many.owner)

/** A line a second, the last of them now. */
const ctx = house.system(many.clinic.id as ClinicId)
const renamed = (index: number): AuditEvent => ({
  action: 'passkey.renamed',
  category: 'auth',
  at: new Date(ctx.now.getTime() - (LINES - index) * 1000),
  personal: { before: 'Old key', after: `Key ${index}` },
})
for (let from = 0; from < LINES; from += 1000) {
  const rest = Array.from({ length: Math.min(1000, LINES - from) - 1 }, (_none, at) => renamed(from + at + 1))
  await write(ctx, async () => audited([renamed(from), ...rest]))
}
await house.settle()

describe('preparing', () => {
  const { clinic, owner } = many
  const clinicId = clinic.id as ClinicId
  const { kernel } = house.enamel
  const settled = async () => {
    await house.settle()
    return house.outbox.take('log_export_ready')
  }

  it('by two works at once makes one whole file, one event and one mail', async () => {
    const visitor = await again()
    const { exportId } = await order(visitor, 'csv', MANY)
    const before = await house.lastSeq()
    // Another process has a kernel of its own.
    await Promise.all([
      prepare(kernel, clinicId, exportId, kernel.clock.now()),
      prepare({ ...kernel }, clinicId, exportId, kernel.clock.now()),
    ])
    await settled()
    expect(
      (await house.events(before)).filter(({ action }) => action === 'audit.export_prepared'),
    ).toHaveLength(1)
    const file = await fileOf(visitor, exportId)
    expect(new Set(file.match(/Key \d+/g)).size).toBe(LINES)
    expect(file.trim().split('\r\n')).toHaveLength(LINES + 1)
  })

  it('that an older program left in the middle begins anew, and nothing stands twice', async () => {
    const visitor = await again()
    const { exportId } = await order(visitor, 'csv', MANY)
    await house.database.ask(
      'admin',
      `UPDATE log_export SET run = gen_random_uuid(), lines = 9, bytes = 4, tries = 1 WHERE id = $1`,
      [exportId],
    )
    await house.database.ask('admin', `INSERT INTO log_export_part VALUES ($1, $2, 0, 'half')`, [
      clinic.id,
      exportId,
    ])
    await settled()
    const file = await fileOf(visitor, exportId)
    expect(file.startsWith('\u{feff}Time')).toBe(true)
    expect(file.trim().split('\r\n')).toHaveLength(LINES + 1)
  })

  it('that fails three times says so to who waits for it', async () => {
    const visitor = await again()
    const { exportId } = await order(visitor, 'jsonl', MANY)
    const broken = { ...kernel, sealNow: () => Promise.reject(new Error('planted')) }
    const once = () => prepare(broken, clinicId, exportId, kernel.clock.now())
    await expect(once()).rejects.toThrow('planted')
    await expect(once()).rejects.toThrow('planted')
    await house.database.ask('admin', `DELETE FROM due WHERE kind = $1 AND key = $2`, [PREPARE, exportId])
    await once()
    await house.settle()
    expect((await house.outbox.take('log_export_failed')).address).toBe(owner.email)
    expect(house.takeComplaints().join()).toContain('could not be prepared')
    expect(await newest(visitor)).toMatchObject({ id: exportId, state: 'failed' })
    expect((await visitor.call(saveExport, { params: { exportId } })).code).toBe('audit_exports.failed')
  })

  it('of more than a few at once is refused, also at the same instant', async () => {
    const here = await again()
    const replies = await Promise.all(
      Array.from({ length: 5 }, () =>
        here.call(orderExport, {
          body: { format: 'ocsf', reason: REASON, filters: MANY },
        }),
      ),
    )
    expect(replies.map(({ code }) => code ?? 'ordered').toSorted()).toEqual([
      'audit_exports.too_many',
      'audit_exports.too_many',
      'ordered',
      'ordered',
      'ordered',
    ])
    await house.settle()
    expect((await house.outbox.takeAll()).map(({ template }) => template)).toEqual(
      Array(3).fill('log_export_ready'),
    )
  })

  it('with proofs is verified like a small one', async () => {
    const here = await again()
    const { exportId } = await order(here, 'jsonl', MANY)
    await settled()
    const file = await fileOf(here, exportId)
    const verifier = createVerifier(nodePrimitives, {
      keys: [JSON.parse(file.split('\n')[0] ?? '{}').vkey as string],
    })
    for (const line of file.trimEnd().split('\n')) verifier.line(line)
    expect(verifier.end().findings).toEqual([])
    expect(file.match(/"type":"entry"/g)).toHaveLength(LINES)
  })

  it('is told to nobody who may not read the log any more', async () => {
    const admin = clinic.the('ADMIN')
    const there = await confirmed(house, admin)
    await order(there, 'csv', MANY)
    await house.database.ask('admin', `UPDATE membership SET role = 'NURSE' WHERE person_id = $1`, [admin.id])
    await house.settle()
  })
})

describe('a large one', () => {
  it('is prepared in the background, told of by mail, kept in parts, and gone after its days', async () => {
    const { owner } = many
    const visitor = await again()
    const before = await house.lastSeq()
    const { exportId, state, lines } = await order(visitor, 'csv', MANY)
    expect([state, lines]).toEqual(['preparing', null])
    expect(await newest(visitor)).toMatchObject({ state: 'preparing', done: 0 })
    expect((await visitor.call(saveExport, { params: { exportId } })).code).toBe('audit_exports.not_ready')
    await house.settle()
    const mail = await house.outbox.take('log_export_ready')
    expect(mail.address).toBe(owner.email)
    const text = readable(house.outbox.read(mail))
    expect(text).toContain('/settings/security/audit-log/exports')
    expect(text).toContain(`${LINES.toLocaleString('en')} of them`)
    const told = (await house.events(before)).find(({ action }) => action === 'audit.export_prepared')
    const file = await fileOf(visitor, exportId)
    expect(file.trim().split('\r\n')).toHaveLength(LINES + 1)
    expect(new Set(file.match(/Key \d+/g)).size).toBe(LINES)
    expect(told?.personal).toMatchObject({
      lines: String(LINES),
      bytes: String(Buffer.byteLength(file)),
      hash: createHash('sha256').update(file).digest('hex'),
    })
    expect(await newest(visitor)).toMatchObject({
      state: 'ready',
      lines: LINES,
      bytes: Buffer.byteLength(file),
    })
    const parts = await house.database.ask<{ size: number }>(
      'admin',
      'SELECT octet_length(content) AS size FROM log_export_part WHERE export_id = $1 ORDER BY position',
      [exportId],
    )
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.every(({ size }) => size <= 2 ** 20)).toBe(true)
    house.clock.advance({ days: KEPT_DAYS })
    await house.settle()
    // Monday's reminders.
    await house.outbox.takeAll()
    expect(
      await house.database.ask('admin', 'SELECT FROM log_export_part WHERE export_id = $1', [exportId]),
    ).toEqual([])
    const back = await again()
    expect((await back.call(saveExport, { params: { exportId } })).code).toBe('audit_exports.gone')
    expect((await newest(back))?.state).toBe('gone')
    house.clock.advance({ days: LISTED_DAYS - KEPT_DAYS })
    await house.settle()
    await house.outbox.takeAll()
    expect((await (await signIn(house, owner)).must(listExports)).exports).toEqual([])
  })
})

it('keeps no calendar of what is gone', async () => {
  house.clock.advance({ days: LISTED_DAYS + 1 })
  await house.settle()
  await house.outbox.takeAll()
  expect(
    await house.database.ask('admin', `SELECT key FROM due WHERE kind IN ($1, $2)`, [DROP, PREPARE]),
  ).toEqual([])
  expect(await house.database.ask('admin', 'SELECT id FROM log_export')).toEqual([])
})
