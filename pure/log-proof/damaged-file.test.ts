/** Files that were cut, filled with what is no export, or made to break the reader. */
import { describe, expect, it } from 'vitest'
import { wholeExport } from '../../test/sealed-export.ts'
import { checkpoints, entryAt, events, found, selection, verify, whole } from '../../test/verified-export.ts'
import type { ExportLine } from './export-line.ts'

describe('files that are damaged', () => {
  it('cut, empty, going on, without a beginning', () => {
    expect(found([])).toEqual(['file_empty -'])
    expect(found(whole().slice(0, -1))).toEqual(['file_cut -'])
    const cut = whole().map((line) => JSON.stringify(line))
    const last = cut.pop()?.slice(0, -5) ?? ''
    expect(found([...cut, last])).toEqual(['line_unreadable -', 'file_cut -'])
    expect(found([...whole(), ...whole()])).toEqual(['file_goes_on -'])
    expect(found(whole().slice(1))).toEqual(['log_missing -'])
  })

  it.each([
    ['AAB=', 'bits that stand for nothing'],
    ['AAA', 'no padding'],
    ['A AA', 'white space'],
    ['_-AA', 'another alphabet'],
    [7, 'a number'],
  ] as [unknown, string][])('base64 %s: %s', (text, _what) => {
    const into = (change: (entry: Record<string, unknown>) => void) => {
      const lines = whole()
      change(entryAt(lines, 5) as unknown as Record<string, unknown>)
      return found(lines)
    }
    expect(into((entry) => (entry['entry'] = text))).toEqual(['base64_wrong 5'])
    expect(into((entry) => (entry['leaf'] = text))).toEqual(['base64_wrong 5'])
    expect(into((entry) => (entry['open'] = { address: { salt: text, value: 'x' } }))).toEqual([
      'base64_wrong 5',
    ])
    const lines = selection()
    ;(entryAt(lines, 7) as unknown as Record<string, unknown>)['proof'] = [text]
    expect(found(lines)).toEqual(['base64_wrong 7'])
  })

  it.each(['9007199254740992', '-1', '01', '1e3', '', ' 1', 5, null])(
    '%s where a number stands',
    (number) => {
      const into = (type: string, field: string, lines: ExportLine[]) => {
        const line = lines.findLast((one) => one.type === type) as unknown as Record<string, unknown>
        line[field] = number
        return found(lines)[0]
      }
      expect(into('entry', 'index', whole())).toMatch(/^number_wrong/)
      expect(into('entry', 'size', selection())).toBe('number_wrong 9')
      expect(into('end', 'entries', whole())).toMatch(/^number_wrong/)
      const lines = whole()
      const [first] = checkpoints(lines)
      if (first) first.note = first.note.replace('\n4\n', `\n${number === 5 ? '+5' : number}\n`)
      expect(found(lines)).toEqual(['checkpoint_unreadable -'])
    },
  )

  it('nothing in a line makes it throw', () => {
    const small = wholeExport(events.slice(0, 1), [1]).slice(0, -1)
    const strange = [
      '',
      '{',
      'null',
      '[]',
      '7',
      '"x"',
      '{}',
      '{"type":"entry"}',
      '{"type":"__proto__"}',
      '\0',
    ]
    const types = ['log', 'entry', 'checkpoint', 'end', 'other']
    const values = [null, 0, -1, '', 'x', [], {}, [[]], [null], true, '9'.repeat(400), { salt: 1 }, '{"a":']
    const names = [
      'origin',
      'vkey',
      'index',
      'entry',
      'leaf',
      'open',
      'erased',
      'size',
      'proof',
      'note',
      'consistency',
      'given',
      'entries',
    ]
    const made = types.flatMap((type) =>
      names.flatMap((name) => values.map((value) => JSON.stringify({ type, index: '12', [name]: value }))),
    )
    for (const line of [...strange, ...made]) {
      const { state, found } = verify([...small, line])
      expect({ state, found: found > 0 }).toEqual({ state: 'broken', found: true })
    }
  })

  it('nor does what is nested as deep as a line is long', () => {
    const deep = (bytes: number) => `${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}`
    expect(found([deep(1_000_000)])).toEqual(['line_unreadable -', 'file_cut -'])
    const lines = whole()
    const entry = entryAt(lines, 5)
    delete entry.leaf
    entry.entry = Buffer.from(`{"v":1,"x":${deep(600_000)}}`).toString('base64')
    expect(found(lines)).toEqual(['root_wrong 4', 'entry_unreadable 5'])
  })

  it('tells the first hundred of many findings, and how many there are', () => {
    const lines = Array.from({ length: 250 }, () => 'x')
    const { findings, found } = verify(lines)
    expect({ told: findings.length, found }).toEqual({ told: 100, found: 251 })
  })
})
