import { expect, test } from 'vitest'
import { createWords } from '../../../pure/words/words.ts'
import { catalogue, type WordKey } from '../../catalogue.ts'
import { actionText, actorText, type AuditEvent, outcomeText, targetText, valueText } from './event.ts'

const words = createWords<WordKey>({ catalogue, language: 'en', locale: 'en-GB', zone: 'Africa/Lagos' })

const event = (part: Partial<AuditEvent>): AuditEvent => ({
  id: '01a20037-942c-7001-8b88-27504ec9cb10',
  at: '2026-06-08T10:02:00.000Z',
  category: 'auth',
  action: 'auth.signin.ok',
  outcome: 'ok',
  actor: { kind: 'person', id: 'yaa', name: 'Yaa Fernwell' },
  target: null,
  address: '198.51.100.24',
  agent: 'Firefox on Windows',
  deviceName: null,
  count: 1,
  sealed: true,
  details: [],
  ...part,
})

test('an act on oneself names nobody twice', () => {
  expect(targetText(words, event({ target: { type: 'person', id: 'yaa', name: 'Yaa Fernwell' } }))).toBe('')
})

test('a step is told by its number and name', () => {
  expect(targetText(words, event({ target: { type: 'step_10', id: null, name: null } }))).toBe(
    'Step 10: A written incident response plan',
  )
})

test('people whose name was erased, and what is no person, are still told', () => {
  expect(targetText(words, event({ target: { type: 'person', id: 'gone', name: null } }))).toMatch(
    /no longer known/,
  )
  expect(actorText(words, event({ actor: { kind: 'system', id: null, name: null } }))).toBe('Enamel')
  expect(actorText(words, event({ actor: { kind: 'nobody', id: null, name: null } }))).toBe('Not signed in')
})

test('a refusal is said once: by the action’s own words, else beside them', () => {
  expect(outcomeText(words, event({ action: 'auth.signin.fail', outcome: 'refused' }))).toBeUndefined()
  expect(outcomeText(words, event({ action: 'password.changed', outcome: 'refused' }))).toBe('Refused')
})

test('an action of a newer server is shown by its name rather than not at all', () => {
  expect(actionText(words, event({ action: 'staff.invited_twice' }))).toBe('staff.invited_twice')
})

test('codes and moments on file become words, all else stays as it is', () => {
  expect(valueText(words, 'reason', 'identity.wrong_code')).toBe('wrong code')
  expect(valueText(words, 'ended_at', '2026-06-08T10:02:00.000Z')).toContain('11:02')
  expect(valueText(words, 'route', 'GET /api/audit/events')).toBe('GET /api/audit/events')
})
