import { describe, expect, it, test } from 'vitest'
import { createWords } from '../../../pure/words/words.ts'
import { catalogue, type WordKey } from '../../catalogue.ts'
import { changesOf } from './changes.ts'
import type { AuditEvent } from './event.ts'
import { saidOf } from './said.ts'

const words = createWords<WordKey>({ catalogue, language: 'en', locale: 'en-GB', zone: 'Africa/Lagos' })

const event = (
  action: string,
  details: Record<string, string>,
  part: Partial<AuditEvent> = {},
): AuditEvent => ({
  id: '01a20037-942c-7001-8b88-27504ec9cb10',
  at: '2026-06-08T10:02:00.000Z',
  category: 'config',
  action,
  outcome: 'ok',
  actor: { kind: 'person', id: 'yaa', name: 'Yaa Fernwell' },
  target: null,
  address: '198.51.100.24',
  agent: 'Firefox on Windows',
  deviceName: null,
  count: 1,
  sealed: true,
  details: Object.entries(details).map(([field, value]) => ({ field, value })),
  ...part,
})
const tobi = { target: { type: 'person', id: 'tobi', name: 'Tobi Larkspur' } }

describe('a line of the log says', () => {
  it('from what to what, in the words of the screens', () => {
    const rule = event('security.two_factor_rule_changed', {
      before: 'optional',
      after: 'required: OWNER passkey 2026-06-15, NURSE two_factors 2026-06-15',
    })
    expect(saidOf(words, rule).text).toBe('Changed 2FA enforcement from Optional to Required')
    const role = event(
      'staff.role_changed',
      { before: 'STAFF', after: 'BILLING_STAFF', reason: 'New work' },
      tobi,
    )
    expect(saidOf(words, role)).toEqual({
      text: 'Changed Tobi Larkspur from Staff to Billing staff',
      about: '',
    })
  })

  it('of a rule with one part changed, which; with several, what of it', () => {
    const times = (shared: number, hours: number) =>
      `idle: 30 min\nshared computers: ${shared} min\nown devices: as everywhere\nlongest: ${hours} h`
    const one = event('session_rules.changed', { before: times(30, 12), after: times(15, 12), ended: '3' })
    expect(saidOf(words, one).text).toBe(
      'Times of signing out changed: on shared computers from 30 min to 15 min',
    )
    const two = event('session_rules.changed', { before: times(30, 12), after: times(15, 8) })
    expect(saidOf(words, two).text).toBe(
      'Times of signing out changed: on shared computers and longest time of a sign-in',
    )
  })

  it('a day that was set, moved or taken away', () => {
    const said = (details: Record<string, string>) =>
      saidOf(words, event('leave.changed', details, tobi)).text
    expect(said({ after: '2026-06-15' })).toBe('Put Tobi Larkspur on leave until Mon, 15 June 2026')
    expect(said({ before: '2026-06-15' })).toContain('Ended the leave of Tobi Larkspur')
    expect(said({ before: '2026-06-15', after: '2026-06-22' })).toContain('Mon, 15 June 2026 to Mon, 22 June')
  })

  it('whom it is about beside it, where the sentence does not', () => {
    expect(saidOf(words, event('password.reset_link_made', {}, tobi)).about).toBe('Tobi Larkspur')
    expect(saidOf(words, event('staff.disabled', {}, tobi))).toEqual({
      text: 'Ended the access of Tobi Larkspur',
      about: '',
    })
  })

  it('nothing of what was refused as if it had been done', () => {
    const refused = event(
      'staff.role_changed',
      { before: 'STAFF', after: 'OWNER' },
      { ...tobi, outcome: 'refused' },
    )
    expect(saidOf(words, refused)).toEqual({ text: 'Role changed', about: 'Tobi Larkspur' })
  })

  it('no long text in one line: it stands in what opens below', () => {
    const long = event('place.renamed', { before: 'x'.repeat(80), after: 'North' }, tobi)
    expect(saidOf(words, long).text).toBe('Place renamed')
  })

  it('whatever somebody typed as they typed it, also what looks like a placeholder or a tag', () => {
    const odd = event('place.renamed', { before: '{after} <b>', after: "'{target}'" })
    expect(saidOf(words, odd).text).toBe("Renamed the place {after} <b> to '{target}'")
  })
})

describe('what changed', () => {
  it('is told line by line, and what stayed apart from it', () => {
    const networks = event('networks.changed', {
      before: 'on\n192.0.2.0/24 (Marsh Lane)\nOwners too',
      after: 'on\n192.0.2.0/24 (Marsh Lane)\n198.51.100.0/24\nOwners from anywhere',
    })
    expect(changesOf(words, networks)).toEqual({
      changed: [
        { part: undefined, name: undefined, before: 'Owners too', after: undefined },
        { part: undefined, name: undefined, before: undefined, after: '198.51.100.0/24' },
        { part: undefined, name: undefined, before: undefined, after: 'Owners from anywhere' },
      ],
      kept: ['on', '192.0.2.0/24 (Marsh Lane)'],
    })
  })

  it('takes no sentence of a person apart', () => {
    const note = { before: 'Ada reads it, on Mondays', after: 'Yaa reads it, on Mondays' }
    expect(changesOf(words, event('checklist.step_stated', note))?.changed).toMatchObject([note])
    const lines = { before: 'First: Ada\nand then Yaa', after: 'First: Yaa' }
    expect(changesOf(words, event('checklist.step_stated', lines))?.changed).toMatchObject([
      { ...lines, part: undefined },
    ])
  })
})

test('every sentence needs no more than what a line has', () => {
  const known = Object.keys(catalogue).filter((key) => /^audit\.said(?:_\w+)?\.\w+\./.test(key))
  expect(known.length).toBeGreaterThan(30)
  for (const key of known) {
    const action = key.replace(/^audit\.said(?:_\w+)?\./, '')
    expect(Object.keys(catalogue)).toContain(`action.${action}`)
    expect(words(key as WordKey, { target: 'T', setting: 'S', before: 'B', after: 'A' })).toMatch(/\S/)
  }
})
