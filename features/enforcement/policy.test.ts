/** From when a rule holds: everything that could open a window again, and does not. */
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../pure/days/days.ts'
import { ROLES, type Role } from '../../pure/roles/roles.ts'
import {
  type Announced,
  lacks,
  type Level,
  NEVER_ANNOUNCED,
  objectionTo,
  planned,
  type RoleRule,
  rungOf,
  type Saver,
  wishOf,
} from './policy.ts'

const LONDON = 'Europe/London'
const blank = (): RoleRule[] =>
  ROLES.map((role) => ({ role, twoFactors: NEVER_ANNOUNCED, passkey: NEVER_ANNOUNCED }))

interface Choice {
  at: string
  level?: Level
  roles?: readonly Role[]
  passkeyRoles?: readonly Role[]
  from?: string | undefined
  zone?: string
}

/** What comes of these choices, one after another. */
function chosen(...choices: Choice[]): RoleRule[] {
  return choices.reduce((rules, choice) => {
    const plan = choose(rules, choice)
    if ('refused' in plan) throw new Error(plan.refused)
    return plan.rules
  }, blank())
}
const choose = (before: readonly RoleRule[], choice: Choice) =>
  planned(
    before,
    wishOf({
      level: choice.level ?? 'required',
      roles: choice.level && choice.level !== 'required' ? [] : (choice.roles ?? ROLES),
      passkeyRoles: choice.passkeyRoles ?? [],
      from: choice.from,
    }),
    { now: new Date(choice.at), zone: choice.zone ?? LONDON },
  )
const of = (rules: readonly RoleRule[], role: Role) => rules.find((rule) => rule.role === role) as RoleRule
const day = ({ from }: Announced, zone = LONDON) => from && dayOf(from, zone)

describe('the date of a rule', () => {
  it('is the first instant of the day in the clinic’s own zone', () => {
    const { twoFactors } = of(chosen({ at: '2026-06-08T09:00:00Z', from: '2026-06-15' }), 'NURSE')
    expect(twoFactors.from?.toISOString()).toBe('2026-06-14T23:00:00.000Z')
    const inLagos = of(
      chosen({ at: '2026-06-08T09:00:00Z', from: '2026-06-15', zone: 'Africa/Lagos' }),
      'NURSE',
    )
    expect(inLagos.twoFactors.from?.toISOString()).toBe('2026-06-14T23:00:00.000Z')
  })

  it('counts 30 days of the calendar, also over a change of the clock', () => {
    const at = '2026-03-15T12:00:00Z'
    expect(day(of(chosen({ at, from: '2026-04-14' }), 'NURSE').twoFactors)).toBe('2026-04-14')
    expect(choose(blank(), { at, from: '2026-04-15' })).toEqual({
      refused: 'date_too_late',
      latest: '2026-04-14',
    })
  })

  it('goes by the clinic’s day, where that is another than in UTC', () => {
    const at = '2026-06-08T23:30:00Z'
    expect(choose(blank(), { at, from: '2026-06-08' })).toMatchObject({ refused: 'date_past' })
    expect(choose(blank(), { at, from: '2026-06-08', zone: 'America/New_York' })).toHaveProperty('rules')
    expect(choose(blank(), { at, from: '2026-07-09' })).toHaveProperty('rules')
    expect(choose(blank(), { at, from: '2026-07-09', zone: 'America/New_York' })).toMatchObject({
      refused: 'date_too_late',
    })
  })

  it.each([
    ['none', undefined, 'date_needed'],
    ['yesterday', '2026-06-07', 'date_past'],
    ['31 days ahead', '2026-07-09', 'date_too_late'],
  ])('is refused: %s', (_name, from, refused) => {
    expect(choose(blank(), { at: '2026-06-08T09:00:00Z', from })).toEqual({ refused, latest: '2026-07-08' })
  })

  it('may be today: then it holds at once', () => {
    const { twoFactors } = of(chosen({ at: '2026-06-08T09:00:00Z', from: '2026-06-08' }), 'NURSE')
    expect(twoFactors.from?.toISOString()).toBe('2026-06-07T23:00:00.000Z')
  })
})

describe('before it has passed', () => {
  const announced = { at: '2026-06-08T09:00:00Z', from: '2026-06-15' }

  it.each([
    ['to an earlier day', '2026-06-10', '2026-06-10'],
    ['to today', '2026-06-09', '2026-06-09'],
    ['to 30 days after it was first announced', '2026-07-08', '2026-07-08'],
  ])('can be moved %s', (_name, from, moved) => {
    const rule = of(chosen(announced, { at: '2026-06-09T09:00:00Z', from }), 'NURSE')
    expect(day(rule.twoFactors)).toBe(moved)
    expect(rule.twoFactors.since).toEqual(new Date(announced.at))
  })

  it('is not moved beyond that, however often it is tried', () => {
    const rules = chosen(announced, { at: '2026-06-14T09:00:00Z', from: '2026-07-08' })
    const again = choose(rules, { at: '2026-07-07T09:00:00Z', from: '2026-08-06' })
    expect(again).toEqual({ refused: 'date_too_late', latest: '2026-07-08' })
  })

  it('switching it off and on does not begin to count anew', () => {
    const rules = chosen(
      announced,
      { at: '2026-06-09T09:00:00Z', level: 'optional' },
      { at: '2026-06-12T09:00:00Z', from: '2026-07-08' },
    )
    expect(of(rules, 'NURSE').twoFactors.since).toEqual(new Date(announced.at))
    expect(choose(rules, { at: '2026-06-12T10:00:00Z', from: '2026-07-09' })).toMatchObject({
      refused: 'date_too_late',
    })
  })

  it('a role that is asked later has a date and 30 days of its own, and the first keeps its own limit', () => {
    const rules = chosen(
      { ...announced, roles: ['OWNER', 'ADMIN'] },
      { at: '2026-06-12T09:00:00Z', from: '2026-07-12' },
    )
    expect(day(of(rules, 'OWNER').twoFactors)).toBe('2026-07-08')
    expect(day(of(rules, 'NURSE').twoFactors)).toBe('2026-07-12')
    expect(of(rules, 'NURSE').twoFactors.since).toEqual(new Date('2026-06-12T09:00:00Z'))
  })
})

