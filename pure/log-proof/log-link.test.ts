/** A clinic whose log was begun anew: both logs in one file, and what the second says of the first. */
import { describe, expect, it } from 'vitest'
import { checkpointOf, ORIGIN, sealedEvent, signerOf } from '../../test/sealed-export.ts'
import { entryAt, events, mine, second, startOf, twoLogs, verify } from '../../test/verified-export.ts'
import type { ExportLine } from './export-line.ts'

const keys = [mine.vkey, second.vkey]
/** What was sealed before the restore: more than was put back, or other than it. */
const before = [...events, ...Array.from({ length: 8 }, (_none, index) => sealedEvent(12 + index))]
const noteOf = (size: number, of = before) => checkpointOf(of, size).note
const forked = [
  ...events.slice(0, 9),
  ...Array.from({ length: 3 }, (_none, index) => sealedEvent(90 + index)),
]

const linkIn = (lines: readonly ExportLine[], apart = { keys }) => {
  const { state, logs, findings } = verify(lines, apart)
  return {
    state,
    ...logs.at(-1)?.link,
    found: findings.map(({ problem, index = '-' }) => `${problem} ${index}`),
  }
}

describe('a log that goes on from another', () => {
  it.each([
    ['the newest of it', { note: noteOf(12) }],
    ['one that it went on after', { note: noteOf(8) }],
    ['one of a size that the file has no checkpoint of', { note: noteOf(10) }],
  ])('holds where the one before agrees with %s', (_which, restored) => {
    const { state, outcome, sealed, lost } = linkIn(twoLogs(restored))
    expect({ state, outcome, sealed, lost }).toEqual({
      state: 'holds',
      outcome: 'holds',
      sealed: true,
      lost: 0,
    })
  })

  it('says how many entries were signed and are not in the file any more', () => {
    const { state, outcome, lost, size, found } = linkIn(twoLogs({ note: noteOf(20) }))
    expect({ state, outcome, lost, size, found }).toEqual({
      state: 'in part',
      outcome: 'lost',
      lost: 8,
      size: 20,
      found: [],
    })
    // Whoever kept a checkpoint of them is not told that the end was cut off: the log says itself what became of it.
    const kept = verify(twoLogs({ note: noteOf(20) }), { keys, checkpoints: [noteOf(16), noteOf(12)] })
    expect({ state: kept.state, kept: kept.logs[0]?.kept }).toEqual({
      state: 'in part',
      kept: [
        { size: 12, outcome: 'holds' },
        { size: 16, outcome: 'not_compared' },
      ],
    })
    const later = verify(twoLogs({ note: noteOf(14) }), { keys, checkpoints: [noteOf(16)] })
    expect(later.findings).toMatchObject([{ problem: 'tail_cut', index: '12' }])
  })

  it('a first log of which nothing is left', () => {
    const lines = twoLogs({ first: [], note: noteOf(20) })
    expect(linkIn(lines)).toMatchObject({ state: 'in part', outcome: 'lost', lost: 20, found: [] })
  })

  it('a first log that was closed before anything of it was signed again', () => {
    const lines = twoLogs({ note: noteOf(20) }).filter(
      (line) => line.type !== 'checkpoint' || line.note.startsWith(`${ORIGIN}/2\n`),
    )
    const { state, logs } = verify(lines, { keys })
    expect({ state, unsigned: logs[0]?.unsigned }).toEqual({ state: 'in part', unsigned: 12 })
    // Unless what names it was signed by somebody else.
    startOf(lines, 2).continues = checkpointOf(before, 20, signerOf(9)).note
    expect(verify(lines, { keys }).findings.map(({ problem }) => problem)).toContain('checkpoint_missing')
  })

  it.each([
    ['at that size', { first: forked, note: noteOf(12) }],
    ['before it', { first: [...forked, sealedEvent(99)], note: noteOf(12) }],
    ['where a checkpoint was altered', { first: [sealedEvent(98), ...events.slice(1)], note: noteOf(8) }],
  ])('does not hold where the one before is another %s', (_where, restored) => {
    expect(linkIn(twoLogs(restored))).toMatchObject({
      state: 'broken',
      outcome: 'differs',
      found: ['continues_wrong -'],
    })
  })
})

