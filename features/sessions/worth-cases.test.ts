/** What a session is worth, case by case: only dates, factors and what was shown in this session decide. */
import { describe, expect, it } from 'vitest'
import { type Judged, worthOf } from './worth.ts'

const NOW = new Date('2026-06-15T10:00:00Z')
const BEFORE = new Date('2026-06-14T23:00:00Z')
const LATER = new Date('2026-06-21T23:00:00Z')
const SOON = new Date('2026-06-15T12:00:00Z')

/** Signed in just now with a password, nothing set up, nothing asked. */
const plain: Judged = {
  state: 'full',
  password_at: BEFORE,
  code_at: null,
  passkey_at: null,
  vouched_at: null,
  has_totp: false,
  has_passkey: false,
  passkeys_elsewhere: null,
  two_factors_from: null,
  passkey_from: null,
  grace_ends_at: null,
  renew_factor_since: null,
  password_known_at: null,
}
const withCode: Partial<Judged> = { has_totp: true, code_at: BEFORE }
const withPasskey: Partial<Judged> = { has_passkey: true, passkey_at: BEFORE, password_at: null }
const asked: Partial<Judged> = { two_factors_from: BEFORE }
const passkeyAsked: Partial<Judged> = { two_factors_from: BEFORE, passkey_from: BEFORE }

type Expected = [state: string, must?: string | undefined, mayEnrol?: boolean, deadline?: Date | undefined]
const judged = (row: Partial<Judged>, passkeysPossible = true): Expected => {
  const { state, must, mayEnrol, deadline } = worthOf({ ...plain, ...row }, NOW, passkeysPossible)
  return [state, must, mayEnrol, deadline]
}

describe('where nothing is asked', () => {
  it.each<[string, Partial<Judged>, Expected]>([
    ['a password of somebody without anything else is in', {}, ['full', undefined, true]],
    ['a password and a code are in', withCode, ['full', undefined, true]],
    ['a passkey is in', withPasskey, ['full', undefined, true]],
    ['a password of somebody with an app is half', { has_totp: true }, ['half', undefined, false]],
    ['a password of somebody with a passkey is half', { has_passkey: true }, ['half', undefined, false]],
    ['what began as half stays half', { state: 'half' }, ['half', undefined, false]],
    ['locked stays locked', { state: 'locked' }, ['locked', undefined, false]],
    // A passkey made without finger, face or PIN proves nothing until it was used with it: it leaves no passkey_at.
    [
      'a passkey that was not shown proves nothing',
      { ...withPasskey, passkey_at: null },
      ['half', undefined, false],
    ],
  ])('%s', (_name, row, [state, must, mayEnrol]) => {
    expect(judged(row)).toEqual([state, must, mayEnrol, undefined])
  })
})

describe('before the date', () => {
  it.each<[string, Partial<Judged>, Expected]>([
    [
      'is counted down to it without a second step',
      { two_factors_from: LATER },
      ['full', undefined, true, LATER],
    ],
    ['is not with one', { ...withCode, two_factors_from: LATER }, ['full', undefined, true]],
    [
      'is for the passkey with an app',
      { ...withCode, ...asked, passkey_from: LATER },
      ['full', undefined, true, LATER],
    ],
    [
      'is not for the passkey with one',
      { ...withPasskey, ...asked, passkey_from: LATER },
      ['full', undefined, true],
    ],
    [
      'is to the earlier of both',
      { two_factors_from: SOON, passkey_from: LATER },
      ['full', undefined, true, SOON],
    ],
  ])('who signed in %s', (_name, row, [state, must, mayEnrol, deadline]) => {
    expect(judged(row)).toEqual([state, must, mayEnrol, deadline])
  })

  it('the very instant of the date belongs to what comes after', () => {
    expect(judged({ two_factors_from: NOW })).toEqual(['enrolling', 'two_factors', false, undefined])
  })
})

