/** What Enamel measures is its own door; every other system is stated by somebody, or not known, by its name. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { bringList } from '../access-reviews/lists-contract.ts'
import { underway } from '../access-reviews/testing/review.ts'
import { closeWhole } from '../access-reviews/testing/through.ts'
import { addSystems, endSystem, listSystems, stateAccounts, stateSystem } from '../systems/contract.ts'
import { getChecklist } from './contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

const UNKNOWN = {
  kind: 'mail' as const,
  name: 'Clinic mail',
  note: '',
  runBy: null,
  runByName: '',
  sharedSignIn: 'unknown' as const,
  secondFactor: 'unknown' as const,
  agreement: 'unknown' as const,
  again: false,
}

async function withMail(): Promise<{ clinic: Clinic; owner: Visitor; systemId: string }> {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  const owner = await signIn(house, clinic.the('OWNER'))
  await owner.must(addSystems, { body: { systems: [{ kind: 'mail', name: 'Clinic mail' }] } })
  const systemId = (await owner.must(listSystems)).systems[0]?.id ?? ''
  return { clinic, owner, systemId }
}

const elsewhere = async (visitor: Visitor, step: number) =>
  (await visitor.must(getChecklist)).lines.find((one) => one.step === step)?.elsewhere

describe('another system', () => {
  it('is not known until somebody says something of it, by name, and moves no point', async () => {
    const { owner } = await withMail()
    for (const step of [1, 4, 7])
      expect(await elsewhere(owner, step)).toEqual([{ name: 'Clinic mail', said: null }])
    for (const step of [2, 3, 5, 6, 8, 9, 10]) expect(await elsewhere(owner, step)).toEqual([])
  })

  it('is stated by somebody on a day, kept or not; "not known" takes it back', async () => {
    const { clinic, owner, systemId } = await withMail()
    const params = { systemId }
    const { name } = clinic.the('OWNER')
    const { number } = await owner.must(getChecklist)
    const all = { ...UNKNOWN, secondFactor: 'all' as const, sharedSignIn: 'yes' as const }
    const { revision } = await owner.must(stateSystem, { params, body: { ...all, revision: 1 } })
    const said = (await elsewhere(owner, 1))?.[0]?.said
    expect(said).toMatchObject({ by: name, kept: 'yes', values: { said: 'all', names: 'none' } })
    expect(Date.parse(said?.at ?? '')).toBeLessThan(house.clock.now().getTime())
    expect((await elsewhere(owner, 7))?.[0]?.said).toMatchObject({ by: name, kept: 'no' })
    expect((await owner.must(getChecklist)).number, 'other systems are no points').toBe(number)
    // "Everybody", and one account is noted as without: not everybody.
    const nurse = clinic.the('NURSE')
    const accounts = [{ personId: nurse.id, login: '', noSecondFactor: true }]
    const { revision: next } = await owner.must(stateAccounts, { params, body: { accounts, revision } })
    expect((await elsewhere(owner, 1))?.[0]?.said).toMatchObject({
      kept: 'partly',
      values: { names: nurse.name, more: 0 },
    })
    await owner.must(stateSystem, { params, body: { ...UNKNOWN, revision: next } })
    expect(await elsewhere(owner, 1)).toEqual([{ name: 'Clinic mail', said: null }])
    await owner.must(endSystem, { params })
    expect(await elsewhere(owner, 1)).toEqual([])
  })

  it('of another clinic is never named', async () => {
    const { owner } = await withMail()
    const other = await buildClinic(house, { roles: ['OWNER'] })
    const visitor = await signIn(house, other.the('OWNER'))
    await visitor.must(addSystems, { body: { systems: [{ kind: 'bank', name: 'Quay Bank' }] } })
    expect(await elsewhere(visitor, 1)).toEqual([{ name: 'Quay Bank', said: null }])
    expect((await elsewhere(owner, 1))?.map(({ name }) => name)).toEqual(['Clinic mail'])
  })

  it('is nobody’s business who sees their own part alone', async () => {
    const { clinic } = await withMail()
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect(JSON.stringify(await nurse.must(getChecklist))).not.toContain('Clinic mail')
  })
})

describe('the list of another system in a review', () => {
  it('counts from the closing of that review, and not for longer than the next is due', async () => {
    const { clinic, systemId } = await withMail()
    const review = await underway(house, [], clinic)
    const owner = await review.as(clinic.the('OWNER'))
    const params = { reviewId: review.reviewId }
    const list = { how: 'typed' as const, text: clinic.the('NURSE').name }
    await owner.must(bringList, { params, body: { name: 'Clinic mail', systemId, list } })
    expect((await elsewhere(owner, 4))?.[0]?.said, 'a review that is open proves nothing').toBeNull()
    await closeWhole(review.reviewId, [owner, await review.as(clinic.the('ADMIN'))])
    const said = (await elsewhere(owner, 4))?.[0]?.said
    expect(said).toMatchObject({
      by: clinic.the('OWNER').name,
      kept: 'yes',
      values: { late: 'no', pending: 0 },
    })
    house.clock.advance({ days: 93 })
    const later = await signIn(house, clinic.the('OWNER'))
    expect((await elsewhere(later, 4))?.[0]?.said).toMatchObject({ kept: 'no', values: { late: 'yes' } })
  })
})
