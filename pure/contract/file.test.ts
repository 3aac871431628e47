import { describe, expect, it } from 'vitest'
import { dispositionOf } from './file.ts'

describe('the name of a file', () => {
  it.each([
    ['Plan.pdf', `inline; filename="Plan.pdf"; filename*=UTF-8''Plan.pdf`],
    [
      'Ọlá’s plan.pdf',
      `inline; filename="Ola_s plan.pdf"; filename*=UTF-8''%E1%BB%8Cl%C3%A1%E2%80%99s%20plan.pdf`,
    ],
    ['陈.pdf', `inline; filename="_.pdf"; filename*=UTF-8''%E9%99%88.pdf`],
    ["O'Brien (1)*.pdf", `inline; filename="O'Brien (1)-.pdf"; filename*=UTF-8''O%27Brien%20%281%29-.pdf`],
    ['50 %.pdf', `inline; filename="50 _.pdf"; filename*=UTF-8''50%20%25.pdf`],
  ])('%s is sent in plain letters and as it is', (name, sent) => {
    expect(dispositionOf(name)).toBe(sent)
  })

  it.each([
    'a"; filename="evil.exe',
    'a\r\nset-cookie: x=1',
    '../../etc/passwd',
    'C:\\windows\\x',
    'gnp\u202e.exe',
    'half \ud800 a letter',
    '\u0000\u0085\u2028',
  ])('cannot be more than a name: %j', (name) => {
    const sent = dispositionOf(name)
    expect(sent).toMatch(/^inline; filename="[^"\\/\r\n\u007f-\uffff]*"; filename\*=UTF-8''[\w%.~!-]*$/)
    expect(decodeURIComponent(sent.split("''")[1] ?? '')).not.toMatch(/[\\/"\p{Cc}\u202e]/u)
  })
})
