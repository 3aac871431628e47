import { describe, expect, it } from 'vitest'
import { csvFile } from './csv.ts'

const textOf = csvFile

describe('a table for a spreadsheet', () => {
  it('is UTF-8 with its mark, lines end as RFC 4180 says', () => {
    expect(textOf([['Name'], ['Ọlá']])).toBe('\u{feff}Name\r\nỌlá\r\n')
  })

  it.each([
    '=1+1',
    '+44 700',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠A1',
    ' =1',
    '\u{feff}=1',
  ])('has no formula in it: %j', (text) => {
    const written = textOf([[text]])
    expect(written.replace('\u{feff}', '').replace(/^"/, '').startsWith(`'${text[0]}`)).toBe(true)
  })

  it('keeps commas, quotes and lines inside their cell', () => {
    expect(textOf([['a,b', 'say "hi"', 'one\ntwo', 'plain']])).toBe(
      '\u{feff}"a,b","say ""hi""","one\ntwo",plain\r\n',
    )
  })
})
