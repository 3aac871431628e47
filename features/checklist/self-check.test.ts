/** The nightly look: what counts without proof is found, by whom it may be seen, and gone when it is mended. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Role } from '../../pure/roles/roles.ts'
import { newId } from '../../server/db/ids.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { answerShares } from '../shared-computers/contract.ts'
import { disablePerson } from '../staff/acts-contract.ts'
import { getChecklist, nameKeepers, signException, stateStep, withdrawStatement } from './contract.ts'
import { checkAll } from './self-check.ts'
import { getSelfCheck } from './self-check-contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

async function by(clinic: Clinic, role: Role = 'OWNER'): Promise<Visitor> {
  const visitor = await signIn(house, clinic.the(role))
  await confirm(house, visitor, clinic.the(role))
  return visitor
}
async function begun(roles: readonly Role[] = ['OWNER', 'NURSE']) {
  const clinic = await buildClinic(house, { roles })
  return { clinic, owner: await by(clinic) }
}
const night = () => checkAll(house.enamel.kernel)
const found = async (visitor: Visitor) =>
  (await visitor.must(getSelfCheck)).findings.map(({ kind, step, values, since }) => ({
    kind,
    step,
    values,
    told: since !== null,
  }))
const dayIn = (days: number) =>
  new Date(house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const eventsOf = async ({ id }: Clinic) =>
  (await house.events()).filter(
    ({ action, clinicId }) => clinicId === id && action === 'checklist.self_checked',
  )
const state = (visitor: Visitor, step: number) =>
  visitor.must(stateStep, { params: { step }, body: { note: 'Seen to' } })

describe('the checklist looking through itself', () => {
  it('finds nothing where each step that counts has its proof, and leaves no event', async () => {
    const { clinic, owner } = await begun()
    await state(owner, 5)
    expect(await owner.must(getSelfCheck)).toEqual({ checkedAt: null, findings: [] })
    await night()
    const { checkedAt, findings } = await owner.must(getSelfCheck)
    expect(findings).toEqual([])
    expect(Date.parse(checkedAt ?? '')).toBeLessThan(house.clock.now().getTime())
    expect(await eventsOf(clinic)).toEqual([])
  })

  it('finds a statement that was written past the product', async () => {
    const { clinic, owner } = await begun()
    await house.database.ask(
      'admin',
      `INSERT INTO statement (clinic_id, id, step, person_id, note, stated_at) VALUES ($1, $2, 8, $3, 'All is well', $4)`,
      [clinic.id, newId(house.clock.now()), clinic.the('OWNER').id, house.clock.now()],
    )
    expect((await owner.must(getChecklist)).lines[7]?.points).toBe(5)
    await night()
    expect(await found(owner)).toEqual([
      { kind: 'no_record', step: 8, values: { step: 8, what: 'statement' }, told: true },
    ])
    // Twice in a night, as after a crash: one event, and since when it is known stays.
    await night()
    expect(await eventsOf(clinic)).toHaveLength(1)
    await owner.must(withdrawStatement, { params: { step: 8 }, query: {} })
    expect(await found(owner), 'mended is gone at once').toEqual([])
    await night()
    expect((await eventsOf(clinic)).at(-1)?.personal).toMatchObject({ before: 'step 8: no_record' })
  })

  it('finds proof past its time, what ended, what does not count, and who is gone', async () => {
    const { clinic, owner: first } = await begun(['OWNER', 'NURSE'])
    await state(first, 6)
    house.clock.advance({ days: 5 })
    const owner = await by(clinic)
    await owner.must(signException, {
      params: { step: 9 },
      body: { kind: 'not_applicable', reason: 'We have none', lastDay: dayIn(350) },
    })
    await owner.must(signException, {
      params: { step: 3 },
      body: { kind: 'not_applicable', reason: 'No computers', lastDay: dayIn(366) },
    })
    await owner.must(answerShares, { body: { answer: true } })
    await owner.must(nameKeepers, {
      params: { step: 5 },
      body: { keeperId: clinic.the('NURSE').id, deputyId: null, revision: 0 },
    })
    expect((await found(owner)).map(({ kind, step }) => `${step} ${kind}`)).toEqual(['3 exception_idle'])
    await owner.must(disablePerson, {
      params: { personId: clinic.the('NURSE').id },
      body: { reason: 'Away' },
    })
    house.clock.advance({ days: 361 })
    const later = await by(clinic)
    await night()
    const all = await found(later)
    expect(all.map(({ kind, step }) => `${step} ${kind}`)).toEqual([
      '3 exception_idle',
      '5 keeper_gone',
      '6 expired',
      '9 exception_over',
    ])
    expect(all.find(({ kind }) => kind === 'expired')?.values).toMatchObject({ counts: 'half', days: 1 })
    expect(all.find(({ kind }) => kind === 'keeper_gone')?.values['name']).toBe(clinic.the('NURSE').name)
    expect(all.every(({ told }) => told)).toBe(true)
    // Each has a sentence.
    for (const { kind } of all) expect(`checklist.check.${kind}` in house.enamel.kernel.catalogue).toBe(true)
    // Another day: the same findings, and no event more.
    const before = (await eventsOf(clinic)).length
    house.clock.advance({ days: 1 })
    await night()
    expect(await eventsOf(clinic)).toHaveLength(before)
  })

  it('says which step cannot be measured, of all clinics', async () => {
    const { owner } = await begun()
    const source = house.enamel.kernel.evidence.find(({ step }) => step === 4) ?? expect.unreachable()
    const { measure } = source
    source.measure = () => Promise.reject(new Error('a fault on purpose'))
    try {
      expect(await found(owner)).toMatchObject([{ kind: 'not_measured', step: 4 }])
      await night()
      expect(await found(owner)).toMatchObject([{ kind: 'not_measured', told: true }])
    } finally {
      source.measure = measure
      expect(house.takeComplaints().join('')).toContain('a fault on purpose')
    }
    expect(await found(owner)).toEqual([])
  })

  it('is for Owners, each of their own clinic', async () => {
    const { clinic } = await begun(['OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'])
    for (const role of ['ADMIN', 'HR_MANAGER', 'NURSE'] as const)
      expect((await (await by(clinic, role)).call(getSelfCheck)).status).toBe(403)
  })
})
