/** A process that prepares an export is killed, at each of its steps: whoever goes on makes the bytes of one that was never disturbed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { createVerifier } from '../../pure/log-proof/verifier.ts'
import type { ClinicId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { type Format, FORMATS, MOST_AT_ONCE } from './contract.ts'
import { prepare, PREPARE } from './preparing.ts'
import { fhirFaults } from './testing/fhir.ts'
import { confirmed, fileOf, order, practiceIn } from './testing/taking.ts'
import type { Preparing } from './testing/prepare-process.ts'

const key = randomBytes(32)
const house = await startTestApp({ apart: true, key })
const { clinic, owner } = await practiceIn(house)
const clinicId = clinic.id as ClinicId
const LINES = MOST_AT_ONCE + 40
const MANY = { action: 'passkey.renamed' }
const { kernel } = house.enamel

beforeAll(async () => {
  const ctx = house.system(clinicId)
  // Several at one moment, so that time alone is no place to go on from.
  const renamed = (index: number): AuditEvent => ({
    action: 'passkey.renamed',
    category: 'auth',
    at: new Date(ctx.now.getTime() - Math.floor((LINES - index) / 7) * 1000),
    personal: { before: `Old key, ${'worn '.repeat(index % 40)}`, after: `Key ${index}` },
  })
  for (let from = 0; from < LINES; from += 1000) {
    const rest = Array.from({ length: Math.min(1000, LINES - from) - 1 }, (_none, at) =>
      renamed(from + at + 1),
    )
    await write(ctx, async () => audited([renamed(from), ...rest]))
  }
  await house.settle()
})

/** Ordered, sealed, and left to the processes of this test. */
async function ordered(format: Format): Promise<string> {
  const { exportId } = await order(await confirmed(house, owner), format, MANY)
  await house.database.ask('admin', 'DELETE FROM due WHERE kind = $1 AND key = $2', [PREPARE, exportId])
  await kernel.sealNow(clinicId)
  return exportId
}

/** The same order a second time: the same moment, the same bounds. */
async function orderedAgain(exportId: string): Promise<string> {
  const [row] = await house.database.ask<{ id: string }>(
    'admin',
    `INSERT INTO log_export (clinic_id, id, format, filters, since, until, reason, ordered_at, ordered_by, state, lines, kept_until)
     SELECT clinic_id, gen_random_uuid(), format, filters, since, until, reason, ordered_at, ordered_by, 'preparing', 0, kept_until
       FROM log_export WHERE id = $1 RETURNING id`,
    [exportId],
  )
  return row?.id ?? ''
}

