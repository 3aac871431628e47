/** Lines taken out of the log, through the doors of the program: on record first, and in every form. */
import { describe, expect, it } from 'vitest'
import { createVerifier } from '../../pure/log-proof/verifier.ts'
import type { ClinicId } from '../../server/context.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { signIn } from '../../test/builders.ts'
import { listExports, orderExport, readExport, saveExport } from './contract.ts'
import { fhirFaults } from './testing/fhir.ts'
import { ocsfFaults } from './testing/ocsf.ts'
import { fileOf, newest, order, practiceIn, REASON } from './testing/taking.ts'

const house = await startTestApp({ apart: true })
const practice = () => practiceIn(house)

describe('an export', () => {
  it('is on record, with reason, form and filters, and signed, before anything of it can be saved', async () => {
    const { clinic, visitor } = await practice()
    const before = await house.lastSeq()
    const { exportId, state, lines } = await order(visitor, 'csv', { category: 'auth' })
    expect([state, lines]).toEqual(['at_once', expect.any(Number)])
    const [event, ...others] = await house.events(before)
    expect(others).toEqual([])
    expect(event).toMatchObject({
      action: 'audit.exported',
      outcome: 'ok',
      targetId: exportId,
      personal: {
        reason: REASON,
        format: 'csv',
        filters: expect.stringContaining('category auth'),
        lines: String(lines),
      },
    })
    await house.enamel.kernel.sealNow(clinic.id as ClinicId)
    const [signed] = await house.database.ask<{ covered: boolean }>(
      'admin',
      `SELECT h.signed_size > l.leaf_index AS covered FROM ledger l
         JOIN head h ON h.clinic_id = l.clinic_id AND h.log = l.log
         JOIN event e ON e.clinic_id = l.clinic_id AND e.at = l.at AND e.id = l.event_id
        WHERE l.clinic_id = $1 AND e.action = 'audit.exported'`,
      [clinic.id],
    )
    expect(signed?.covered).toBe(true)
  })

  it('leaves an event each time it is saved, and the list says who took what and why', async () => {
    const { owner, visitor } = await practice()
    const { exportId } = await order(visitor, 'csv')
    const before = await house.lastSeq()
    const first = await fileOf(visitor, exportId)
    expect(await fileOf(visitor, exportId)).toBe(first)
    const taken = await house.events(before)
    expect(taken.map(({ action, personal }) => [action, personal['reason']])).toEqual([
      ['audit.export_taken', REASON],
      ['audit.export_taken', REASON],
    ])
    expect(await newest(visitor)).toMatchObject({
      id: exportId,
      by: owner.name,
      reason: REASON,
      state: 'at_once',
      format: 'csv',
    })
  })

  it('stays what was ordered: what was written down later is not in it', async () => {
    const { visitor } = await practice()
    await house.settle()
    const { exportId } = await order(visitor, 'csv')
    const first = await fileOf(visitor, exportId)
    expect(first).not.toContain('Took lines out of the log')
    house.clock.advance({ minutes: 1 })
    await order(visitor, 'csv', {}, 'Another reason')
    await house.settle()
    expect(await fileOf(visitor, exportId)).toBe(first)
  })

  it('has what the filters let through alone, and is refused when that is nothing', async () => {
    const { visitor, clinic } = await practice()
    const nurse = clinic.the('NURSE')
    await signIn(house, nurse)
    await house.settle()
    const { exportId, lines } = await order(visitor, 'csv', { person: nurse.id })
    const rows = (await fileOf(visitor, exportId)).trim().split('\r\n').slice(1)
    expect(rows).toHaveLength(lines ?? -1)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter((row) => !row.includes(nurse.id))).toEqual([])
    const reply = await visitor.call(orderExport, {
      body: { format: 'csv', reason: REASON, filters: { patient: nurse.id } },
    })
    expect([reply.status, reply.code]).toEqual([422, 'audit_exports.nothing'])
  })

  it.each([
    ['no reason', { format: 'csv', reason: ' ', filters: {} }, 'reason'],
    ['a form that is none', { format: 'xlsx', reason: REASON, filters: {} }, 'format'],
    ['a filter that is none', { format: 'csv', reason: REASON, filters: { clinic: 'x' } }, 'filters'],
    [
      'a time that is none',
      { format: 'csv', reason: REASON, filters: { from: 'yesterday' } },
      'filters.from',
    ],
  ])('is refused with a word about the field: %s', async (_what, body, field) => {
    const { visitor } = await practice()
    const reply = await visitor.send({ method: 'POST', url: orderExport.url, body })
    expect(reply.status).toBe(422)
    expect(reply.fields[0]?.path).toContain(field)
  })
})

