/** Every bad input there is, each named with the first wrong entry; and what is good. */
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  CLINIC,
  checkpointOf,
  ORIGIN,
  type Sealed,
  sealedEvent,
  signerOf,
  wholeExport,
} from '../../test/sealed-export.ts'
import {
  checkpoints,
  entryAt,
  events,
  found,
  mine,
  rewritten,
  selection,
  SIZES,
  verify,
  whole,
  without,
} from '../../test/verified-export.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import type { ExportLine } from './export-line.ts'
import { joinReads, readLine } from './read-line.ts'
import { createVerifier } from './verifier.ts'

describe('what is as it was sealed', () => {
  it('holds, whole', () => {
    expect(verify(whole())).toEqual({
      state: 'holds',
      found: 0,
      findings: [],
      logs: [
        {
          origin: ORIGIN,
          vkey: mine.vkey,
          key: 'given',
          form: 'whole',
          entries: 12,
          firstAt: events[0]?.at,
          lastAt: events[11]?.at,
          signedSize: 12,
          checkpoints: 3,
          unsigned: 0,
          erased: 0,
          unexplained: undefined,
          opened: 72,
          closed: 0,
          given: undefined,
          kept: [],
          link: undefined,
        },
      ],
    })
  })

  it('holds, a selection with its proofs', () => {
    const { state, logs } = verify(selection())
    expect(state).toBe('holds')
    expect(logs[0]).toMatchObject({ form: 'selection', entries: 3, signedSize: 12, opened: 18 })
  })

  it('holds as well where no leaf stands beside the entry', () => {
    const lines = whole()
    for (const line of lines) if (line.type === 'entry') delete line.leaf
    expect(verify(lines).state).toBe('holds')
  })

  it('without a key given apart, only in part', () => {
    for (const lines of [whole(), selection()]) {
      const { state, logs, findings } = verify(lines, {})
      expect({ state, key: logs[0]?.key, findings }).toEqual({ state: 'in part', key: 'own', findings: [] })
    }
  })

  it('with entries that nobody signed for yet, only in part', () => {
    const { state, logs } = verify(wholeExport(events, [4, 8]))
    expect(state).toBe('in part')
    expect(logs[0]).toMatchObject({ signedSize: 8, unsigned: 4 })
  })

  it('agrees with checkpoints kept elsewhere, also of a size that the file has none of', () => {
    const kept = [6, 12, 4].map((size) => checkpointOf(events, size).note)
    const { state, logs } = verify(whole(), { keys: [mine.vkey], checkpoints: kept })
    expect({ state, kept: logs[0]?.kept }).toEqual({
      state: 'holds',
      kept: [4, 6, 12].map((size) => ({ size, outcome: 'holds' })),
    })
    const chosen = verify(selection(), { keys: [mine.vkey], checkpoints: kept })
    expect(chosen.state).toBe('in part')
    expect(chosen.logs[0]?.kept.map(({ outcome }) => outcome)).toEqual(['holds', 'not_compared', 'holds'])
  })

  it('keeps its proofs where openings were erased, some or all', () => {
    const lines = whole()
    delete entryAt(lines, 3).open
    const { address: _address, ...left } = entryAt(lines, 5).open ?? {}
    entryAt(lines, 5).open = left
    const { state, logs } = verify(lines)
    expect(state).toBe('holds')
    expect(logs[0]).toMatchObject({ opened: 65, closed: 7 })
  })

  it('keeps its proofs where rows were erased and a later entry says so', () => {
    const kept = [...events.slice(0, 11), sealedEvent(11, { action: 'log.rows_erased' })]
    const lines = wholeExport(kept, SIZES)
    for (const index of [0, 1, 2]) {
      const line = entryAt(lines, index)
      delete line.entry
      delete line.open
      line.erased = true
    }
    const { state, logs } = verify(lines)
    expect(state).toBe('holds')
    expect(logs[0]).toMatchObject({ erased: 3, entries: 12 })
  })

  it('says which checkpoint somebody outside has, the newest', () => {
    const lines = whole()
    const [first, second] = checkpoints(lines)
    const given = (name: string, at: string) => [{ kind: 'mail', name, at }]
    if (first) first.given = given('Accountant', '2026-06-15T07:00:00.000Z')
    if (second) second.given = given('Accountant', '2026-06-16T07:00:00.000Z')
    expect(verify(lines).logs[0]?.given).toMatchObject({ size: 8, at: '2026-06-16T07:00:00.000Z' })
  })

  it('is the same when many lines are read at once elsewhere', () => {
    const lines = whole()
    entryAt(lines, 6).entry = rewritten(entryAt(lines, 6))
    const verifier = createVerifier(nodePrimitives, { keys: [mine.vkey] })
    const reads = joinReads(lines.map((line) => readLine(nodePrimitives, JSON.stringify(line))))
    expect(reads).toHaveLength(10)
    for (const read of structuredClone(reads)) verifier.take(read)
    expect(verifier.end()).toEqual(verify(lines))
  })
})

