/** A rule that is less strict than before: every Owner hears of it in the same change, by a real mail server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveEnforcement } from '../features/enforcement/contract.ts'
import { readyKeeper, save as saveTwoFactors, wished } from '../features/enforcement/testing/keeper.ts'
import { getPasswordRules, savePasswordRules } from '../features/password-rules/contract.ts'
import { getSessionRules, saveSessionRules } from '../features/session-rules/contract.ts'
import { getNetworks, saveNetworks } from '../features/session-rules/networks-contract.ts'
import { whoAmI } from '../features/sessions/contract.ts'
import { ROLES } from '../pure/roles/roles.ts'
import { startTestApp } from './app.ts'
import { buildClinic, type Clinic, type Person } from './builders.ts'
import { startMailServer } from './mail-server.ts'
import { readable } from './outbox.ts'
import type { Reply, Visitor } from './visitor.ts'

const house = await startTestApp()
const server = await startMailServer()
let clinic: Clinic
let admin: Visitor

beforeEach(async () => {
  clinic = await buildClinic(house, {
    name: 'Marsh Lane Dental',
    roles: ['OWNER', 'OWNER', 'ADMIN', 'NURSE'],
    totp: true,
  })
  admin = await readyKeeper(house, clinic.the('ADMIN'))
  await house.outbox.takeAll()
})
afterEach(() => house.outbox.takeAll())

/** Mails of this clinic go by the test's server from now on. */
async function sendByServer(): Promise<void> {
  await house.database.ask(
    'admin',
    `INSERT INTO mail_server (clinic_id, provider, host, port, security, username, password, from_address, in_use, changed_at, changed_by)
     VALUES ($1, 'other', 'localhost', $2, 'none', '', NULL, 'enamel@marshlane.example', true, $3, $4)`,
    [clinic.id, server.port, house.clock.now(), clinic.the('OWNER').id],
  )
  await house.settle()
  server.received.length = 0
}
const owners = () => clinic.people.flatMap(({ role, email }) => (role === 'OWNER' ? [email] : [])).toSorted()
/** Who was told since the last look. */
const toldTo = async () =>
  (await house.outbox.takeAll())
    .flatMap(({ template, address }) => (template === 'rule_loosened' ? [address] : []))
    .toSorted()
/** What that person's mail server took; heads and text as they are read. */
async function textTo({ email }: Person): Promise<string> {
  await house.settle()
  const [mail, ...more] = server.received.filter(
    ({ to, text }) => to[0] === email && readable(text).includes('changed a rule that'),
  )
  expect(more).toEqual([])
  return readable(mail?.text ?? '').replaceAll('\r\n', '\n')
}

type Saved = Promise<Reply<unknown>>
interface Rule {
  /** Asks for more than from the start. */
  tighten(by: Visitor): Saved
  /** Saves the same once more. */
  again(by: Visitor): Saved
  loosen(by: Visitor): Saved
  /** Lines of the mail. */
  says: string[]
  saysNot?: string
}

const TIMES = { idleMinutes: 20, sharedIdleMinutes: 10, ownIdleMinutes: null, absoluteHours: 12 }
const times = async (by: Visitor, more: object = {}) =>
  by.call(saveSessionRules, {
    body: { ...TIMES, ...more, revision: (await by.must(getSessionRules)).revision },
  })
const LIST = [
  { network: '192.0.2.0/24', note: 'Practice' },
  { network: '203.0.113.7/32', note: '' },
]
const networks = async (by: Visitor, more: object = {}) =>
  by.call(saveNetworks, {
    body: {
      on: true,
      networks: LIST,
      ownersPass: true,
      revision: (await by.must(getNetworks)).revision,
      ...more,
    },
  })
const NONE = { mixedCase: false, digit: false, symbol: false }
const passwords = async (by: Visitor, more: object = {}) =>
  by.call(savePasswordRules, {
    body: {
      minLength: 20,
      classes: { ...NONE, digit: true },
      history: 10,
      rangeService: true,
      revision: (await by.must(getPasswordRules)).revision,
      ...more,
    },
  })
const day = (days: number) =>
  new Date(house.clock.now().getTime() + days * 24 * 3_600_000).toISOString().slice(0, 10)
const required = (by: Visitor, more: object = {}) =>
  saveTwoFactors(by, { roles: [...ROLES], passkeyRoles: [], from: day(7), ...more })

const RULES: Record<string, Rule> = {
  'the times of signing out': {
    tighten: (by) => times(by),
    again: (by) => times(by),
    loosen: (by) => times(by, { idleMinutes: 120, sharedIdleMinutes: 5 }),
    says: [
      'Session timeout',
      'Minutes without a key or a touch: 120 (before: 20)',
      'On shared computers, minutes: 5 (before: 10)',
    ],
    saysNot: 'Longest time of one sign-in',
  },
  'the networks': {
    tighten: (by) => networks(by),
    again: (by) => networks(by),
    loosen: (by) => networks(by, { on: false }),
    says: [
      'Network allow-list',
      'From where people sign in: From anywhere (before: From these networks only)',
    ],
    saysNot: 'Owners come in',
  },
  'the rules for passwords': {
    tighten: (by) => passwords(by),
    again: (by) => passwords(by),
    loosen: (by) => passwords(by, { minLength: null, classes: NONE, history: 0, rangeService: false }),
    says: [
      'Passwords',
      'Least number of characters: 15 (before: 20)',
      'Earlier passwords that may not come back: 0 (before: 10)',
      'Must contain: nothing in particular (before: A digit)',
      'Ask the service of Have I Been Pwned, too: no (before: yes)',
    ],
  },
  'the second step': {
    tighten: (by) => required(by),
    again: (by) => required(by),
    loosen: (by) => required(by, { level: 'recommended', roles: [], from: undefined }),
    says: ['2FA enforcement', 'What is asked: Recommended (before: Required)'],
  },
}

