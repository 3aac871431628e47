/** When a place is open, also on the days on which clocks change; and what is no week. */
import { describe, expect, it } from 'vitest'
import { isOpenAt, openSpans } from './open.ts'
import { faultsOf, inOrder, readTime, type Span, type Week } from './week.ts'

const span = (opens: string, closes: string): Span => ({ opens, closes })
const everyDay = (...spans: Span[]): Week => Array.from({ length: 7 }, () => spans)
const said = (spans: { from: Date; until: Date }[]) =>
  spans.map(({ from, until }) => `${from.toISOString().slice(0, 16)} ${until.toISOString().slice(0, 16)}`)

describe('a time', () => {
  it.each([
    ['08:30', '08:30'],
    ['8', '08:00'],
    ['8.30', '08:30'],
    ['0830', '08:30'],
    [' 17h30 ', '17:30'],
    ['24:00', undefined],
    ['25', undefined],
    ['8:75', undefined],
    ['', undefined],
    ['noon', undefined],
  ])('%j is read as %j', (typed, time) => {
    expect(readTime(typed)).toBe(time)
  })

  it('may be the end of the day where a span ends', () => {
    expect(readTime('24', true)).toBe('24:00')
    expect(readTime('24:30', true)).toBeUndefined()
  })
})

describe('a week', () => {
  it('has its faults said by day, span and place', () => {
    const week = [
      [span('09:00', '17:00')],
      [span('22:00', '02:00')],
      [span('09:00', '09:00')],
      [span('09:00', '13:00'), span('12:30', '17:00')],
      [span('nine', '17:00')],
      [span('09:00', '25:00')],
      [span('09:00', '12:00'), span('12:00', '24:00')],
    ]
    expect(faultsOf(week)).toEqual([
      { day: 1, span: 0, at: 'closes', why: 'over_midnight' },
      { day: 2, span: 0, at: 'closes', why: 'empty' },
      { day: 3, span: 1, at: 'opens', why: 'overlap' },
      { day: 4, span: 0, at: 'opens', why: 'time' },
      { day: 5, span: 0, at: 'closes', why: 'time' },
    ])
  })

  it('is kept in order and in full', () => {
    expect(inOrder([[span('14', '18'), span('9', '13')]])).toEqual([
      [span('09:00', '13:00'), span('14:00', '18:00')],
    ])
  })
})

describe('a place is open', () => {
  const london = {
    week: everyDay(span('08:00', '13:00'), span('14:00', '18:00')),
    closed: [],
    zone: 'Europe/London',
  }

  it('to the second, and not in its lunch break', () => {
    const at = (time: string) => isOpenAt(london, new Date(`2026-06-15T${time}Z`))
    expect(at('06:59:59.999')).toBe(false)
    expect(at('07:00:00')).toBe(true)
    expect(at('11:59:59.999')).toBe(true)
    expect(at('12:00:00')).toBe(false)
    expect(at('13:00:00')).toBe(true)
    expect(at('17:00:00')).toBe(false)
  })

  it('by its own clocks, on the days on which they change', () => {
    // The clocks go on at 01:00 on 29 March and back at 02:00 on 25 October 2026.
    expect(said(openSpans(london, '2026-03-28'))[0]).toBe('2026-03-28T08:00 2026-03-28T13:00')
    expect(said(openSpans(london, '2026-03-29'))[0]).toBe('2026-03-29T07:00 2026-03-29T12:00')
    expect(said(openSpans(london, '2026-10-25'))[0]).toBe('2026-10-25T08:00 2026-10-25T13:00')
  })

  it('all day and all night, for as many hours as the day has', () => {
    const always = { ...london, week: everyDay(span('00:00', '24:00')) }
    const hours = (day: string) =>
      openSpans(always, day).map(({ from, until }) => (until.getTime() - from.getTime()) / 3_600_000)
    expect(hours('2026-03-29')).toEqual([23])
    expect(hours('2026-10-25')).toEqual([25])
    for (let at = Date.parse('2026-10-24T00:00Z'); at < Date.parse('2026-10-27T00:00Z'); at += 900_000)
      expect(isOpenAt(always, new Date(at))).toBe(true)
  })

  it('at an hour that the clocks leave out, as long after it; twice shown, the first time', () => {
    const night = { ...london, week: everyDay(span('01:15', '01:45')) }
    expect(said(openSpans(night, '2026-03-29'))).toEqual(['2026-03-29T01:15 2026-03-29T01:45'])
    expect(said(openSpans(night, '2026-10-25'))).toEqual(['2026-10-25T00:15 2026-10-25T00:45'])
  })

  it('in Lagos, whose clocks never change, and where summer time begins at midnight', () => {
    const week = everyDay(span('00:00', '10:00'))
    expect(said(openSpans({ week, closed: [], zone: 'Africa/Lagos' }, '2026-03-29'))).toEqual([
      '2026-03-28T23:00 2026-03-29T09:00',
    ])
    expect(said(openSpans({ week, closed: [], zone: 'Africa/Cairo' }, '2026-04-24'))).toEqual([
      '2026-04-23T22:00 2026-04-24T07:00',
    ])
  })

  it('on no closed day, both ends included', () => {
    const away = { ...london, closed: [{ first: '2026-12-24', last: '2027-01-02' }] }
    const open = (day: string) => openSpans(away, day).length > 0
    expect(['2026-12-23', '2026-12-24', '2027-01-02', '2027-01-03'].map(open)).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect(isOpenAt(away, new Date('2026-12-28T10:00:00Z'))).toBe(false)
  })
})
