/** A link for an Owner who lost everything: what it does, once. Attacks: recovery.attack.test.ts. */
import { afterEach, describe, expect, it } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { seedClinic } from '../clinics/seed.ts'
import { keepHouse } from '../../server/jobs/housekeeping.ts'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  codeOf,
  confirm,
  PASSWORD,
  type Person,
  signIn,
  tryPasskey,
  setTwoFactorRule,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import {
  beginTotp,
  getSecurity,
  makeBackupCodes,
  signInWithBackupCode,
  signInWithCode,
  signInWithPassword,
} from '../identity/contract.ts'
import { finishRecovery, openRecovery } from './contract.ts'
import { newRecoveryLink } from './recovery.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

const NEW = 'seven brisk kettles hum'
let networks = 0
const stranger = () => house.visitor({ address: `203.0.113.${++networks}` })
const owner = async (wish: { totp?: boolean } = {}) =>
  (await buildClinic(house, { roles: ['OWNER'], ...wish })).the('OWNER')

async function linkFor({ email }: Pick<Person, 'email'>): Promise<string> {
  const made = await newRecoveryLink(house.system(), email)
  return made?.link.split('#')[1] ?? ''
}
const finish = (token: string, visitor: Visitor = stranger(), password = NEW) =>
  visitor.call(finishRecovery, { body: { token, password } })
const open = (token: string) => stranger().call(openRecovery, { body: { token } })
const enter = (email: string, password: string, visitor = stranger()) =>
  visitor.call(signInWithPassword, { body: { email, password } })
const said = ({ status, code }: { status: number; code: string | undefined }) => [status, code]
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
const change = (sql: string, values: unknown[]) => house.database.ask('admin', sql, values)

