import { expect, test } from 'vitest'
import { type Choice, rungFor, wishOf } from './choice.ts'

const choice = (asked: Choice['asked']): Choice => ({
  level: 'required',
  who: 'some',
  asked,
  from: '2026-06-15',
})

test('role by role, Owners and Admins are never left out, nor where nobody is an Admin yet', () => {
  const asked = { OWNER: 'any', NURSE: 'two_factors', VIEWER: 'any' } as const
  expect(wishOf(choice(asked))).toMatchObject({ roles: ['OWNER', 'ADMIN', 'NURSE'], passkeyRoles: [] })
  expect(rungFor(asked, 'OWNER')).toBe('two_factors')
  expect(rungFor(asked, 'VIEWER')).toBe('any')
})

test('a passkey is asked of whom it was chosen for, Owners too', () => {
  expect(wishOf(choice({ OWNER: 'passkey', NURSE: 'any' }))).toMatchObject({
    roles: ['OWNER', 'ADMIN'],
    passkeyRoles: ['OWNER'],
  })
})
