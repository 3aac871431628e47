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
]
const values = {
  name: 'Yaa Fernwell',
  clinic: 'Palmgrove Dental',
  when: 'Fri, 12 June 2026 at 14:05:00 WAT',
  agent: 'Firefox on Windows',
  address: '192.0.2.14',
}

describe.each(TEMPLATES)('the mail %s', (template) => {
  const subject = words(`mail.${template}.subject`, values)
  const body = words(`mail.${template}.body`, values)

  it('says where, when, with what and from which address it happened', () => {
    expect(subject).toContain(values.clinic)
    for (const value of Object.values(values)) expect(body).toContain(value)
  })

  it('says what to do when it was somebody else', () => {
    expect(body).toContain('Was it not you?')
  })

  it('carries no link that a copy of it could bend', () => {
    expect(body).not.toMatch(/https?:|<|www\./)
  })

  it('is plain text of one subject line', () => {
    expect(subject).not.toMatch(/[\r\n]/)
    expect(body).not.toMatch(/[{}]/)
  })
})