describe('a recovery link', () => {
  it('is printed for the address of an active Owner alone, however that is written', async () => {
    const clinic = await buildClinic(house)
    expect(await newRecoveryLink(house.system(), clinic.the('ADMIN').email)).toBeUndefined()
    expect(await newRecoveryLink(house.system(), 'nobody@nowhere.example')).toBeUndefined()
    const { email, name, id } = clinic.the('OWNER')
    const made = await newRecoveryLink(house.system(), email.toUpperCase())
    expect(made?.name).toBe(name)
    expect(made?.link).toMatch(/^http:\/\/localhost:3000\/recover#[\w-]{43}$/)
    await change("UPDATE membership SET state = 'disabled' WHERE person_id = $1", [id])
    expect(await newRecoveryLink(house.system(), email)).toBeUndefined()
  })

  it('is kept as a hash only, is in the log of the clinic, and told to each of its Owners', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'ADMIN'] })
    const before = await seq()
    const token = await linkFor(clinic.the('OWNER'))
    const events = await house.events(before)
    expect(events.map(({ action, actorKind, clinicId }) => [action, actorKind, clinicId])).toEqual([
      ['owner.recovery_link_made', 'system', clinic.id],
    ])
    const told = await house.outbox.takeAll()
    expect(told.map(({ template, address }) => [template, address])).toEqual(
      clinic.people.filter(({ role }) => role === 'OWNER').map(({ email }) => ['owner_recovery_link', email]),
    )
    const rows = await change("SELECT encode(token_hash, 'escape') AS hash FROM one_time_link", [])
    expect(JSON.stringify([rows, events, told])).not.toContain(token)
  })

  it('says whom it is for and what it will do, as often as it is looked at, and does nothing by that', async () => {
    const person = await owner({ totp: true })
    const visitor = await signIn(house, person)
    await confirm(house, visitor, person)
    await visitor.must(makeBackupCodes)
    const token = await linkFor(person)
    const before = await seq()
    for (let times = 0; times < 3; times++) {
      const { body } = await open(token)
      expect(body).toMatchObject({
        name: person.name,
        address: person.email,
        removes: { app: true, passkeys: 0, backupCodes: 10 },
        passwordRules: { minLength: 15 },
      })
    }
    expect(await house.events(before)).toEqual([])
    expect((await visitor.must(whoAmI)).state).toBe('full')
    const page = await stranger().send({ method: 'GET', url: `/api/recovery/open?token=${token}` })
    expect(page.status).toBe(404)
    expect((await finish(token)).status).toBe(200)
  })

  it('lets its person in with the new password, and nothing of before opens any more', async () => {
    const person = await owner({ totp: true })
    const [here, there] = [await signIn(house, person), await signIn(house, person)]
    await confirm(house, here, person)
    const { codes } = await here.must(makeBackupCodes)
    const half = stranger()
    await enter(person.email, PASSWORD, half)
    const passkey = await addPasskeyTo(house, here)
    await house.outbox.takeAll()
    const before = await seq()

    const visitor = stranger()
    const token = await linkFor(person)
    const done = await finish(token, visitor)
    expect(done.body).toEqual({ sessionsEnded: 3 })
    const session = await visitor.must(whoAmI)
    expect([session.state, session.person?.id, session.session?.hasTotp]).toEqual(['full', person.id, false])
    // At once, without another proof: a second step is what comes next.
    await visitor.must(beginTotp)
    expect(await visitor.must(getSecurity)).toMatchObject({ totp: null, backupCodes: null })
    expect(await change('SELECT FROM passkey WHERE person_id = $1', [person.id])).toEqual([])

    for (const old of [here, there, half])
      expect(await old.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'recovered' })
    for (const old of [here, there]) expect((await old.call(getSecurity)).code).toBe('session.ended')
    expect((await half.call(signInWithCode, { body: { code: codeOf(house, person) } })).code).toBe(
      'session.ended',
    )
    const code = codes[0] ?? ''
    expect((await half.call(signInWithBackupCode, { body: { code } })).code).toBe('session.ended')
    expect((await enter(person.email, PASSWORD)).code).toBe('identity.not_matching')
    expect((await tryPasskey(stranger(), passkey)).code).toBe('identity.passkey_not_matching')
    expect((await enter(person.email, NEW)).body).toEqual({ next: 'home' })

    const actions = (await house.events(before)).map(({ action }) => action)
    for (const action of ['owner.recovery_link_made', 'auth.recovered', 'session.start'])
      expect(actions.filter((one) => one === action).length, action).toBeGreaterThan(0)
    const recovered = (await house.events(before)).find(({ action }) => action === 'auth.recovered')
    expect(recovered?.actorKind).toBe('link')
    expect(recovered?.personal).toMatchObject({
      target_name: person.name,
      app_removed: '1',
      passkeys_removed: '1',
      codes_removed: '10',
      ended: '3',
    })
    expect(
      (await house.events(before)).filter(
        ({ action, personal }) => action === 'session.end' && personal['reason'] === 'recovered',
      ),
    ).toHaveLength(3)
  })

  it('is told to its person and to every other Owner', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'DENTIST'] })
    const [first, second] = clinic.people
    const token = await linkFor(clinic.the('OWNER'))
    await house.outbox.takeAll()
    expect((await finish(token)).status).toBe(200)
    const told = await house.outbox.takeAll()
    expect(told.map(({ template, address }) => `${template} ${address}`).toSorted()).toEqual(
      [`owner_recovered ${second?.email}`, `recovered ${first?.email}`].toSorted(),
    )
    await house.settle()
    for (const mail of told) expect(house.outbox.read(mail)).toContain('203.0.113.')
  })

  it('begins an enrolling session where the clinic requires a second step', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'], totp: true })
    await setTwoFactorRule(house, clinic.id, 'required')
    const visitor = stranger()
    await finish(await linkFor(clinic.the('OWNER')), visitor)
    expect((await visitor.must(whoAmI)).state).toBe('enrolling')
    await visitor.must(beginTotp)
  })

  it('keeps the rules of passwords, and still works after one that was refused', async () => {
    const person = await owner()
    const token = await linkFor(person)
    expect(said(await finish(token, stranger(), 'short'))).toEqual([422, 'identity.password_refused'])
    expect(said(await finish(token, stranger(), PASSWORD))).toEqual([422, 'identity.password_used_before'])
    expect((await finish(token)).status).toBe(200)
  })

  it('opens a way that a hundred failures had closed, for strangers and on the person’s own device', async () => {
    const person = await owner({ totp: true })
    const own = await signIn(house, person)
    // The counters as they are after a hundred failures: closed for years.
    await enter(person.email, PASSWORD, own)
    await own.call(signInWithCode, { body: { code: '000000' } })
    await own.call(signInWithBackupCode, { body: { code: 'aaaa-aaaa-aaaa-aaaa-aaaa' } })
    for (const visitor of [stranger(), own]) {
      for (let tries = 0; tries < 6; tries++) await enter(person.email, 'not the password', visitor)
    }
    await change(
      "UPDATE throttle SET failures = 100, blocked_until = '2040-01-01' WHERE kind = 'account'",
      [],
    )
    expect((await enter(person.email, PASSWORD, own)).status).toBe(429)
    const elsewhere = stranger()
    expect((await finish(await linkFor(person), elsewhere)).status).toBe(200)
    expect((await enter(person.email, NEW, own)).status).toBe(200)
    expect((await enter(person.email, NEW)).status).toBe(200)
    expect(await change("SELECT FROM throttle WHERE blocked_until > '2039-01-01'", [])).toEqual([])
  })
})