describe('what was changed is named', () => {
  it('an entry', () => {
    const lines = whole()
    entryAt(lines, 6).entry = rewritten(entryAt(lines, 6))
    const { state, findings } = verify(lines)
    expect(state).toBe('broken')
    expect(findings).toEqual([
      {
        problem: 'entry_changed',
        index: '6',
        eventId: events[6]?.id,
        at: events[6]?.at,
        text: 'Entry 6 is not what was sealed: its bytes were changed afterwards.',
      },
    ])
    const chosen = selection()
    entryAt(chosen, 7).entry = rewritten(entryAt(chosen, 7))
    expect(found(chosen)).toEqual(['proof_wrong 7'])
  })

  it('an entry and its leaf: the run between two checkpoints', () => {
    const lines = whole()
    delete entryAt(lines, 6).leaf
    entryAt(lines, 6).entry = rewritten(entryAt(lines, 6))
    expect(found(lines)).toEqual(['root_wrong 4'])
  })

  it('an entry of the end that nobody signed for yet', () => {
    const lines = wholeExport(events, [4, 8])
    entryAt(lines, 10).entry = rewritten(entryAt(lines, 10))
    expect(found(lines)).toEqual(['entry_changed 10'])
  })

  it('the leaf that the tree kept, and not the entry', () => {
    const lines = whole()
    entryAt(lines, 5).leaf = randomBytes(32).toString('base64')
    expect(found(lines)).toEqual(['tile_changed 5'])
  })

  it('two entries that changed places, in the file and in the log', () => {
    const lines = whole()
    const [a, b] = [5, 6].map((index) => lines.indexOf(entryAt(lines, index))) as [number, number]
    ;[lines[a], lines[b]] = [lines[b] as ExportLine, lines[a] as ExportLine]
    expect(found(lines)).toEqual(['index_order 5'])
    const swapped = whole()
    const [first, second] = [entryAt(swapped, 5), entryAt(swapped, 6)]
    ;[first.entry, second.entry] = [second.entry ?? '', first.entry ?? '']
    ;[first.open, second.open] = [second.open ?? {}, first.open ?? {}]
    expect(found(swapped)).toEqual(['entry_changed 5', 'entry_changed 6'])
  })

  it('two entries of a selection that changed places, and one that stands there twice', () => {
    const lines = selection()
    const [a, b] = [2, 7].map((index) => lines.indexOf(entryAt(lines, index))) as [number, number]
    ;[lines[a], lines[b]] = [lines[b] as ExportLine, lines[a] as ExportLine]
    expect(found(lines)).toEqual(['index_order 2'])
    const twice = selection()
    twice.splice(-1, 1, structuredClone(entryAt(twice, 9)), { type: 'end', entries: '4' })
    expect(found(twice)).toEqual(['index_reused 9'])
  })

  it('a member that stands there twice, of which another program might take the first', () => {
    for (const put of ['"entry":"AAAA",', '"\\u0065ntry" : "AAAA",', '"type":"entry",']) {
      const lines: (ExportLine | string)[] = whole()
      lines[3] = JSON.stringify(lines[3]).replace('{', `{${put}`)
      expect(found(lines)[0]).toBe('line_unreadable -')
    }
    // White space and other members are the writer's own.
    const lines: (ExportLine | string)[] = whole()
    lines[3] = JSON.stringify({ ...entryAt(whole(), 2), said: [1, { type: 'x', "'": '"' }] }, null, ' ')
    expect(found(lines)).toEqual([])
  })

  it('an opening', () => {
    for (const lines of [whole(), selection()]) {
      const address = entryAt(lines, 2).open?.['address']
      if (address) address.value = '198.51.100.1'
      expect(found(lines)).toEqual(['opening_changed 2'])
    }
  })

  it('an opening that nothing was sealed for', () => {
    const lines = whole()
    const salt = randomBytes(32).toString('base64')
    entryAt(lines, 2).open = { ...entryAt(lines, 2).open, reason: { salt, value: 'Because' } }
    expect(found(lines)).toEqual(['opening_unknown 2'])
    // Also where the name is one that every object has.
    entryAt(lines, 2).open = { constructor: { salt, value: 'Because' } }
    expect(found(lines)).toEqual(['opening_unknown 2'])
  })

  it('a number used twice', () => {
    const lines = whole()
    lines.splice(lines.indexOf(entryAt(lines, 6)), 0, structuredClone(entryAt(lines, 5)))
    expect(found(lines)).toEqual(['index_reused 5', 'end_wrong -'])
  })

  it('a missing entry, and several', () => {
    expect(found(without(whole(), 5))).toEqual(['index_missing 5', 'end_wrong -'])
    const { findings } = verify(without(without(whole(), 5), 6))
    expect(findings[0]).toMatchObject({ index: '5', text: 'Entries 5 to 6 of the log: missing in the file.' })
    expect(found(without(whole(), 0))).toEqual(['index_missing 0', 'end_wrong -'])
  })

  it('an entry of which only the leaf is left, without a word from keeping times', () => {
    const lines = whole()
    delete entryAt(lines, 5).entry
    expect(found(lines)).toEqual(['entry_missing 5'])
    // What was erased is told of afterwards, not before.
    const told = [sealedEvent(0, { action: 'log.rows_erased' }), ...events.slice(1)]
    const later = wholeExport(told, SIZES)
    delete entryAt(later, 5).entry
    entryAt(later, 5).erased = true
    const { state, logs } = verify(later)
    expect({ state, unexplained: logs[0]?.unexplained }).toEqual({ state: 'in part', unexplained: 5 })
    delete entryAt(lines, 5).leaf
    expect(found(lines)).toEqual(['entry_missing 5'])
  })

  it('an entry of another clinic', () => {
    const other = sealedEvent(6, { clinic: CLINIC.replace(/1$/, '2') })
    const mixed = events.map((event, index) => (index === 6 ? other : event))
    expect(found(wholeExport(mixed, SIZES))).toEqual(['entry_of_other_clinic 6'])
  })

  it('an entry that can be read in two ways', () => {
    const twice = (text: string): Sealed => {
      const made = sealedEvent(6)
      const bytes = Buffer.from(text.length > 9 ? made.bytes.toString().replace('{', text) : text)
      return { ...made, bytes, leaf: nodePrimitives.sha256(Buffer.concat([Buffer.of(0), bytes])), open: {} }
    }
    for (const text of ['{"action":"session.ended",', '{ "action":1,', '{}', '[]', 'null', '\uFFFD', '']) {
      const mixed = events.map((event, index) => (index === 6 ? twice(text) : event))
      expect(found(wholeExport(mixed, SIZES)), text).toEqual(['entry_unreadable 6'])
    }
  })
})

