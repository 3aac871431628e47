import { describe, expect, it } from 'vitest'
import { type CalendarDay, writeCalendar } from './calendar.ts'

const STAMP = new Date('2026-05-01T09:30:15.250Z')
const calendar = (...days: CalendarDay[]) =>
  writeCalendar({ name: 'Enamel, Marsh Lane Dental', stampedAt: STAMP, hours: 4, days })
const one = (summary: string, more: Partial<CalendarDay> = {}) =>
  calendar({ uid: 'a@enamel.example', day: '2026-06-15', summary, ...more })

/** What a program reads: lines unfolded (RFC 5545 §3.1), each its name, parameters and value. */
function parse(text: string): { name: string; parameters: string; value: string }[] {
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  return text
    .replaceAll('\r\n ', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => {
      const [, name = '', parameters = '', value = ''] =
        /^([A-Z-]+)((?:;[^:]*)?):(.*)$/s.exec(line) ?? expect.unreachable(line)
      return { name, parameters, value }
    })
}
const unescape = (value: string) =>
  value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
const valueOf = (text: string, wanted: string) =>
  unescape(parse(text).find(({ name }) => name === wanted)?.value ?? expect.unreachable(wanted))

describe('a calendar', () => {
  it('is a list of whole days, each with who it is, when it was described and what it is', () => {
    expect(one('Staff review', { description: 'Settings, Staff', url: 'https://enamel.example/x' })).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Enamel//Reminders 1//EN',
        'CALSCALE:GREGORIAN',
        'NAME:Enamel\\, Marsh Lane Dental',
        'X-WR-CALNAME:Enamel\\, Marsh Lane Dental',
        'REFRESH-INTERVAL;VALUE=DURATION:PT4H',
        'BEGIN:VEVENT',
        'UID:a@enamel.example',
        'DTSTAMP:20260501T093015Z',
        'DTSTART;VALUE=DATE:20260615',
        'SUMMARY:Staff review',
        'DESCRIPTION:Settings\\, Staff',
        'URL:https://enamel.example/x',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    )
  })

  it('with nothing in it still has a component, and no day', () => {
    const names = parse(calendar()).map(({ name, value }) => `${name}:${value}`)
    expect(names).toContain('BEGIN:VTIMEZONE')
    expect(names).not.toContain('BEGIN:VEVENT')
    const [begun, ended] = ['BEGIN', 'END'].map((end) => names.filter((line) => line.startsWith(`${end}:`)))
    expect(begun?.length).toBe(ended?.length)
  })

  it.each([
    ['commas, semicolons and backslashes', 'Alarm, door; C:\\keys'],
    ['lines', 'First line\nand the second'],
    ['what looks like an escape', String.raw`\n is no break, \\n neither`],
    [
      'letters of Yoruba, a tooth and a family',
      'Ẹ̀kọ́ ọ̀sẹ̀ 🦷 👩‍👩‍👧 Ọ̀rúnmìlà and more of them, more than one line of them has room for',
    ],
    ['nothing but commas', ','.repeat(200)],
  ])('gives back a text as it was, with %s', (_what, summary) => {
    expect(valueOf(one(summary), 'SUMMARY')).toBe(summary)
  })

  it.each([
    ['a carriage return', 'Review\r\nEND:VEVENT\r\nBEGIN:VALARM'],
    ['other line breaks', 'Review\u2028END:VEVENT\u2029X\rY'],
    ['control characters', 'Re\u0000vi\u0007ew\u0085END:VCALENDAR'],
    ['half a character', 'Review \ud800'],
  ])('begins no line by itself for %s in a text', (_what, summary) => {
    const lines = parse(one(summary, { description: summary, url: `https://enamel.example/${summary}` }))
    expect(lines.map(({ name }) => name)).toEqual(
      parse(one('x', { description: 'x', url: 'x:y' })).map(({ name }) => name),
    )
    expect(one(summary)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/)
  })

  it('has no line of more than 75 octets, and breaks none within a character', () => {
    const letters = [...'aé€🦷,;']
    for (let length = 60; length < 160; length++) {
      const summary = Array.from({ length }, (_, at) => letters[(at * 7 + length) % letters.length]).join('')
      const text = one(summary)
      const encoder = new TextEncoder()
      for (const line of text.split('\r\n')) {
        expect(encoder.encode(line).length).toBeLessThanOrEqual(75)
        expect(line.isWellFormed()).toBe(true)
      }
      expect(valueOf(text, 'SUMMARY')).toBe(summary)
    }
  })

  it('is the same text for the same content', () => {
    expect(one('Staff review')).toBe(one('Staff review'))
  })
})
