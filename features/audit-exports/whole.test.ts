/** The whole log as one file, and what an export of the lines that are shown leaves out. */
import { expect, it } from 'vitest'
import { SIGN_OF_LIFE } from '../../pure/contract/log-filters.ts'
import { createVerifier } from '../../pure/log-proof/verifier.ts'
import type { ClinicId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { type ExportBatch, exportLines } from '../audit/export-lines.ts'
import { orderExport, saveExport } from './contract.ts'
import { confirmed, fileOf, newest, order, practiceIn, REASON } from './testing/taking.ts'

const house = await startTestApp({ apart: true })

/** Some hours of nothing but signs of life. */
async function quietPractice() {
  const practice = await practiceIn(house)
  for (let hour = 0; hour < 3; hour++) {
    await house.settle()
    house.clock.advance({ hours: 1 })
  }
  await house.settle()
  await house.outbox.takeAll()
  return { ...practice, visitor: await confirmed(house, practice.owner) }
}

interface Line {
  type: string
  index?: string
  entry?: string
  proof?: string[]
  vkey?: string
  entries?: string
}
const linesOf = (file: string) =>
  file
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
const actionsOf = (file: string) =>
  linesOf(file).flatMap(({ entry }) =>
    entry === undefined
      ? []
      : [(JSON.parse(Buffer.from(entry, 'base64').toString('utf8')) as { action: string }).action],
  )

it('the whole log begins at its first line, has no gap, holds by its roots alone, and has the order itself', async () => {
  const { visitor, owner, clinic } = await quietPractice()
  const before = await house.lastSeq()
  const { exportId, state, lines } = await order(visitor, 'whole')
  expect([state, lines]).toEqual(['preparing', null])
  expect((await visitor.call(saveExport, { params: { exportId } })).code).toBe('audit_exports.not_ready')
  expect((await house.events(before))[0]).toMatchObject({
    action: 'audit.exported',
    targetId: exportId,
    personal: { format: 'whole', reason: REASON },
  })
  await house.settle()
  expect((await house.outbox.take('log_export_ready')).address).toBe(owner.email)
  const file = await fileOf(visitor, exportId)
  const all = linesOf(file)
  const entries = all.filter(({ type }) => type === 'entry')
  expect(entries.map(({ index }) => index)).toEqual(entries.map((_entry, index) => String(index)))
  expect(entries.filter(({ proof }) => proof !== undefined)).toEqual([])
  const verifier = createVerifier(nodePrimitives, { keys: [all[0]?.vkey ?? ''] })
  for (const line of file.trimEnd().split('\n')) verifier.line(line)
  expect(verifier.end()).toMatchObject({ state: 'holds', findings: [] })
  const actions = actionsOf(file)
  expect(actions.filter((one) => one === SIGN_OF_LIFE).length).toBeGreaterThan(1)
  expect(actions).toContain('audit.exported')
  expect(await newest(visitor)).toMatchObject({
    format: 'whole',
    state: 'ready',
    lines: entries.length,
    bytes: Buffer.byteLength(file),
  })
  expect(await fileOf(visitor, exportId)).toBe(file)
  // Its newest checkpoint is in somebody's hands: it is kept.
  const kept = await house.database.ask<{ name: string }>(
    'admin',
    `SELECT w.name FROM witness w JOIN checkpoint c USING (clinic_id, log, size) WHERE w.clinic_id = $1 AND w.kind = 'export'`,
    [clinic.id],
  )
  expect(kept).toEqual([{ name: owner.name }])
})

it('the whole log goes on after whatever was kept of it, with the bytes it would have had', async () => {
  const { clinic } = await practiceIn(house)
  const ctx = house.system(clinic.id as ClinicId)
  const { kernel } = house.enamel
  const happen = (n: number) =>
    write(ctx, async () =>
      audited(
        Array.from({ length: n }, (_none, index) => ({
          action: 'checklist.step_stated',
          category: 'config',
          personal: { reason: `Line ${index}` },
        })) as unknown as [AuditEvent, ...AuditEvent[]],
      ),
    )
  // More than are read at once.
  await happen(1_100)
  await kernel.sealNow(clinic.id as ClinicId)
  const batches: ExportBatch[] = []
  for await (const batch of exportLines(ctx, { kind: 'whole' })) batches.push(batch)
  const all = batches.map(({ text }) => text).join('')
  expect(batches.filter(({ mark }) => mark !== undefined)).toHaveLength(3)
  await happen(3)
  await kernel.sealNow(clinic.id as ClinicId)
  for (const [at, { mark }] of batches.entries()) {
    if (!mark) continue
    let file = batches
      .slice(0, at + 1)
      .map(({ text }) => text)
      .join('')
    for await (const { text } of exportLines(ctx, { kind: 'whole' }, mark)) file += text
    expect(file === all, `the same bytes, going on after batch ${at}`).toBe(true)
  }
})

it('the whole log takes no filters: who names some is not handed everything', async () => {
  const { visitor } = await practiceIn(house)
  for (const filters of [{ category: 'auth' }, { hourly: 'hidden' }, { from: '2026-01-01T00:00:00Z' }]) {
    const reply = await visitor.send({
      method: 'POST',
      url: orderExport.url,
      body: { format: 'whole', reason: REASON, filters },
    })
    expect([reply.status, reply.code]).toEqual([422, 'audit_exports.whole_has_no_filters'])
  }
})

it('what is shown leaves the signs of life out, and says so; without filters they are in it', async () => {
  const { visitor } = await quietPractice()
  const shown = await order(visitor, 'jsonl', { hourly: 'hidden' })
  const before = await house.lastSeq()
  const all = await order(visitor, 'jsonl')
  const [event] = await house.events(before)
  expect(event?.personal['filters']).not.toContain('hourly')
  const [without, withThem] = [await fileOf(visitor, shown.exportId), await fileOf(visitor, all.exportId)]
  expect(actionsOf(without)).not.toContain(SIGN_OF_LIFE)
  const signs = actionsOf(withThem).filter((one) => one === SIGN_OF_LIFE).length
  expect(signs).toBeGreaterThan(1)
  // One more: the first order.
  expect(all.lines).toBe((shown.lines ?? 0) + signs + 1)
  expect(actionsOf(without)).toHaveLength(shown.lines ?? -1)
  const listed = (await newest(visitor))?.filters
  expect(listed).not.toHaveProperty('hourly')
  const [first] = await house.database.ask<{ filters: { hourly?: string } }>(
    'admin',
    'SELECT filters FROM log_export WHERE id = $1',
    [shown.exportId],
  )
  expect(first?.filters.hourly).toBe('hidden')
})
