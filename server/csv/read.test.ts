/** Tables as people bring them, and as nobody should. */
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { csvFile } from '../../pure/csv/csv.ts'
import { isFormula } from '../../pure/csv/csv.ts'
import { readTable } from './read.ts'

const bytes = (text: string) => Buffer.from(text)
const HEAD = 'Name,E-mail,Role'
const ADA = 'Ada Sørensen,ada@marshlane.example,NURSE'
const ASKED = { head: ['Name', 'E-mail', 'Role'], rows: [{ line: 2, cells: ADA.split(',') }] }

describe('a table', () => {
  it.each([
    ['UTF-8', bytes(`${HEAD}\n${ADA}\n`)],
    ['UTF-8 with its mark', bytes(`\u{feff}${HEAD}\r\n${ADA}\r\n`)],
    ['Windows-1252', iconv.encode(`${HEAD}\r\n${ADA}\r\n`, 'win1252')],
    [
      'UTF-16 of a spreadsheet',
      iconv.encode(`${HEAD}\r\n${ADA}\r\n`.replaceAll(',', '\t'), 'utf16le', { addBOM: true }),
    ],
    ['semicolons', bytes(`${HEAD}\n${ADA}`.replaceAll(',', ';'))],
    ['tabs, as they are pasted', bytes(`${HEAD}\n${ADA}`.replaceAll(',', '\t'))],
    [
      'quotes and blanks around',
      bytes(` "Name" , E-mail ,Role\n"Ada Sørensen",ada@marshlane.example , NURSE\n\n,,\n`),
    ],
    ['lines of old Macintoshes', bytes(`${HEAD}\r${ADA}\r`)],
  ])('is read: %s', (_name, file) => {
    expect(readTable(file)).toEqual(ASKED)
  })

  it('keeps separators, quotes and lines inside a cell, and says in which line a row begins', () => {
    const table = readTable(bytes('Name,Note\n"Marsh, Ada","says ""hi""\nand waves"\n\nBen,-\n'))
    expect(table).toMatchObject({
      rows: [
        { line: 2, cells: ['Marsh, Ada', 'says "hi"\nand waves'] },
        { line: 5, cells: ['Ben', '-'] },
      ],
    })
  })

  it('reads what our own files wrote', () => {
    const file = csvFile([
      ['Name', 'Note'],
      ['Ada', '=1+1'],
    ])
    expect(readTable(bytes(file))).toMatchObject({ rows: [{ cells: ['Ada', '=1+1'] }] })
    expect([isFormula('=HYPERLINK("x")'), isFormula('@x'), isFormula('Ada')]).toEqual([true, true, false])
  })
})

describe('what is no table', () => {
  it.each([
    ['too large', Buffer.alloc(5 * 1024 * 1024, 'a'), { why: 'too_large' }],
    ['10,000 rows', bytes(`${HEAD}\n${'a,b,c\n'.repeat(10_000)}`), { why: 'too_many_rows' }],
    ['one row too many', bytes(`${HEAD}\n${'a,b,c\n'.repeat(501)}`), { why: 'too_many_rows' }],
    ['nothing', bytes(''), { why: 'empty' }],
    ['empty lines', bytes('\n\n,,\n'), { why: 'empty' }],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), { why: 'not_text' }],
    ['a row too short', bytes(`${HEAD}\n${ADA}\nBen\n`), { why: 'cells_not_as_head', line: 3 }],
    [
      'a quote never closed',
      bytes(`${HEAD}\n${ADA}\n"Ben,ben@marshlane.example,NURSE\n`),
      { why: 'quote_not_closed' },
    ],
    [
      'a quote in the midst',
      bytes(`${HEAD}\nBen "the" tall,b@marshlane.example,NURSE\n"a"b,c,d\n`),
      { why: 'quote_not_closed' },
    ],
  ])('is named: %s', (_name, file, fault) => {
    expect(readTable(file)).toMatchObject(fault)
  })

  it('takes exactly as many rows as it may', () => {
    expect(readTable(bytes(`${HEAD}\n${'a,b,c\n'.repeat(500)}`))).toMatchObject({ rows: { length: 500 } })
  })
})
