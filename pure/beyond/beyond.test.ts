import { describe, expect, it } from 'vitest'
import { agreementsStanding, BEYOND, BEYOND_ITEMS, STATED_ITEMS, standingOf } from './beyond.ts'

const TODAY = '2026-06-15'
const said = (kept: 'yes' | 'partly' | 'no' | 'none', day: string | null = null, saidOn = '2026-06-01') => ({
  kept,
  day,
  saidOn,
})

describe('how something stands', () => {
  it.each([
    ['nobody said anything', 'backups', undefined, 'unknown'],
    ['said', 'backups', said('yes'), 'yes'],
    ['said to the day a year ago', 'backups', said('yes', null, '2025-06-15'), 'yes'],
    ['said longer ago', 'backups', said('yes', null, '2025-06-14'), 'old'],
    ['said not to be, longer ago', 'updates', said('no', null, '2025-06-14'), 'old'],
    ['in part', 'encryption', said('partly'), 'partly'],
    ['nothing of the kind', 'guest_wifi', said('none'), 'none'],
    ['restored in March', 'restore', said('yes', '2026-03-02'), 'yes'],
    ['restored two years ago, and said so today', 'restore', said('yes', '2024-06-15', TODAY), 'old'],
    ['never restored', 'restore', said('no'), 'no'],
    ['insured for a year more', 'insurance', said('yes', '2027-06-15'), 'yes'],
    ['insured for sixty days more', 'insurance', said('yes', '2026-08-14'), 'soon'],
    ['insured for sixty-one', 'insurance', said('yes', '2026-08-15'), 'yes'],
    ['insured until today', 'insurance', said('yes', TODAY), 'soon'],
    ['insured until yesterday', 'insurance', said('yes', '2026-06-14'), 'ended'],
    ['an end far off, said long ago', 'insurance', said('yes', '2027-06-15', '2024-01-01'), 'yes'],
  ] as const)('%s: %s', (_what, item, word, standing) => expect(standingOf(item, word, TODAY)).toBe(standing))

  it.each([
    ['no systems', [], 'unknown'],
    ['known of none', ['unknown', 'unknown'], 'unknown'],
    ['known of one of two', ['signed', 'unknown'], 'partly'],
    ['signed where needed', ['signed', 'not_needed'], 'yes'],
    ['needed nowhere', ['not_needed'], 'none'],
    ['signed nowhere', ['not_signed', 'unknown'], 'no'],
    ['signed somewhere', ['signed', 'not_signed'], 'partly'],
  ] as const)('of agreements: %s', (_what, known, standing) =>
    expect(agreementsStanding(known)).toBe(standing),
  )

  it('is asked of a person for all but what a register knows', () => {
    expect(STATED_ITEMS).toEqual(BEYOND_ITEMS.filter((item) => BEYOND[item].form !== 'agreements'))
  })
})