describe('checkpoints and signatures', () => {
  it('two roots for one size', () => {
    const lines = whole()
    const other = checkpointOf([...events.slice(0, 7), sealedEvent(99)], 8)
    lines.splice(lines.indexOf(checkpoints(lines)[1] as ExportLine) + 1, 0, other)
    expect(found(lines)).toEqual(['two_roots 7'])
    const chosen = selection()
    chosen.splice(3, 0, other)
    expect(found(chosen)).toEqual(['two_roots 7'])
  })

  it('one that does not extend the last', () => {
    const forked = [...events.slice(0, 2), sealedEvent(99), ...events.slice(3)]
    const lines = selection()
    const [, second] = checkpoints(lines)
    if (second) second.note = checkpointOf(forked, 8).note
    expect(found(lines)).toEqual(['checkpoint_not_extended 4', 'checkpoint_not_extended 8'])
    const unproved = selection()
    const [, bare] = checkpoints(unproved)
    delete bare?.consistency
    expect(found(unproved)).toEqual(['proof_missing 4'])
  })

  it('one that says more entries than there are, and one in the wrong place', () => {
    const cut = whole().filter((line) => line.type !== 'entry' || Number(line.index) < 10)
    expect(found(cut)).toEqual(['tail_cut 10', 'end_wrong -'])
    const early = whole()
    const [first] = checkpoints(early)
    const moved = [...early.filter((line) => line !== first).slice(0, -1), first as ExportLine, early.at(-1)!]
    expect(found(moved)).toEqual(['checkpoint_order 11'])
  })

  it('one of another log, one that is none', () => {
    const lines = whole()
    const [first, second] = checkpoints(lines)
    if (first) first.note = checkpointOf(events, 4, signerOf(7, 'reed.example/log/1')).note
    if (second) second.note = 'Marsh Lane\n8\n'
    expect(found(lines)).toEqual(['checkpoint_foreign -', 'checkpoint_unreadable -'])
  })

  it('an entry proved against one that is not there', () => {
    const lines = selection()
    entryAt(lines, 7).size = '11'
    expect(found(lines)).toEqual(['checkpoint_missing 7'])
    expect(found(whole().filter(({ type }) => type !== 'checkpoint'))).toEqual(['checkpoint_missing -'])
  })

  it('the wrong key, an unknown key, no key', () => {
    const stranger = signerOf(9)
    expect(found(whole(), { keys: [stranger.vkey] })).toEqual(['key_unknown -'])
    expect(found(whole(), { keys: [stranger.vkey, mine.vkey] })).toEqual([])
    expect(found(whole(), { keys: ['marshlane.example+0+x'] })).toEqual(['key_unreadable -'])
    const lines = whole()
    lines[0] = { type: 'log', origin: ORIGIN, vkey: stranger.vkey }
    expect(found(lines, {})).toEqual(['signature_missing 3', 'signature_missing 7', 'signature_missing 11'])
    lines[0] = { type: 'log', origin: ORIGIN, vkey: mine.vkey.slice(0, -4) }
    expect(found(lines, {})).toEqual(['key_unreadable -'])
    // A key of another name is not this log's, whoever holds it.
    lines[0] = { type: 'log', origin: ORIGIN, vkey: signerOf(7, 'reed.example/log/1').vkey }
    expect(found(lines, {})).toEqual(['key_unreadable -'])
  })

  it('a signature over something else', () => {
    const lines = whole()
    const [first, second] = checkpoints(lines)
    const signature = second?.note.slice(second.note.indexOf('\n\n')) ?? ''
    if (first) first.note = first.note.slice(0, first.note.indexOf('\n\n')) + signature
    expect(found(lines)).toEqual(['signature_wrong 3'])
  })

  it('a kept checkpoint that the file does not hold to', () => {
    const forked = [...events.slice(0, 2), sealedEvent(99), ...events.slice(3), sealedEvent(12)]
    const apart = (size: number) => ({ keys: [mine.vkey], checkpoints: [checkpointOf(forked, size).note] })
    expect(found(whole(), apart(6))).toEqual(['kept_checkpoint_wrong 0'])
    expect(found(selection(), apart(8))).toEqual(['kept_checkpoint_wrong 0'])
    expect(found(whole(), apart(13))).toEqual(['tail_cut 12'])
    expect(found(whole(), { checkpoints: ['kept somewhere'] })).toEqual(['checkpoint_unreadable -'])
    const foreign = checkpointOf(events, 4, signerOf(7, 'reed.example/log/1')).note
    expect(found(whole(), { checkpoints: [foreign] })).toEqual(['checkpoint_foreign -'])
    const unsigned = checkpointOf(events, 4, signerOf(9)).note
    expect(found(whole(), { checkpoints: [unsigned] })).toEqual(['signature_missing -'])
  })
})
