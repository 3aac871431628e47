/** After the daily run has carried out keeping times, everything that proves the log goes on proving it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ClinicId } from '../../server/context.ts'
import { verifyFile } from '../../server/log-proof/verify-file.ts'
import { atEnd } from '../../test/at-end.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import { checkLogs } from '../audit-check/service.ts'
import { exportLines, type Exported } from '../audit/export-lines.ts'
import { seal, takeProof } from '../audit/proofs.ts'
import { stateStep } from '../checklist/contract.ts'
import { DETAILS, keepFor, ofDetails, readRows } from './testing/rows.ts'

const house = await startTestApp()
const folder = mkdtempSync(join(tmpdir(), 'enamel-keeping-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))
let clinic: Clinic
/** Of the line that the tests follow: it has an address and a browser at first. */
let eventId: string
let proofBefore: string
let checkpointBefore: string

const ctx = () => house.system(clinic.id as ClinicId)
const rows = () => readRows(house, clinic.id)
const line = async () => (await rows()).find(({ id }) => id === eventId)
const kept = (name: string, content: string) => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}
/** Somebody comes and does something, and all of it is signed. */
async function act(note: string): Promise<void> {
  const owner = await signIn(house, clinic.the('OWNER'), { address: '198.51.100.7' })
  await owner.must(stateStep, { params: { step: 3 }, body: { note } })
  await house.settle()
  house.clock.advance({ minutes: 2 })
  await house.settle()
}
const verify = async (file: string, checkpoints: readonly string[] = []) =>
  verifyFile(file, { keys: [(await seal(ctx())).verifierKey], checkpoints })
async function exported(name: string, what: Exported): Promise<string> {
  let text = ''
  for await (const batch of exportLines(ctx(), what)) text += batch.text
  return kept(name, text)
}
const proof = async () => Buffer.from((await takeProof(ctx(), eventId)).content as Uint8Array).toString()
/** Fields that such a file opens. */
function openedBy(text: string): string[] {
  const extra = /^extra (.+)$/m.exec(text)?.[1] ?? ''
  return Object.keys((JSON.parse(Buffer.from(extra, 'base64').toString()) as { open: object }).open)
}
const erased = async (kind: string) =>
  (
    await house.database.ask<{ n: number }>(
      'admin',
      'SELECT coalesce(sum(rows), 0)::integer AS n FROM log_erasure WHERE clinic_id = $1 AND kind = $2',
      [clinic.id, kind],
    )
  )[0]?.n
const findings = async () =>
  (await checkLogs(house.enamel.kernel, clinic.id, () => undefined))?.flatMap((report) => report.findings)

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER'] })
  await act('The first year')
  eventId = (await rows()).find(({ action }) => action === 'checklist.step_stated')?.id ?? ''
  proofBefore = await proof()
  checkpointBefore = proofBefore.slice(proofBefore.indexOf('\n\n') + 2)
})
afterEach(() => house.outbox.takeAll())

describe('when the daily run has erased openings', () => {
  beforeAll(async () => {
    house.clock.advance({ days: 400 })
    await act('A year later')
    house.clock.advance({ hours: 24 })
    await house.settle()
    await act('And a day')
  })

  it('the line says less, and what it says of itself is there byte for byte', async () => {
    expect(await erased('details')).toBeGreaterThan(0)
    const now = (await line()) ?? expect.unreachable()
    expect(ofDetails(now)).toEqual([])
    expect(now.fields).toContain('after')
  })

  it('its proof of before still holds, and so does one taken now, which opens no address', async () => {
    const before = await verify(kept('before.tlog-proof', proofBefore))
    expect(before).toMatchObject({ state: 'holds', findings: [] })
    const text = await proof()
    const after = await verify(kept('after.tlog-proof', text))
    expect(after).toMatchObject({ state: 'holds', findings: [], logs: [{ entries: 1 }] })
    expect(openedBy(proofBefore)).toEqual(expect.arrayContaining(['after', 'address', 'agent']))
    expect(openedBy(text)).toContain('after')
    expect(openedBy(text).filter((field) => DETAILS.includes(field))).toEqual([])
    expect(after.logs[0]?.closed).toBeGreaterThan(before.logs[0]?.closed ?? 0)
  })

  it('an export of all of it, and of that line alone, holds against the checkpoint of before', async () => {
    const whole = await verify(await exported('whole.jsonl', { kind: 'whole' }), [checkpointBefore])
    expect(whole).toMatchObject({ state: 'holds', findings: [], logs: [{ form: 'whole', erased: 0 }] })
    expect(whole.logs[0]?.kept).toMatchObject([{ outcome: 'holds' }])
    expect(whole.logs[0]?.closed).toBeGreaterThan(0)
    const one = await verify(await exported('one.jsonl', { kind: 'events', ids: [[eventId]] }))
    expect(one).toMatchObject({ state: 'holds', findings: [], logs: [{ form: 'selection', entries: 1 }] })
  })

  it('the check of the log against itself finds nothing', async () => expect(await findings()).toEqual([]))
})

describe('when it has erased whole lines', () => {
  beforeAll(async () => {
    await keepFor(house, clinic.id, clinic.the('OWNER').id, 'decisions', 12)
    house.clock.advance({ hours: 24 })
    await house.settle()
    await act('And another day')
  })

  it('an export holds: their leaves are there, and a line of the log says that they were to go', async () => {
    expect(await erased('decisions')).toBeGreaterThan(2)
    expect(await line()).toBeUndefined()
    const whole = await verify(await exported('fewer.jsonl', { kind: 'whole' }), [checkpointBefore])
    expect(whole).toMatchObject({ state: 'holds', findings: [], logs: [{ unexplained: undefined }] })
    expect(whole.logs[0]?.erased).toBe(await erased('decisions'))
    expect(whole.logs[0]?.kept).toMatchObject([{ outcome: 'holds' }])
  })

  it('the proof that somebody took of one of them still holds', async () => {
    expect(await verify(kept('old.tlog-proof', proofBefore))).toMatchObject({ state: 'holds', findings: [] })
  })

  it('the check of the log against itself finds nothing', async () => expect(await findings()).toEqual([]))
})
