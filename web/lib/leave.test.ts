import { expect, test } from 'vitest'
import { insidePath } from './leave.ts'

test.each(['/', '/profile/sessions', '/settings/security/audit-log?day=2026-06-04'])(
  'after signing in somebody may go to %s',
  (path) => {
    expect(insidePath(path)).toBe(path)
  },
)

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '',
  '/a b',
  '/a\nb',
  `/${'a'.repeat(600)}`,
  7,
  undefined,
])('sign-in never leads to %j', (path) => {
  expect(insidePath(path)).toBeUndefined()
})
