/** `enamel audit verify` with what people keep: the very mail that Enamel sent, as it lies in a folder. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../bench/program.ts'
import { nameWitness } from '../../features/witnesses/contract.ts'
import { beside } from '../../features/audit/testing/beside.ts'
import { growLog } from '../../features/audit/testing/grow-log.ts'
import { startTestApp } from '../../test/app.ts'
import { atEnd } from '../../test/at-end.ts'
import { buildClinic, confirm, signIn } from '../../test/builders.ts'
import { signerOf } from '../../test/sealed-export.ts'
import type { ClinicId, Context } from '../context.ts'
import { writeExport } from './audit-export-file.ts'

const house = await startTestApp()
const folder = mkdtempSync(join(tmpdir(), 'enamel-audit-verify-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))
const whole = join(folder, 'whole.jsonl')
const mail = join(folder, 'Keep this.eml')
let ctx: Context

beforeAll(async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER'] })
  ctx = house.system(clinic.id as ClinicId)
  await growLog(ctx.kernel, ctx.clinicId, 300)
  await house.settle()
  const owner = await signIn(house, clinic.the('OWNER'))
  await confirm(house, owner, clinic.the('OWNER'))
  await owner.must(nameWitness, {
    params: { kind: 'mailbox' },
    body: { name: 'Log copies', address: 'log-copies@marshlane.example' },
  })
  await house.settle()
  writeFileSync(mail, house.outbox.read(await house.outbox.take('log_copy')))
  await house.outbox.takeAll()
  await growLog(ctx.kernel, ctx.clinicId, 20)
  await beside(house, writeExport(ctx, whole, {}))
})

const verify = (...args: string[]) => runCommand(['audit', 'verify', ...args], { environment: {} })

describe('audit verify', () => {
  it('takes key and checkpoint out of the mail as it was saved', async () => {
    const { code, stdout, stderr } = await verify(whole, '--key', mail, '--checkpoint', mail)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n')[0]).toContain('holds: every entry is what was sealed, and all of it is signed')
    expect(stdout).toMatch(/kept checkpoint of \d+ entries: the file holds to it/)
  })

  it('says what a file is that holds neither', async () => {
    const nothing = join(folder, 'nothing.txt')
    writeFileSync(nothing, `Dear Ada,\n\nall is well.\n\n${signerOf().vkey.slice(0, -8)}\n`)
    for (const [option, said] of [
      ['--key', '--key is no verifier key (name+hash+base64), nor a file that holds one'],
      [
        '--checkpoint',
        'holds no signed checkpoint. It takes the checkpoint by itself, or a daily mail saved',
      ],
    ] as const) {
      const { code, stderr } = await verify(whole, option, nothing)
      expect(code).toBe(2)
      expect(stderr).toContain(said)
    }
    expect(await verify(whole, '--checkpoint', join(folder, 'nowhere.eml'))).toMatchObject({ code: 2 })
  })
})
