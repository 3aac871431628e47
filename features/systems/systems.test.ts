/** Systems in use: what is stated of each, by whom and when, and who has an account. */
import { describe, expect, it } from 'vitest'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { addSystems, endSystem, getSystem, listSystems, stateAccounts, stateSystem } from './contract.ts'
import * as systems from './service.ts'

const house = await startTestApp()

async function practice() {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'HR_MANAGER', 'NURSE'] })
  const owner = await signIn(house, clinic.the('OWNER'))
  await owner.must(addSystems, { body: { systems: [{ kind: 'mail', name: 'Mail' }] } })
  const systemId = (await owner.must(listSystems)).systems[0]?.id ?? ''
  return { clinic, owner, systemId }
}

const FACTS = {
  kind: 'mail' as const,
  name: 'Mail',
  note: '',
  runBy: null,
  runByName: '',
  sharedSignIn: 'unknown' as const,
  secondFactor: 'unknown' as const,
  agreement: 'unknown' as const,
  again: false,
}

const one = (visitor: Visitor, systemId: string) => visitor.must(getSystem, { params: { systemId } })
const contextOf = (clinic: Clinic) => house.system(clinic.id as ClinicId)

describe('the list to tick', () => {
  it('offers what practices in the country use, and adds nothing twice', async () => {
    const { owner } = await practice()
    const { suggestions } = await owner.must(listSystems)
    expect(suggestions.find(({ kind }) => kind === 'mail')?.names).toContain('NHSmail')
    const ticked = { systems: [{ kind: 'mail' as const, name: 'MAIL' }] }
    expect((await owner.must(addSystems, { body: ticked })).added).toEqual([])
    const both = { systems: [...ticked.systems, { kind: 'bank' as const, name: 'Bank' }] }
    expect((await owner.must(addSystems, { body: both })).added).toEqual(['Bank'])
    expect((await owner.must(listSystems)).systems.map(({ name }) => name)).toEqual(['Bank', 'Mail'])
  })

  it('refuses a note that holds a password', async () => {
    const { owner, systemId } = await practice()
    const body = { ...FACTS, note: 'desk, password: marsh', revision: 1 }
    const refused = await owner.call(stateSystem, { params: { systemId }, body })
    expect(refused.fields[0]?.expected).toBe('looks_like_secret')
  })
})

describe('what is stated of a system', () => {
  it('is stated by who changes it, fact by fact; what is not known by nobody', async () => {
    const { clinic, owner, systemId } = await practice()
    const params = { systemId }
    await owner.must(stateSystem, { params, body: { ...FACTS, secondFactor: 'all', revision: 1 } })
    house.clock.advance({ hours: 80 })
    const manager = await signIn(house, clinic.the('HR_MANAGER'))
    const more = { ...FACTS, secondFactor: 'all' as const, agreement: 'signed' as const }
    await manager.must(stateSystem, { params, body: { ...more, revision: 2 } })
    const stated = await one(manager, systemId)
    expect(stated.factorSaid?.by).toBe(clinic.the('OWNER').name)
    expect(stated.agreementSaid?.by).toBe(clinic.the('HR_MANAGER').name)
    expect(stated.sharedSaid).toBeNull()
    expect(stated.runSaid).toBeNull()
    // Said again: all that is known, by who says it now.
    await manager.must(stateSystem, { params, body: { ...more, again: true, revision: 3 } })
    const again = await one(manager, systemId)
    expect(again.factorSaid?.by).toBe(again.agreementSaid?.by)
    expect(again.factorSaid?.at).not.toBe(stated.factorSaid?.at)
    expect(again.sharedSaid).toBeNull()
  })

  it('is not written over by who saw something older', async () => {
    const { owner, systemId } = await practice()
    const params = { systemId }
    const bodies = [
      { ...FACTS, agreement: 'signed' as const, revision: 1 },
      { ...FACTS, agreement: 'not_signed' as const, revision: 1 },
    ]
    const codes = await Promise.all(
      bodies.map(async (body) => (await owner.call(stateSystem, { params, body })).code ?? 'done'),
    )
    expect(codes.toSorted()).toEqual(['done', 'systems.changed_meanwhile'])
  })

  it('names nobody of another clinic, and nobody who left', async () => {
    const { owner, systemId } = await practice()
    const stranger = (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
    const params = { systemId }
    const run = await owner.call(stateSystem, { params, body: { ...FACTS, runBy: stranger.id, revision: 1 } })
    expect(run.code).toBe('systems.person_not_found')
    const accounts = [{ personId: stranger.id, login: '', noSecondFactor: false }]
    const account = await owner.call(stateAccounts, { params, body: { accounts, revision: 1 } })
    expect(account.code).toBe('systems.person_not_found')
  })
})

describe('accounts in a system', () => {
  it('are listed of a person until somebody states that they ended', async () => {
    const { clinic, owner, systemId } = await practice()
    const nurse = clinic.the('NURSE')
    const params = { systemId }
    const accounts = [{ personId: nurse.id, login: 'nurse1', noSecondFactor: true }]
    await owner.must(stateAccounts, { params, body: { accounts, revision: 1 } })
    const ctx = contextOf(clinic)
    const personId = nurse.id as PersonId
    const [account] = await read(ctx, (tx) => systems.listAccountsOf(tx, ctx, personId))
    expect(account).toMatchObject({ systemId, name: 'Mail', login: 'nurse1', sharedSignIn: false })
    const done = await write(ctx, async (tx) => {
      const ended = await systems.endAccount(tx, ctx, {
        accountId: account?.accountId ?? '',
        by: clinic.the('OWNER').id as PersonId,
        note: 'Closed by phone',
      })
      const again = await systems.endAccount(tx, ctx, { accountId: account?.accountId ?? '', by: undefined })
      return audited(ended.events as [(typeof ended.events)[0]], [ended.ended, again.ended])
    })
    expect(done).toEqual([true, false])
    const recorded = (await house.events()).filter(({ action }) => action === 'system.account_ended')
    expect(recorded.map(({ targetId }) => targetId)).toEqual([nurse.id])
    expect((await one(owner, systemId)).accounts).toEqual([])
  })

  it('stay on the list of whoever left, marked, and end with the system', async () => {
    const { clinic, owner, systemId } = await practice()
    const nurse = clinic.the('NURSE')
    const params = { systemId }
    const accounts = [{ personId: nurse.id, login: '', noSecondFactor: false }]
    await owner.must(stateAccounts, { params, body: { accounts, revision: 1 } })
    await house.database.ask('admin', `UPDATE membership SET state = 'left' WHERE person_id = $1`, [nurse.id])
    expect((await one(owner, systemId)).accounts).toMatchObject([{ gone: true }])
    // Left as it is, it stays; who adds them anew somewhere else is refused.
    await owner.must(stateAccounts, { params, body: { accounts, revision: 2 } })
    await owner.must(endSystem, { params })
    expect((await owner.must(listSystems)).systems).toEqual([])
    const ctx = contextOf(clinic)
    expect(await read(ctx, (tx) => systems.listAccountsOf(tx, ctx, nurse.id as PersonId))).toEqual([])
  })
})
