import { describe, expect, it } from 'vitest'
import { createWords } from '../../pure/words/words.ts'
import { accountMailWords } from './mail-words.ts'

const words = createWords({
  catalogue: accountMailWords,
  language: 'en',
  locale: 'en-NG',
  zone: 'Africa/Lagos',
})
const TEMPLATES = [
  'password_changed',
  'totp_added',
  'totp_removed',
  'backup_codes_made',
  'backup_code_used',
  'new_device',
  'new_country',
  'after_failures',
  'long_away',
  'second_factor_failed',
  'way_closed',
]
const values = {
  name: 'Yaa Fernwell',
  clinic: 'Palmgrove Dental',
  when: 'Fri, 12 June 2026 at 14:05:00 WAT',
  agent: 'Firefox on Windows',
  address: '192.0.2.14',
  where: 'Leeds, United Kingdom',
  lines: 'Something was unusual at Palmgrove Dental.',
  not_me: 'Was it not you? Open this page: https://enamel.example/not-me#token',
}

describe.each(TEMPLATES)('the mail %s', (template) => {
  const subject = words(`mail.${template}.subject`, { ...values, failures: 7 })
  const body = words(`mail.${template}.body`, values)

  it('says where, when, with what and from which address it happened', () => {
    expect(subject).toContain(values.clinic)
    const { lines, ...facts } = values
    for (const value of Object.values(facts)) expect(body).toContain(value)
    if (accountMailWords[`mail.${template}.body` as keyof typeof accountMailWords].includes('{lines}'))
      expect(body).toContain(lines)
    expect(words(`mail.${template}.body`, { ...values, where: 'none' })).not.toContain('Where')
  })

  it('says what to do when it was somebody else', () => {
    expect(body).toContain('Was it not you?')
  })

  it('carries no link but the one that says it was not you, and that signs nobody in', () => {
    expect(words(`mail.${template}.body`, { ...values, not_me: '' })).not.toMatch(/https?:|<|www\./)
  })

  it('is plain text of one subject line', () => {
    expect(subject).not.toMatch(/[\r\n]/)
    expect(body).not.toMatch(/[{}]/)
  })
})