describe('who may', () => {
  it('not a nurse, and not without a fresh sign-in; a list of exports needs none', async () => {
    const { clinic, visitor } = await practice()
    const { exportId } = await order(visitor, 'csv')
    const admin = clinic.the('ADMIN')
    const late = await signIn(house, admin)
    house.clock.advance({ minutes: 11 })
    for (const call of [
      () => late.call(orderExport, { body: { format: 'csv', reason: REASON, filters: {} } }),
      () => late.call(readExport, { params: { exportId } }),
      () => late.call(saveExport, { params: { exportId } }),
    ])
      expect((await call()).code).toBe('request.confirm_needed')
    expect((await newest(late))?.id).toBe(exportId)
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.call(listExports)).code).toBe('request.not_allowed')
  })

  it('nobody of another clinic, and that is on record', async () => {
    const { visitor } = await practice()
    const { exportId } = await order(visitor, 'csv')
    const stranger = await practice()
    const before = await house.lastSeq()
    for (const endpoint of [readExport, saveExport])
      expect((await stranger.visitor.call(endpoint, { params: { exportId } })).code).toBe(
        'audit_exports.not_found',
      )
    const events = await house.events(before)
    expect(events[0]).toMatchObject({
      action: 'request.refused',
      targetId: exportId,
      clinicId: stranger.clinic.id,
    })
    expect((await stranger.visitor.must(listExports)).exports).toEqual([])
  })
})

describe('the forms', () => {
  it('a table has no cell that a spreadsheet would compute', async () => {
    const { visitor } = await practice()
    for (const reason of ['=HYPERLINK("http://evil.example")', '+1+cmd', '-1', '@SUM(A1)', '＝1+1'])
      await order(visitor, 'csv', {}, reason.padEnd(3, '0'))
    const { exportId } = await order(visitor, 'csv')
    const file = await fileOf(visitor, exportId)
    expect(file).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
    expect(
      file
        .slice(1)
        .split(/\r\n|,/)
        .filter((cell) => /^"?[=+\-@＝]/.test(cell)),
    ).toEqual([])
    expect(file.startsWith('\u{feff}Time,Who,What')).toBe(true)
  })

  it('JSON Lines are verified by who has nothing of us but the key', async () => {
    const { visitor } = await practice()
    // What waits for the seal is sealed first.
    const { exportId, lines } = await order(visitor, 'jsonl', { category: 'auth' })
    const file = await fileOf(visitor, exportId)
    const verdictOf = (text: string) => {
      const verifier = createVerifier(nodePrimitives, {
        keys: [JSON.parse(text.split('\n')[0] ?? '{}').vkey as string],
      })
      for (const line of text.trimEnd().split('\n')) verifier.line(line)
      return verifier.end()
    }
    const verdict = verdictOf(file)
    expect(verdict.findings).toEqual([])
    expect(file.match(/"type":"entry"/g)).toHaveLength(lines ?? -1)
    const cut = file.trimEnd().split('\n').slice(0, -2).join('\n')
    expect(verdictOf(cut).findings.length).toBeGreaterThan(0)
  })

  it('FHIR is one bundle of AuditEvents that hold against R4', async () => {
    const { visitor } = await practice()
    const { exportId, lines } = await order(visitor, 'fhir')
    const bundle = JSON.parse(await fileOf(visitor, exportId)) as { entry: unknown[] }
    expect(fhirFaults(bundle)).toEqual([])
    expect(bundle.entry).toHaveLength(lines ?? -1)
  })

  it('OCSF is an event a line that holds against 1.8.0', async () => {
    const { visitor } = await practice()
    const { exportId, lines } = await order(visitor, 'ocsf')
    const events = (await fileOf(visitor, exportId))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events.flatMap(ocsfFaults)).toEqual([])
    expect(events).toHaveLength(lines ?? -1)
  })
})