describe('a link that was changed', () => {
  it('in the line that begins the log is known by the entry that was sealed', () => {
    const lines = twoLogs({ note: noteOf(20) })
    // A true checkpoint of the log before, so that nothing would seem lost.
    startOf(lines, 2).continues = noteOf(12)
    expect(linkIn(lines)).toMatchObject({ state: 'broken', found: ['continues_wrong 1'] })
  })

  it('or taken out, is read from that entry; without either it is never green', () => {
    const lines = twoLogs({ note: noteOf(12) })
    delete startOf(lines, 2).continues
    expect(linkIn(lines)).toMatchObject({ state: 'holds', outcome: 'holds', sealed: true })
    const lost = twoLogs({ note: noteOf(20) })
    delete startOf(lost, 2).continues
    expect(linkIn(lost)).toMatchObject({ state: 'in part', outcome: 'lost', lost: 8 })
    delete entryAt(lost.slice(14), 1).open
    expect(linkIn(lost)).toMatchObject({ state: 'in part', outcome: 'unsaid', found: [] })
    const unsealed = twoLogs({ note: noteOf(12) })
    delete entryAt(unsealed.slice(14), 1).open
    expect(linkIn(unsealed)).toMatchObject({ state: 'in part', outcome: 'holds', sealed: false })
    const unmarked = twoLogs({ note: noteOf(10) })
    delete startOf(unmarked, 1).continued
    expect(linkIn(unmarked)).toMatchObject({ state: 'in part', outcome: 'not_compared' })
  })

  it.each([
    ['text', 'the first log', 'continues_wrong -'],
    ['by another key', checkpointOf(before, 12, signerOf(9)).note, 'signature_missing -'],
    ['with another number', noteOf(12).replace('\n12\n', '\n10\n'), 'signature_wrong -'],
    ['the log itself', second.sign(1, new Uint8Array(32)), 'continues_wrong -'],
    [
      'another clinic',
      checkpointOf(before, 12, signerOf(7, ORIGIN.replace(/1$/, '2'))).note,
      'continues_wrong -',
    ],
  ])('into %s', (_what, note, problem) => {
    expect(linkIn(twoLogs({ note }))).toMatchObject({ state: 'broken', found: [problem] })
  })

  it('to a log that is not in the file, by any key, is never green', () => {
    const alone = [...twoLogs({ note: noteOf(12) }).slice(15, -1), { type: 'end' as const, entries: '3' }]
    expect(alone[0]?.type).toBe('log')
    // With the key of that log its signature is checked all the same.
    expect(linkIn(alone)).toMatchObject({ state: 'in part', outcome: 'absent', found: [] })
    expect(linkIn(alone, { keys: [second.vkey] })).toMatchObject({ state: 'in part', outcome: 'absent' })
    delete startOf(alone, 1).continues
    delete entryAt(alone, 1).open
    expect(linkIn(alone)).toMatchObject({ state: 'in part', outcome: 'unsaid' })
  })

  it('a log that begins twice, or more of them than anybody has', () => {
    const lines = twoLogs({ note: noteOf(12) })
    lines.splice(-1, 0, startOf(lines, 1))
    expect(linkIn(lines)).toMatchObject({ state: 'broken', found: ['log_again -'] })
    const many = Array.from({ length: 120 }, (_none, index) => ({
      ...startOf(lines, 2),
      origin: `${ORIGIN}/${index + 3}`,
    }))
    const { findings, logs } = verify([...lines.slice(0, -2), ...many, lines.at(-1) as ExportLine])
    expect(logs).toHaveLength(100)
    expect(findings.at(-1)?.problem).toBe('log_again')
  })
})
