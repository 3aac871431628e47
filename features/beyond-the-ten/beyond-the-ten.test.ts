/** What stands beside the ten steps: stated with day, person and file; two at once; nothing of it in the number. */
import { describe, expect, it } from 'vitest'
import type { StatedItem } from '../../pure/beyond/beyond.ts'
import type { Sent } from '../../pure/contract/endpoint.ts'
import type { ClinicId } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, signIn } from '../../test/builders.ts'
import { wholeFile } from '../../test/endpoints/file-calls.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { getFile } from '../files/contract.ts'
import { addSystems, listSystems, stateSystem } from '../systems/contract.ts'
import { listBeyond, stateBeyond, withdrawBeyond } from './contract.ts'
import { beyondLines } from './service.ts'

const house = await startTestApp()

async function practice() {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'] })
  const owner = await signIn(house, clinic.the('OWNER'))
  return { clinic, owner }
}

type Said = Sent<typeof stateBeyond>['body']
const SAID: Said = { kept: 'yes', day: null, note: '', fileId: null, seen: null }

const say = (visitor: Visitor, item: StatedItem, more: Partial<Said> = {}) =>
  visitor.call(stateBeyond, { params: { item }, body: { ...SAID, ...more } })

async function line(visitor: Visitor, item: string) {
  const { lines } = await visitor.must(listBeyond)
  return lines.find((one) => one.item === item) ?? expect.unreachable(item)
}

const daysAhead = (days: number) =>
  new Date(house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

describe('what stands beside the ten', () => {
  it('is not known at first, and counts nothing when all of it is stated', async () => {
    const { owner } = await practice()
    const before = (await owner.must(getChecklist)).number
    expect(await owner.must(listBeyond)).toMatchObject({ known: 0, mayState: true })
    expect((await say(owner, 'backups', { note: 'Every night, one copy at the bank' })).status).toBe(200)
    expect((await say(owner, 'risk_analysis', { day: daysAhead(-20) })).status).toBe(200)
    expect(await owner.must(listBeyond)).toMatchObject({ known: 2 })
    expect((await owner.must(getChecklist)).number).toBe(before)
  })

  it('is stated by a person on a day, with a file that its readers may save, and on record', async () => {
    const { clinic, owner } = await practice()
    const fileId = await wholeFile(owner)
    const before = (await house.events()).at(-1)?.seq
    await say(owner, 'risk_analysis', { day: daysAhead(-3), note: 'By Thornfield IT', fileId })
    expect(await line(owner, 'risk_analysis')).toMatchObject({
      standing: 'yes',
      stated: { by: clinic.the('OWNER').name, day: daysAhead(-3), file: { id: fileId, name: 'Restore.txt' } },
    })
    expect(await house.events(before)).toMatchObject([
      { action: 'beyond.stated', targetType: 'beyond_risk_analysis' },
    ])
    const manager = await signIn(house, clinic.the('HR_MANAGER'))
    expect((await manager.call(getFile, { params: { fileId } })).status).toBe(200)
    expect((await say(manager, 'backups')).code).toBe('request.not_allowed')
    const ctx = house.system(clinic.id as ClinicId)
    const folder = await beyondLines(ctx, 'Europe/London')
    expect(folder.find(({ item }) => item === 'risk_analysis')?.stated?.file?.sha256).toMatch(
      /^[0-9a-f]{64}$/,
    )
  })

  it('wants the day it was done, which is no day to come; and an answer that fits', async () => {
    const { owner } = await practice()
    expect((await say(owner, 'restore')).code).toBe('beyond.day_missing')
    expect((await say(owner, 'restore', { day: daysAhead(3) })).code).toBe('beyond.day_wrong')
    expect((await say(owner, 'restore', { kept: 'none', day: daysAhead(-3) })).code).toBe('beyond.kept_wrong')
    expect((await say(owner, 'backups', { kept: 'none' })).code).toBe('beyond.kept_wrong')
    expect((await say(owner, 'insurance', { kept: 'partly', day: daysAhead(3) })).code).toBe(
      'beyond.kept_wrong',
    )
    expect((await say(owner, 'guest_wifi', { kept: 'none' })).status).toBe(200)
    // A day that belongs to nothing is not kept.
    await say(owner, 'updates', { kept: 'no', day: daysAhead(-3) })
    expect((await line(owner, 'updates')).stated?.day).toBeNull()
  })

  it('is of the first of two people at once; the second sees theirs, and then takes its place knowingly', async () => {
    const { clinic, owner } = await practice()
    const admin = await signIn(house, clinic.the('ADMIN'))
    const both = await Promise.all([
      say(owner, 'backups', { note: 'Daily' }),
      say(admin, 'backups', { kept: 'partly', note: 'Weekly' }),
    ])
    expect(both.map(({ code }) => code ?? 'done').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'beyond.changed_meanwhile',
      'done',
    ])
    const seen = (await line(admin, 'backups')).stated?.id ?? null
    expect((await say(admin, 'backups', { kept: 'partly', note: 'Weekly', seen })).status).toBe(200)
    expect((await line(owner, 'backups')).stated).toMatchObject({
      note: 'Weekly',
      by: clinic.the('ADMIN').name,
    })
  })

  it('is not known again when it is taken back, and nothing is taken back twice', async () => {
    const { owner } = await practice()
    await say(owner, 'backups')
    const params = { item: 'backups' as const }
    expect((await owner.call(withdrawBeyond, { params })).status).toBe(200)
    expect((await line(owner, 'backups')).standing).toBe('unknown')
    expect((await owner.call(withdrawBeyond, { params })).code).toBe('beyond.not_stated')
  })

  it('ends, and grows old, by the day of the clinic', async () => {
    const { clinic, owner } = await practice()
    const at = { today: daysAhead(0), tomorrow: daysAhead(1) }
    await say(owner, 'insurance', { day: at.today })
    await say(owner, 'backups')
    const standing = async () => {
      const lines = await beyondLines(house.system(clinic.id as ClinicId), 'Europe/London')
      return ['insurance', 'backups'].map((item) => lines.find((one) => one.item === item)?.standing)
    }
    expect(await standing()).toEqual(['soon', 'yes'])
    house.clock.advance({ hours: 24 })
    expect(await standing()).toEqual(['ended', 'yes'])
    house.clock.advance({ hours: 24 * 365 })
    expect(await standing()).toEqual(['ended', 'old'])
    await house.settle()
    await house.outbox.takeAll()
  })

  it('takes agreements from the systems in use, each by name', async () => {
    const { owner } = await practice()
    await owner.must(addSystems, {
      body: {
        systems: [
          { kind: 'mail', name: 'Mail' },
          { kind: 'bank', name: 'Bank' },
        ],
      },
    })
    expect(await line(owner, 'agreements')).toMatchObject({
      standing: 'unknown',
      systems: [
        { name: 'Bank', said: null },
        { name: 'Mail', said: null },
      ],
    })
    const systemId = (await owner.must(listSystems)).systems.find(({ name }) => name === 'Mail')?.id ?? ''
    await owner.must(stateSystem, {
      params: { systemId },
      body: {
        kind: 'mail',
        name: 'Mail',
        note: '',
        runBy: null,
        runByName: '',
        sharedSignIn: 'unknown',
        secondFactor: 'unknown',
        agreement: 'signed',
        again: false,
        revision: 1,
      },
    })
    expect(await line(owner, 'agreements')).toMatchObject({
      standing: 'partly',
      systems: [
        { name: 'Bank', agreement: 'unknown' },
        { name: 'Mail', agreement: 'signed', said: { by: expect.any(String) as string } },
      ],
    })
  })
})
