import { describe, expect, it } from 'vitest'
import { createWords } from '../words/words.ts'
import { gathered, saidValues } from './parts.ts'

const words = createWords({
  catalogue: { 'log_check.part.address': 'the network address', 'audit.field.kind': 'What' },
  language: 'en',
  locale: 'en-GB',
  zone: 'UTC',
})
const erased = (n: string, what: string) => ({ problem: 'erased_unexplained', values: { n, what } })

describe('a part that does not hold', () => {
  it('is said in words, or as it is called where there are none', () => {
    const said = (what: string) => saidValues(words, erased('3', what))['what']
    expect([said('address'), said('kind'), said('unheard_of')]).toEqual([
      'the network address',
      'What',
      'unheard_of',
    ])
  })

  it('stays what it is where the sentence chooses by it', () => {
    expect(saidValues(words, { problem: 'row_added', values: { what: 'address' } })).toEqual({
      what: 'address',
    })
  })

  it('stands with the others of its line in one sentence, and with no other line’s', () => {
    const both = [erased('3', 'address'), erased('4', 'kind'), erased('3', 'kind')]
    expect(gathered(words, both).map(({ values }) => values)).toEqual([
      { n: '3', what: 'the network address, What' },
      { n: '4', what: 'What' },
    ])
    const rows = [1, 2].map(() => ({ problem: 'row_added', values: { what: 'opening' } }))
    expect(gathered(words, rows)).toHaveLength(2)
  })
})