function startWork(exportId: string): ChildProcess {
  const { config } = kernel
  const what: Preparing = {
    environment: { ENAMEL_DATA: config.dataFolder, ENAMEL_ORIGIN: config.origin },
    connections: house.database.connections,
    key: key.toString('base64'),
    now: kernel.clock.now().toISOString(),
    clinicId,
    exportId,
  }
  const script = join(import.meta.dirname, 'testing', 'prepare-process.ts')
  return spawn(process.execPath, [script, JSON.stringify(what)], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Where it stops: as it writes this part, or as it says that all is there. */
type Point = { part: number } | 'the end'

/** Starts a work, and kills it with SIGKILL as it gets there: what it was just writing is never committed. */
async function killedAt(exportId: string, point: Point): Promise<void> {
  const holder = new pg.Client(house.database.admin)
  await holder.connect()
  const [table, when] =
    point === 'the end'
      ? ['log_export', `UPDATE ON log_export FOR EACH ROW WHEN (NEW.state = 'ready')`]
      : ['log_export_part', `INSERT ON log_export_part FOR EACH ROW WHEN (NEW.position = ${point.part})`]
  await holder.query(`SELECT pg_advisory_lock(4711)`)
  await holder.query(
    `CREATE OR REPLACE FUNCTION testing.stop_here() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$`,
  )
  await holder.query(`CREATE TRIGGER stop_here BEFORE ${when} EXECUTE FUNCTION testing.stop_here()`)
  const work = startWork(exportId)
  const gone = once(work, 'exit')
  try {
    await expect
      .poll(
        async () => {
          expect(work.exitCode, 'it ended before it got there').toBeNull()
          const { rows } = await holder.query<{ pid: number }>(
            `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
          )
          return rows.length
        },
        { timeout: 50_000 },
      )
      .toBe(1)
  } finally {
    work.kill('SIGKILL')
    await gone
  }
  // PostgreSQL notices the end of a client only when it speaks to it: its transaction is taken back as a lost connection's is.
  await holder.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  await holder.query(`DROP TRIGGER stop_here ON ${table}`)
  await holder.end()
}

/** To its end, by the process of this test. */
const goOn = (exportId: string) => prepare(kernel, clinicId, exportId, kernel.clock.now())

const stateOf = async (exportId: string) => {
  const [row] = await house.database.ask<{ state: string; tries: number; parts: number }>(
    'admin',
    `SELECT state, tries, (SELECT count(*)::integer FROM log_export_part p WHERE p.export_id = x.id) AS parts
       FROM log_export x WHERE id = $1`,
    [exportId],
  )
  return row ?? expect.unreachable()
}
const preparedEvents = async (exportId: string) =>
  (await house.events()).filter(
    ({ action, targetId }) => action === 'audit.export_prepared' && targetId === exportId,
  )

// The whole log tells of each order and of each checkpoint given out, so no two are the same (whole.test.ts).
describe.each(FORMATS.filter((one) => one !== 'whole'))('an export as %s', (format) => {
  it('goes on after the last part that was kept, wherever its process was killed', async () => {
    const exportId = await ordered(format)
    const other = await orderedAgain(exportId)
    await goOn(exportId)
    const visitor = await confirmed(house, owner)
    const whole = await fileOf(visitor, exportId)
    const { parts } = await stateOf(exportId)
    expect(parts).toBeGreaterThan(2)

    // Before anything is kept, and one kill after the other, is the same for all of them.
    const kills = format === 'csv' ? [0, 1, 2, parts - 1] : [parts - 1]
    const points: Point[] = kills.map((part) => ({ part }))
    for (const point of [...points, 'the end' as const]) {
      await killedAt(other, point)
      const left = await stateOf(other)
      expect(left.state).toBe('preparing')
      // All that was committed is there still, and nothing of what was not.
      if (point === 'the end') expect(left.parts).toBe(parts)
      else
        expect([Math.min(1, point.part), left.parts <= point.part]).toEqual([Math.min(1, left.parts), true])
      if (left.parts === 0) continue
      // What happens meanwhile is in none of it.
      await write(house.system(clinicId), async () =>
        audited({
          action: 'passkey.renamed',
          category: 'auth',
          personal: { after: `A later key, ${format}` },
        }),
      )
      await kernel.sealNow(clinicId)
    }
    await house.database.ask('admin', `UPDATE clinic SET name = 'Renamed Dental' WHERE id = $1`, [clinicId])
    await goOn(other)
    await house.database.ask('admin', `UPDATE clinic SET name = $2 WHERE id = $1`, [clinicId, clinic.name])
    const file = await fileOf(visitor, other)
    // Not by toBe: a difference would print megabytes.
    expect(file === whole, 'the same bytes').toBe(true)
    const [told] = await preparedEvents(other)
    expect((await preparedEvents(exportId))[0]?.personal).toEqual(told?.personal)
    expect(Number(told?.personal['lines'])).toBeGreaterThanOrEqual(LINES)
    expect(file.includes(`A later key, ${format}`)).toBe(false)
    expect(await preparedEvents(other)).toHaveLength(1)
    expect((await house.outbox.takeAll()).map(({ template }) => template)).toEqual(
      Array(2).fill('log_export_ready'),
    )
    for (let index = 1; index <= LINES; index += 997) expect(whole).toContain(`Key ${index}`)
    if (format === 'fhir') expect(fhirFaults(JSON.parse(file) as Record<string, unknown>)).toEqual([])
    if (format === 'jsonl') {
      const verifier = createVerifier(nodePrimitives, {
        keys: [(JSON.parse(file.split('\n')[0] ?? '') as { vkey: string }).vkey],
      })
      for (const line of file.trimEnd().split('\n')) verifier.line(line)
      expect(verifier.end().findings).toEqual([])
    }
  }, 300_000)
})

it('of which a part is gone is made anew: nothing is put in its place', async () => {
  const exportId = await ordered('csv')
  await killedAt(exportId, { part: 2 })
  expect((await stateOf(exportId)).tries).toBe(0)
  await house.database.ask('admin', 'DELETE FROM log_export_part WHERE export_id = $1 AND position = 0', [
    exportId,
  ])
  await goOn(exportId)
  const file = await fileOf(await confirmed(house, owner), exportId)
  expect(file.startsWith('\u{feff}Time')).toBe(true)
  expect(new Set(file.match(/Key \d+/g)).size).toBe(LINES)
  expect(file.trim().split('\r\n').length).toBe(
    1 + Number((await preparedEvents(exportId))[0]?.personal['lines']),
  )
  await house.outbox.takeAll()
}, 120_000)
