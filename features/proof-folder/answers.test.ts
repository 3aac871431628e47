/** The insurer's answers: never a Yes that somebody could hold against the practice. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { confirm, setTwoFactorRule, signIn } from '../../test/builders.ts'
import { stateBeyond } from '../beyond-the-ten/contract.ts'
import { signException, stateStep } from '../checklist/contract.ts'
import { addSystems, listSystems, stateAccounts, stateSystem } from '../systems/contract.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getProof } from './contract.ts'
import { answerTo, practice, without2fa } from './testing/folder.ts'

const house = await startTestApp({ apart: true })

async function addOne(visitor: Visitor, kind: 'mail' | 'practice' | 'backup', name: string) {
  await visitor.must(addSystems, { body: { systems: [{ kind, name }] } })
  const { systems } = await visitor.must(listSystems)
  const made = systems.find((one) => one.name === name)
  if (!made) throw new Error(`No ${name}`)
  return made
}

type Stated = {
  secondFactor?: 'all' | 'all_but' | 'none' | 'unknown'
  sharedSignIn?: 'yes' | 'no' | 'unknown'
}

async function stateOne(visitor: Visitor, system: Awaited<ReturnType<typeof addOne>>, stated: Stated) {
  const { systems } = await visitor.must(listSystems)
  const now = systems.find(({ id }) => id === system.id) ?? system
  await visitor.must(stateSystem, {
    params: { systemId: system.id },
    body: {
      kind: system.kind,
      name: system.name,
      note: '',
      runBy: null,
      runByName: '',
      sharedSignIn: now.sharedSignIn,
      secondFactor: now.secondFactor,
      agreement: now.agreement,
      again: false,
      revision: now.revision,
      ...stated,
    },
  })
}

describe('the question of second steps', () => {
  it('is a Yes where everybody has one and it is required; one person without makes it Yes, except, with that name', async () => {
    const { visitor, clinic } = await practice(house, ['OWNER', 'NURSE', 'RECEPTIONIST'])
    expect(await answerTo(visitor, 'two_factors_enamel')).toMatchObject({
      answer: 'yes',
      facts: [{ about: { kind: 'enamel' }, how: 'measured', kept: 'yes', except: [] }],
    })
    const nurse = clinic.the('NURSE')
    await without2fa(house, nurse.id)
    expect(await answerTo(visitor, 'two_factors_enamel')).toMatchObject({
      answer: 'yes_except',
      facts: [{ kept: 'partly', except: [{ key: 'proof.except.name', values: { name: nurse.name } }] }],
    })
    // Of the leaders nobody is without.
    const leaders = await answerTo(visitor, 'two_factors_leaders')
    expect(leaders.facts[0]).toMatchObject({ kept: 'yes', says: { values: { with: 1, total: 1 } } })
  })

  it('names everybody without, however many', async () => {
    const roles = ['OWNER', ...Array.from({ length: 8 }, () => 'STAFF' as const)] as const
    const { visitor, clinic } = await practice(house, roles)
    const others = clinic.people.slice(1)
    for (const { id } of others) await without2fa(house, id)
    const { answer, facts } = await answerTo(visitor, 'two_factors_enamel')
    expect(answer).toBe('yes_except')
    expect(facts[0]?.except.map(({ values }) => values['name'])).toEqual(others.map(({ name }) => name))
  })

  it('is no bare Yes where everybody has one, but could take it away tomorrow', async () => {
    const { visitor, clinic } = await practice(house)
    await setTwoFactorRule(house, clinic.id, 'recommended')
    expect(await answerTo(visitor, 'two_factors_enamel')).toMatchObject({
      answer: 'yes_except',
      facts: [{ except: [{ key: 'proof.except.not_required' }] }],
    })
  })

  it('covers every system by name: not known, in part, all; and a word of more than a year ago counts no more', async () => {
    const { visitor, clinic, owner } = await practice(house)
    expect((await answerTo(visitor, 'two_factors_mail')).answer).toBe('cannot_tell')
    const mail = await addOne(visitor, 'mail', 'Harbour Mail')
    expect(await answerTo(visitor, 'two_factors_mail')).toMatchObject({
      answer: 'cannot_tell',
      facts: [{ about: { kind: 'system', name: 'Harbour Mail' }, kept: 'unknown' }],
    })
    await stateOne(visitor, mail, { secondFactor: 'all' })
    expect(await answerTo(visitor, 'two_factors_mail')).toMatchObject({
      answer: 'yes',
      facts: [{ how: 'stated', by: owner.name }],
    })
    const { revision } = (await visitor.must(listSystems)).systems[0] ?? { revision: 1 }
    await visitor.must(stateAccounts, {
      params: { systemId: mail.id },
      body: { accounts: [{ personId: clinic.the('NURSE').id, login: '', noSecondFactor: true }], revision },
    })
    expect(await answerTo(visitor, 'two_factors_mail')).toMatchObject({
      answer: 'yes_except',
      facts: [{ except: [{ values: { name: clinic.the('NURSE').name } }] }],
    })
    // One more that nobody said anything of: nobody can tell for all of them.
    await addOne(visitor, 'mail', 'Old mailbox')
    expect((await answerTo(visitor, 'two_factors_mail')).answer).toBe('cannot_tell')
    house.clock.advance({ days: 366 })
    const later = await signIn(house, owner)
    const { facts } = await answerTo(later, 'two_factors_mail')
    expect(facts.map(({ kept, says }) => [kept, says.key])).toEqual([
      ['unknown', 'proof.fact.said_long_ago'],
      ['unknown', 'proof.fact.two_factors.unknown'],
    ])
  })

  it('is a No where it is known that no account of the only system has one', async () => {
    const { visitor } = await practice(house)
    const backup = await addOne(visitor, 'backup', 'Disk in the safe')
    await stateOne(visitor, backup, { secondFactor: 'none' })
    expect((await answerTo(visitor, 'two_factors_backup')).answer).toBe('no')
  })
})

describe('any question', () => {
  it('is never a bare Yes while an exception stands on its step', async () => {
    const { visitor } = await practice(house)
    const lastDay = new Date(house.clock.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10)
    const sign = (step: number, kind: 'not_applicable' | 'risk_accepted') =>
      visitor.must(signException, { params: { step }, body: { kind, reason: 'We decided so', lastDay } })
    await sign(1, 'risk_accepted')
    expect(await answerTo(visitor, 'two_factors_enamel')).toMatchObject({
      answer: 'yes_except',
      facts: [
        { except: [{ key: 'proof.except.signed_off', values: { kind: 'risk_accepted', endsOn: lastDay } }] },
      ],
    })
    await visitor.must(stateStep, { params: { step: 6 }, body: { note: 'Trained in May', fileId: null } })
    expect((await answerTo(visitor, 'training')).answer).toBe('yes')
    await sign(6, 'risk_accepted')
    expect(await answerTo(visitor, 'training')).toMatchObject({ answer: 'no' })
    await sign(10, 'not_applicable')
    expect((await answerTo(visitor, 'incident_plan')).answer).toBe('no')
  })

  it('of an Owner’s word is a Yes for a year, late for a fortnight, then not known', async () => {
    const { visitor, owner } = await practice(house)
    await visitor.must(stateStep, { params: { step: 5 }, body: { note: 'Every Monday', fileId: null } })
    const at = async (days: number) => {
      house.clock.advance({ days })
      return answerTo(await signIn(house, owner), 'log_review')
    }
    expect(await at(364)).toMatchObject({ answer: 'yes', facts: [{ how: 'stated', by: owner.name }] })
    expect(await at(2)).toMatchObject({
      answer: 'yes_except',
      facts: [{ except: [{ key: 'proof.except.late' }] }],
    })
    expect((await at(15)).answer).toBe('cannot_tell')
  })

  it('beyond the ten is answered from what is stated, and no more once that is old', async () => {
    const { visitor, owner } = await practice(house)
    const state = (item: 'backups' | 'restore' | 'guest_wifi', body: object) =>
      visitor.must(stateBeyond, {
        params: { item },
        body: { kept: 'yes', day: null, note: '', fileId: null, seen: null, ...body },
      })
    expect((await answerTo(visitor, 'backups')).answer).toBe('cannot_tell')
    await state('backups', { kept: 'partly', note: 'Images are not among them' })
    const day = new Date(house.clock.now().getTime() - 300 * 86_400_000).toISOString().slice(0, 10)
    await state('restore', { day })
    await state('guest_wifi', { kept: 'none' })
    expect(await answerTo(visitor, 'backups')).toMatchObject({
      answer: 'yes_except',
      facts: [{ by: owner.name, says: { values: { note: 'Images are not among them' } } }],
    })
    expect(await answerTo(visitor, 'restore')).toMatchObject({
      answer: 'yes',
      facts: [{ says: { key: 'proof.fact.beyond.done', values: { doneOn: day } } }],
    })
    expect((await answerTo(visitor, 'guest_wifi')).answer).toBe('yes')
    house.clock.advance({ days: 70 })
    const later = await signIn(house, owner)
    expect(await answerTo(later, 'restore')).toMatchObject({
      answer: 'cannot_tell',
      facts: [{ says: { key: 'proof.fact.beyond.done_long_ago' } }],
    })
  })

  it('that covers nothing Enamel knows of is not answered by Enamel', async () => {
    const { visitor } = await practice(house)
    expect(await answerTo(visitor, 'payments')).toMatchObject({ answer: 'cannot_tell', facts: [] })
  })

  it('of a clinic that is new: a Yes for none but what is measured', async () => {
    const { visitor, clinic } = await practice(house, ['OWNER'])
    await confirm(house, visitor, clinic.the('OWNER'))
    const { answers } = await visitor.must(getProof)
    const yes = answers.filter(({ answer }) => answer === 'yes')
    expect(yes.map(({ id }) => id)).toEqual(['two_factors_enamel'])
    for (const { facts } of yes) expect(facts.every(({ how }) => how === 'measured')).toBe(true)
  })
})