describe('after the date', () => {
  it.each<[string, Partial<Judged>, Expected]>([
    ['a password alone only sets up, with one proof more', asked, ['enrolling', 'two_factors', false]],
    ['with that proof it may', { ...asked, vouched_at: NOW }, ['enrolling', 'two_factors', true]],
    [
      'a session stored as enrolling is judged alike',
      { ...asked, state: 'enrolling' },
      ['enrolling', 'two_factors', false],
    ],
    ['a password and a code are in', { ...asked, ...withCode }, ['full', undefined, true]],
    ['a passkey is in', { ...asked, ...withPasskey }, ['full', undefined, true]],
    [
      'a password of somebody with an app sets nothing up',
      { ...asked, has_totp: true },
      ['half', undefined, false],
    ],
    [
      'and one proof more changes nothing in that',
      { ...asked, has_totp: true, vouched_at: NOW },
      ['half', undefined, false],
    ],
    [
      'a grace lets work on, counted down to its end',
      { ...asked, grace_ends_at: SOON },
      ['full', undefined, true, SOON],
    ],
    ['a grace that is over does not', { ...asked, grace_ends_at: NOW }, ['enrolling', 'two_factors', false]],
    [
      'a grace takes no app’s place',
      { ...asked, has_totp: true, grace_ends_at: SOON },
      ['half', undefined, false],
    ],
  ])('%s', (_name, row, [state, must, mayEnrol, deadline]) => {
    expect(judged(row)).toEqual([state, must, mayEnrol, deadline])
  })
})

describe('where a passkey is asked for', () => {
  it.each<[string, Partial<Judged>, Expected]>([
    ['who has nothing sets up a second step first', passkeyAsked, ['enrolling', 'two_factors', false]],
    ['password and code add a passkey', { ...passkeyAsked, ...withCode }, ['enrolling', 'passkey', true]],
    ['a passkey is in', { ...passkeyAsked, ...withPasskey }, ['full', undefined, true]],
    [
      'password and code of somebody who has one are half',
      { ...passkeyAsked, ...withCode, has_passkey: true },
      ['half', 'passkey', false],
    ],
    [
      'the second step says so at once',
      { ...passkeyAsked, state: 'half', has_totp: true, has_passkey: true },
      ['half', 'passkey', false],
    ],
    [
      'a grace lets the code do',
      { ...passkeyAsked, ...withCode, has_passkey: true, grace_ends_at: SOON },
      ['full', undefined, true],
    ],
  ])('%s', (_name, row, [state, must, mayEnrol]) => {
    expect(judged(row)).toEqual([state, must, mayEnrol, undefined])
  })

  it('two factors do where Enamel is reached by a number', () => {
    expect(judged({ ...passkeyAsked, ...withCode }, false)).toEqual(['full', undefined, true, undefined])
  })
})

describe('after a reset', () => {
  it.each<[string, Partial<Judged>, Expected]>([
    ['a password alone only sets up, with one proof more', {}, ['enrolling', 'renew', false]],
    ['with that proof it may', { vouched_at: NOW }, ['enrolling', 'renew', true]],
    ['an app kept for another clinic does not replace that proof', withCode, ['enrolling', 'renew', false]],
    ['nor a grace', { grace_ends_at: SOON }, ['enrolling', 'renew', false]],
    ['half a sign-in is not let on', { has_totp: true }, ['half', undefined, false]],
  ])('%s', (_name, row, [state, must, mayEnrol]) => {
    expect(judged({ renew_factor_since: BEFORE, ...row })).toEqual([state, must, mayEnrol, undefined])
  })
})

describe('a password on a list of stolen ones', () => {
  it('is changed before anything else, unless a passkey came in its place', () => {
    expect(judged({ ...withCode, password_known_at: BEFORE }).slice(0, 2)).toEqual(['enrolling', 'password'])
    expect(judged({ ...withPasskey, password_known_at: BEFORE }).slice(0, 2)).toEqual(['full', undefined])
  })

  it.each<[string, Partial<Judged>, Expected]>([
    ['a second step that is asked for comes before it', asked, ['enrolling', 'two_factors', false]],
    [
      'so does the passkey that is asked for and there',
      { ...passkeyAsked, ...withCode, has_passkey: true },
      ['half', 'passkey', false],
    ],
    [
      'one that is still to be made does not',
      { ...passkeyAsked, ...withCode },
      ['enrolling', 'password', true],
    ],
  ])('is no way around the rules: %s', (_name, row, [state, must, mayEnrol]) => {
    expect(judged({ ...row, password_known_at: BEFORE })).toEqual([state, must, mayEnrol, undefined])
  })
})
