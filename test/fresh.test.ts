/** Which acts ask for a fresh sign-in ("Confirm it's you", ASVS 7.5.1): printed, and never forgotten for the clinic's rules. */
import { expect, it } from 'vitest'
import { isUnsafe, nameOf, routes } from './endpoints/routes.ts'

/** Whatever changes something here asks for it. */
const SENSITIVE =
  /^\/api\/(?:security|enforcement|protected|devices|shared-computers|known-devices|session-rules|password-rules|networks|signed-in|mail\/server|staff\/people\/:personId\/(?:role|disable|enable|delete|end-date|ownership)|handover|profile\/(?:password|totp|passkeys|backup-codes|not-me))(?:\/|$)/

/** Those that ask for none all the same, each with the reason. */
const NOT_FRESH: Readonly<Record<string, string>> = {
  'PATCH /api/profile/passkeys/:passkeyId': 'a name of one’s own; the passkey stays what it is',
  'PUT /api/shared-computers/:computerId': 'name and place of a computer that is marked already',
  'PUT /api/shared-computers/question': 'an answer of the clinic, which opens nothing',
  'PUT /api/shared-computers/names': 'how names stand on the lock screen',
  'DELETE /api/shared-computers/:computerId/shift/:personId':
    'takes somebody off a roster; they sign in anew',
  'DELETE /api/shared-computers/:computerId/shift': 'ends a shift; everybody signs in anew',
  'DELETE /api/protected/:personId/grace': 'takes an exception back before its end',
  'PUT /api/protected/:personId/leave': 'a date of absence, which opens nothing',
  'POST /api/staff/people/:personId/disable':
    'taking access away never waits for a password, and is taken back in one step',
  'POST /api/handover/decline': 'leaves everything as it is',
  'DELETE /api/handover': 'takes an offer back before it is taken',
  'POST /api/profile/backup-codes/confirm': 'typing one back proves that they are saved and opens nothing',
}

it('is asked by every act on rules, devices and proofs; each of them is printed', () => {
  const unsafe = routes.filter(isUnsafe)
  const fresh = unsafe.filter(({ access }) => access.fresh)
  const list = fresh
    .map(({ endpoint }) => nameOf(endpoint))
    .toSorted((a, b) => a.localeCompare(b))
    .join('\n')
  process.stdout.write(`${list}\n`)
  expect(fresh.length).toBeGreaterThan(10)
  const sensitive = unsafe.filter(({ endpoint }) => SENSITIVE.test(endpoint.url))
  expect(sensitive.length).toBeGreaterThan(10)
  const forgotten = sensitive
    .filter((one) => !fresh.includes(one))
    .map(({ endpoint }) => nameOf(endpoint))
    .filter((name) => NOT_FRESH[name] === undefined)
  expect(forgotten).toEqual([])
})

it('is left out with a reason for nothing that is not there', () => {
  const names = new Set(routes.filter((one) => !one.access.fresh).map(({ endpoint }) => nameOf(endpoint)))
  expect(Object.keys(NOT_FRESH).filter((name) => !names.has(name))).toEqual([])
})