describe('an Owner with sessions in two clinics', () => {
  it('is recovered in both: each log has it, each clinic’s Owners are told, sessions in both end', async () => {
    const first = await buildClinic(house, { roles: ['OWNER'] })
    const person = first.the('OWNER')
    const second = await seedClinic(
      house.enamel.kernel,
      {
        name: 'Harbour Smiles',
        country: 'GB',
        zone: 'Europe/London',
        locale: 'en-GB',
        people: [
          { name: 'Wren Harbour', email: 'wren@harbour.example', role: 'OWNER', password: PASSWORD },
          { name: person.name, email: person.email, role: 'DENTIST' },
        ],
      },
      (password) => house.enamel.kernel.hashing.hash(password),
    )
    const here = await signIn(house, person)
    const there = await signIn(house, person)
    // As a session in the second clinic, which cannot be chosen yet.
    const sessionId = (await there.must(whoAmI)).session?.id ?? ''
    await change('UPDATE session SET clinic_id = $1 WHERE id = $2', [second.id, sessionId])
    expect((await there.must(whoAmI)).clinic?.name).toBe('Harbour Smiles')
    const before = await seq()
    const token = await linkFor(person)
    // Owner in the first alone: the second hears nothing of a link that was not used.
    expect((await house.outbox.takeAll()).map(({ address }) => address)).toEqual([person.email])
    expect((await finish(token)).body).toEqual({ sessionsEnded: 2 })
    for (const visitor of [here, there]) expect((await visitor.must(whoAmI)).endedWhy).toBe('recovered')
    const events = await house.events(before)
    const inLog = (action: string) =>
      events.filter((event) => event.action === action).map(({ clinicId }) => clinicId)
    expect(inLog('owner.recovery_link_made')).toEqual([first.id])
    expect(inLog('auth.recovered').toSorted()).toEqual([first.id, second.id].toSorted())
    expect(inLog('session.end').toSorted()).toEqual([first.id, second.id].toSorted())
    expect(inLog('session.start')).toEqual([first.id])
    const told = (await house.outbox.takeAll()).map(({ template, address }) => `${template} ${address}`)
    expect(told.toSorted()).toEqual(['owner_recovered wren@harbour.example', `recovered ${person.email}`])
  })
})

it('keeps no trace of a link that has been over for a month', async () => {
  await linkFor(await owner())
  house.clock.advance({ days: 31 })
  await keepHouse(house.enamel.kernel, INSTALLATION, 'daily')
  expect(await change("SELECT FROM one_time_link WHERE purpose = 'owner.recover'", [])).toEqual([])
})