describe.each(Object.entries(RULES))('%s', (_name, rule) => {
  it('are told to every Owner once when they ask for less, and to nobody when they do not', async () => {
    await sendByServer()
    const neighbours = await buildClinic(house, { roles: ['OWNER'] })
    for (const save of [rule.tighten, rule.again]) expect((await save(admin)).code).toBe(undefined)
    expect(await toldTo()).toEqual([])
    const before = (await house.events()).at(-1)?.seq
    expect((await rule.loosen(admin)).code).toBe(undefined)
    expect(await toldTo()).toEqual(owners())
    // Nothing less once more: one change, one mail.
    expect((await rule.loosen(admin)).code).toBe(undefined)
    expect(await toldTo()).toEqual([])
    expect(
      (await house.events(before)).filter(({ actorId }) => actorId === clinic.the('ADMIN').id),
    ).toHaveLength(2)

    const text = await textTo(clinic.the('OWNER'))
    for (const line of rule.says) expect(text).toContain(`\n${line}\n`)
    if (rule.saysNot !== undefined) expect(text).not.toContain(rule.saysNot)
    const { name } = clinic.the('ADMIN')
    expect(text).toContain(`${name} changed a rule that keeps strangers out of Enamel at Marsh Lane Dental`)
    expect(text).toContain(`\nBy: ${name}\nWith: Firefox on Linux\nNetwork address: 192.0.2.10\n`)
    expect(text).toContain(`ask ${name} now, in person or by phone`)
    expect(server.received.map(({ to }) => to[0])).not.toContain(neighbours.the('OWNER').email)
  })

  it('are told to the Owner who did it as well, with what to do if it was not them', async () => {
    await sendByServer()
    const owner = await readyKeeper(house, clinic.the('OWNER'))
    await rule.tighten(owner)
    await house.outbox.takeAll()
    expect((await rule.loosen(owner)).code).toBe(undefined)
    expect(await toldTo()).toEqual(owners())
    const text = await textTo(clinic.the('OWNER'))
    expect(text).toContain('You changed a rule that keeps strangers out of Enamel at Marsh Lane Dental')
    expect(text).toContain('choose “This wasn’t me” under My profile, Sessions')
    expect(text).not.toContain(`ask ${clinic.the('OWNER').name}`)
  })

  it('hold without a mail server, and Home says that no mail goes', async () => {
    await rule.tighten(admin)
    await house.outbox.takeAll()
    expect((await rule.loosen(admin)).code).toBe(undefined)
    await house.settle()
    const mails = (await house.outbox.takeAll()).filter(({ template }) => template === 'rule_loosened')
    expect(mails).toHaveLength(2)
    for (const mail of mails) expect(readable(house.outbox.read(mail))).toContain('changed a rule that')
    expect((await admin.must(whoAmI)).mail).toBe('outbox')
  })
})

describe('what asks for less', () => {
  it('is a second step that one role is no longer asked for, a lower one, or a later day', async () => {
    const owner = await readyKeeper(house, clinic.the('OWNER'))
    await required(owner)
    const nurses = ROLES.filter((role) => role !== 'NURSE')
    await house.outbox.takeAll()
    await required(owner, { roles: nurses })
    const [mail] = (await house.outbox.takeAll()).filter(({ template }) => template === 'rule_loosened')
    expect(mail?.values['changes']).toMatch(/^Nurse: Not required \(before: A second step, from .+\)$/)
    await required(owner)
    expect(await toldTo()).toEqual([])
    await required(owner, { from: day(14) })
    expect(await toldTo()).toEqual(owners())
    await required(owner, { from: day(3) })
    expect(await toldTo()).toEqual([])
  })

  it('is a network more, or the exception for Owners; not a narrower list, nor one that is off', async () => {
    const owner = await readyKeeper(house, clinic.the('OWNER'))
    const told = async (more: object) => {
      await house.outbox.takeAll()
      expect((await networks(owner, more)).code).toBe(undefined)
      return (await toldTo()).length
    }
    expect(await told({ on: false })).toBe(0)
    expect(await told({})).toBe(0)
    expect(await told({ networks: [{ network: '192.0.2.0/25', note: 'Practice' }] })).toBe(0)
    expect(await told({ networks: [{ network: '192.0.2.0/25', note: 'Ground floor' }] })).toBe(0)
    expect(await told({ networks: [{ network: '192.0.2.0/24', note: 'Practice' }] })).toBe(2)
    expect(await told({})).toBe(2)
    expect(await told({ ownersPass: false })).toBe(0)
    expect(await told({})).toBe(2)
  })

  it('is nothing that was refused', async () => {
    await required(admin)
    await times(admin)
    await house.outbox.takeAll()
    const body = await wished(admin, { level: 'recommended', roles: [] })
    expect((await admin.call(saveEnforcement, { body: { ...body, revision: body.revision - 1 } })).code).toBe(
      'enforcement.changed_meanwhile',
    )
    expect(
      (await admin.call(saveSessionRules, { body: { ...TIMES, idleMinutes: 200, revision: 1 } })).code,
    ).toBe('session_rules.changed_meanwhile')
    expect(await toldTo()).toEqual([])
  })

  it('is told once, of two who save it at the same instant', async () => {
    await times(admin)
    await house.outbox.takeAll()
    const { revision } = await admin.must(getSessionRules)
    const save = () => admin.call(saveSessionRules, { body: { ...TIMES, idleMinutes: 200, revision } })
    const replies = await Promise.all([save(), save()])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await toldTo()).toEqual(owners())
  })
})
