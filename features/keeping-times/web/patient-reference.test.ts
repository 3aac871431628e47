import { describe, expect, it } from 'vitest'
import { readPatient } from './patient-reference.ts'

const ID = '0190a7c2-5b1e-7c3d-8f00-1a2b3c4d5e6f'

describe('a patient, as somebody pastes them', () => {
  it.each([
    ['the reference alone', ` ${ID} `],
    ['in capitals', ID.toUpperCase()],
    [
      'an address of the log',
      `https://enamel.marshlane.example/settings/security/audit-log?days=3650&patient=${ID}`,
    ],
    ['one with more behind it', `/settings/security/audit-log?patient=${ID}&text=x`],
  ])('is found: %s', (_, typed) => expect(readPatient(typed)).toBe(ID))

  it.each([
    ['nothing', ''],
    ['a name', 'Ada Marsh'],
    ['an address that shows a person', `/settings/security/audit-log?person=${ID}`],
    ['a reference that was cut off', ID.slice(0, -2)],
    ['one that is too long', `${ID}0`],
    ['one among other words', `patient ${ID}`],
  ])('is not there: %s', (_, typed) => expect(readPatient(typed)).toBeUndefined())
})
