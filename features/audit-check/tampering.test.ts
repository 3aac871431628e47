/** Everything that somebody with all rights in the database can do to a sealed log is found, and the right entry named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Apart, createVerifier } from '../../pure/log-proof/verifier.ts'
import type { ClinicId } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic } from '../../test/builders.ts'
import { exportLines } from '../audit/export-lines.ts'
import { listLogs, newestCheckpoint } from '../audit/tree.ts'
import { checkLogs, type CheckReport } from './service.ts'
import { keepLog, type KeptLog } from './testing/kept-log.ts'
import { CASES, ENTRY, SHOWN } from './testing/tamperings.ts'

const house = await startTestApp()
let here: Clinic
let elsewhere: Clinic
let kept: KeptLog
let size: number
let caught = 0
/** What an auditor has from elsewhere: the key, and the newest checkpoint. */
let apart: Apart
const system = () => house.system(here.id as ClinicId)

/** More than two full tiles, and an edge. */
const ENTRIES = 700

async function fill(clinic: Clinic, count: number): Promise<void> {
  const ctx = house.system(clinic.id as ClinicId)
  for (let done = 0; done < count; done += 50)
    await write(ctx, async () =>
      audited(
        Array.from({ length: 50 }, (_none, at) => ({
          action: 'checklist.step_stated',
          category: 'config' as const,
          target: { type: 'step_5', id: clinic.the('OWNER').id },
          sessionId: clinic.the('OWNER').id,
          patientId: clinic.the('OWNER').id,
          personal: { after: `Line ${done + at}`, reason: 'Checked by hand' },
        })) as never,
      ),
    )
  await house.settle()
}

beforeAll(async () => {
  here = await buildClinic(house)
  elsewhere = await buildClinic(house)
  await fill(here, ENTRIES)
  house.clock.advance({ minutes: 2 })
  await house.settle()
  // Signed at one size before, and at the end.
  await fill(here, 50)
  house.clock.advance({ minutes: 2 })
  await fill(elsewhere, 50)
  await house.settle()
  await house.outbox.takeAll()
  kept = await keepLog(house.database)
  const [head] = await house.database.ask<{ size: string }>(
    'admin',
    'SELECT size FROM head WHERE clinic_id = $1',
    [here.id],
  )
  size = Number(head?.size)
  const logs = await read(house.system(here.id as ClinicId), (tx) =>
    listLogs(tx, house.system(here.id as ClinicId)),
  )
  const newest = await read(house.system(here.id as ClinicId), (tx) =>
    newestCheckpoint(tx, house.system(here.id as ClinicId), logs[0] ?? expect.unreachable()),
  )
  apart = { keys: logs.map(({ verifierKey }) => verifierKey), checkpoints: [newest?.note ?? ''] }
})
afterAll(() => kept.restore())

const check = async (clinic: Clinic = here): Promise<CheckReport> => {
  const reports = await checkLogs(house.enamel.kernel, clinic.id, () => undefined)
  return reports?.[0] as CheckReport
}
const sql = (statement: string) => kept.tamper(statement, { here: here.id, elsewhere: elsewhere.id })

it('finds nothing in a log that nobody touched', async () => {
  const reports = await checkLogs(house.enamel.kernel, undefined, () => undefined)
  expect(reports?.flatMap(({ findings }) => findings)).toEqual([])
  const report = reports?.find(({ clinicId }) => clinicId === here.id)
  expect(report?.rows).toBeGreaterThan(ENTRIES)
  expect(report?.logs).toMatchObject([{ log: 1, size }])
  expect(report?.rows).toBe(size)
})

describe('of a log of which somebody changes past Enamel', () => {
  afterAll(() => {
    process.stdout.write(`tampering: ${caught} of ${CASES.length} found by the check of the database\n`)
  })

  it.each(CASES)('%s: it is found', async (_does, statement, problem, index) => {
    await kept.restore()
    const changed = await sql(statement)
    expect(changed, 'rows that the tampering touched').toBeGreaterThan(0)
    const { findings, more } = await check()
    const entry = index === 'end' ? size - 1 : index === 'past' ? size : index
    const named = entry === undefined ? {} : { index: String(entry) }
    expect(findings).toContainEqual(expect.objectContaining({ problem, ...named }))
    // Not buried among what is only its consequence.
    expect(findings.length + more, JSON.stringify(findings)).toBeLessThanOrEqual(4)
    expect((await check(elsewhere)).findings).toEqual([])
    caught += 1
  })
})

describe('of an export of such a log', () => {
  let shown = 0
  afterAll(() => {
    process.stdout.write(
      `tampering: ${shown} of ${CASES.length} found in an export; the others change what no export holds\n`,
    )
  })

  it.each(CASES)('%s: it is found wherever it stands in the file', async (does, statement) => {
    await kept.restore()
    await sql(statement)
    const verifier = createVerifier(nodePrimitives, apart)
    for await (const { text } of exportLines(system(), { kind: 'whole' }))
      for (const line of text.split('\n').slice(0, -1)) verifier.line(line)
    const { state, findings } = verifier.end()
    const [problem, index] = SHOWN[does] ?? []
    if (problem === undefined) {
      expect(findings).toEqual([])
      // A row that is gone, with a word for it that nothing in the log bears out, is not said to hold.
      expect(state).toBe(does.includes('with an erasure') ? 'in part' : 'holds')
      return
    }
    expect(findings[0]).toMatchObject({ problem, ...(index !== undefined && { index: String(index) }) })
    shown += 1
  })

  it('names cases that there are', () => {
    expect(Object.keys(SHOWN).filter((name) => !CASES.some(([does]) => does === name))).toEqual([])
  })
})

describe('a log that was made to fit', () => {
  it('is not the one that was signed: the stretch is named in which it was changed', async () => {
    await kept.restore()
    await sql(
      `UPDATE event SET body = convert_to(replace(convert_from(body, 'UTF8'), '"count":1', '"count":9'), 'UTF8') WHERE ${ENTRY(745)}`,
    )
    await kept.makeFit(here.id)
    const { findings } = await check()
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ problem: 'root_wrong' })
    expect(Number(findings[0]?.index)).toBeLessThanOrEqual(745)
    await kept.restore()
    expect((await check()).findings).toEqual([])
  })
})