describe('once it has passed', () => {
  const passed = { at: '2026-06-01T09:00:00Z', from: '2026-06-08' }

  it('no later day is taken for it, and none has to be chosen', () => {
    const rules = chosen(passed, { at: '2026-06-08T09:00:00Z', from: '2026-07-01' })
    expect(day(of(rules, 'NURSE').twoFactors)).toBe('2026-06-08')
    expect(chosen(passed, { at: '2026-06-20T09:00:00Z' })).toEqual(rules)
  })

  it('switched off and on it holds again at once, also where it passed while it was off', () => {
    const rules = chosen(
      passed,
      { at: '2026-06-02T09:00:00Z', level: 'recommended' },
      { at: '2026-06-30T09:00:00Z', from: '2026-07-30' },
    )
    const { twoFactors } = of(rules, 'NURSE')
    expect([twoFactors.on, day(twoFactors)]).toEqual([true, '2026-06-08'])
  })

  it('a role left out and taken in again gets no new window', () => {
    const rules = chosen(
      passed,
      { at: '2026-06-10T09:00:00Z', roles: ['OWNER'] },
      { at: '2026-06-11T09:00:00Z', from: '2026-07-01' },
    )
    expect(day(of(rules, 'NURSE').twoFactors)).toBe('2026-06-08')
  })

  it('a passkey asked on top has a window of its own, and two factors hold meanwhile', () => {
    const rule = of(
      chosen(passed, { at: '2026-06-10T09:00:00Z', passkeyRoles: ['OWNER'], from: '2026-06-20' }),
      'OWNER',
    )
    expect([rungOf(rule), day(rule.twoFactors), day(rule.passkey)]).toEqual([
      'passkey',
      '2026-06-08',
      '2026-06-20',
    ])
  })

  it('the passkey asked, left out and asked again gets no new window either', () => {
    const rules = chosen(
      { ...passed, passkeyRoles: ['OWNER'] },
      { at: '2026-06-10T09:00:00Z' },
      { at: '2026-06-11T09:00:00Z', passkeyRoles: ['OWNER'], from: '2026-07-01' },
    )
    expect(day(of(rules, 'OWNER').passkey)).toBe('2026-06-08')
  })
})

describe('what somebody lacks', () => {
  const at = new Date('2026-06-08T00:00:00Z')
  const later = new Date('2026-06-20T00:00:00Z')
  const on = (from: Date): Announced => ({ on: true, since: at, from })
  const rule = (twoFactors: Announced, passkey = NEVER_ANNOUNCED): RoleRule => ({
    role: 'NURSE',
    twoFactors,
    passkey,
  })
  const app = { app: true, passkey: false }
  const key = { app: false, passkey: true }
  const none = { app: false, passkey: false }

  it.each([
    ['nothing where nothing is asked', none, rule(NEVER_ANNOUNCED), true, undefined],
    ['a second step', none, rule(on(at)), true, { rung: 'two_factors', from: at }],
    ['nothing with an app', app, rule(on(at)), true, undefined],
    ['nothing with a passkey alone', key, rule(on(at)), true, undefined],
    ['a passkey beside the app', app, rule(on(at), on(later)), true, { rung: 'passkey', from: later }],
    ['nothing with the passkey', key, rule(on(at), on(later)), true, undefined],
    ['the earlier of both', none, rule(on(at), on(later)), true, { rung: 'two_factors', from: at }],
    ['no passkey where none can be made', app, rule(on(at), on(later)), false, undefined],
    ['nothing once it is switched off', none, rule({ ...on(at), on: false }), true, undefined],
  ])('is %s', (_name, has, asked, possible, expected) => {
    expect(lacks(has, asked, possible)).toEqual(expected)
  })
})

describe('who asks others for two factors', () => {
  const ready: Saver = { byTwo: true, byPasskey: false, app: true, passkeys: 1, codesSaved: false }

  it.each<[string, Partial<Saver>, boolean, ReturnType<typeof objectionTo>]>([
    ['is signed in with two and has an app and a passkey', {}, false, undefined],
    ['has two passkeys', { app: false, passkeys: 2, byPasskey: true }, false, undefined],
    ['has an app and saved codes', { passkeys: 0, codesSaved: true }, false, undefined],
    ['signed in with the password alone', { byTwo: false }, false, 'two_factors_first'],
    ['has one way only', { passkeys: 0 }, false, 'second_way_first'],
    ['has one passkey only', { app: false }, false, 'second_way_first'],
    ['asks their own role for a passkey with a code', {}, true, 'passkey_first'],
    ['asks their own role for a passkey with one', { byPasskey: true }, true, undefined],
  ])('%s', (_name, change, ownPasskey, expected) => {
    expect(objectionTo({ ...ready, ...change }, ownPasskey)).toBe(expected)
  })
})
