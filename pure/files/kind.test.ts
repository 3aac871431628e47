import { describe, expect, it } from 'vitest'
import { isFileName, typeOfFile, unfitFromStart } from './kind.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)))

/** A ZIP of empty, stored files with these names; the first may hold something. */
function zip(names: readonly string[], first = ''): Uint8Array {
  const whole: Buffer[] = []
  const table: Buffer[] = []
  for (const [index, name] of names.entries()) {
    const held = Buffer.from(index === 0 ? first : '')
    const offset = whole.reduce((sum, part) => sum + part.length, 0)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt32LE(held.length, 18)
    local.writeUInt32LE(held.length, 22)
    local.writeUInt16LE(name.length, 26)
    whole.push(local, Buffer.from(name), held)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    table.push(entry, Buffer.from(name))
  }
  const at = whole.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(at, 16)
  return Uint8Array.from(Buffer.concat([...whole, ...table, end]))
}

const WORD = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml']

describe('a file is taken', () => {
  it.each([
    ['Report.PDF', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a.png', bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0, 0]), 'image/png'],
    ['a.jpg', bytes([0xff, 0xd8, 0xff, 0xe0, 0]), 'image/jpeg'],
    ['a.jpeg', bytes([0xff, 0xd8, 0xff, 0xe1, 0]), 'image/jpeg'],
    ['a.webp', bytes('RIFF', [1, 0, 0, 0], 'WEBPVP8 '), 'image/webp'],
    ['a.txt', bytes('Ẹ káàárọ̀\r\n\tdone\n'), 'text/plain'],
    ['old.csv', bytes('caf', [0xe9], ';1\r\n'), 'text/csv'],
    ['a.docx', zip(WORD), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [
      'a.ods',
      zip(['mimetype', 'content.xml'], 'application/vnd.oasis.opendocument.spreadsheet'),
      'application/vnd.oasis.opendocument.spreadsheet',
    ],
  ])('%s', (name, content, type) => expect(typeOfFile(name, content)).toEqual({ type }))
})

describe('a file is not taken', () => {
  it.each([
    ['a program called a letter', 'letter.pdf', bytes('MZ', [0x90, 0, 3]), 'program'],
    ['one of Linux called a picture', 'a.png', bytes([0x7f], 'ELF', [2, 1]), 'program'],
    ['a script called a text', 'notes.txt', bytes('#!/bin/sh\nrm -rf /\n'), 'program'],
    ['a shortcut', 'a.pdf', bytes('L', [0, 0, 0, 1, 0x14, 2, 0, 0]), 'program'],
    ['a page', 'a.html', bytes('<html><script>alert(1)</script>'), 'unknown'],
    ['a script by its ending', 'a.bat', bytes('del *.*'), 'unknown'],
    ['a drawing with a script in it', 'a.svg', bytes('<svg onload="alert(1)">'), 'unknown'],
    ['no ending', 'letter', bytes('%PDF-1.7'), 'unknown'],
    ['two endings', 'a.pdf.exe', bytes('%PDF-1.7'), 'unknown'],
    ['an old office file', 'a.doc', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old_office'],
    [
      'an old one under a new name',
      'a.docx',
      bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'old_office',
    ],
    ['macros', 'a.docx', zip([...WORD, 'word/vbaProject.bin']), 'macros'],
    [
      'macros of the other office',
      'a.odt',
      zip(['mimetype', 'Basic/Standard/x.xml'], 'application/vnd.oasis.opendocument.text'),
      'macros',
    ],
    ['a page called a PDF', 'a.pdf', bytes('<html>'), 'other_ending'],
    ['a picture called a PDF', 'a.pdf', bytes([0xff, 0xd8, 0xff, 0xe0]), 'other_ending'],
    ['a table called a letter', 'a.docx', zip(['[Content_Types].xml', 'xl/workbook.xml']), 'other_ending'],
    ['an archive called a letter', 'a.docx', zip(['setup.exe']), 'other_ending'],
    ['half a letter', 'a.docx', zip(WORD).slice(0, 60), 'unknown'],
    ['bytes called text', 'a.txt', bytes('hello', [0]), 'unknown'],
  ])('%s', (_what, name, content, unfit) => expect(typeOfFile(name, content)).toEqual({ unfit }))

  it('which its first bytes tell already, before the rest is sent', () => {
    expect(unfitFromStart('a.pdf', bytes('MZ'))).toBe('program')
    expect(unfitFromStart('a.docx', zip(WORD).slice(0, 40))).toBeUndefined()
  })
})

it('never throws, whatever the bytes and wherever a letter is cut off', () => {
  const whole = zip(WORD)
  for (let length = 0; length < whole.length; length++)
    expect(typeOfFile('a.docx', whole.slice(0, length))).toEqual({ unfit: expect.any(String) as string })
  let seed = 7
  for (let round = 0; round < 2_000; round++) {
    const spoiled = Uint8Array.from(whole)
    for (let change = 0; change < 6; change++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      spoiled[4 + (seed % (whole.length - 4))] = seed >> 8
    }
    expect(Object.keys(typeOfFile('a.docx', spoiled))).toHaveLength(1)
  }
})

it.each([
  ['../../etc/passwd.txt', false],
  ['C:\\fakepath\\a.pdf', false],
  ['folder/a.pdf', false],
  ['.htaccess.txt', false],
  ['a.pdf.', false],
  ['a:b.pdf', false],
  ['Insurance 2026 (final), Ọlá’s.pdf', true],
])('%s is a name alone: %s', (name, alone) => expect(isFileName(name)).toBe(alone))
