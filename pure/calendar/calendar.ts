/**
 * A calendar of whole days to subscribe to, as text (RFC 5545; its name and how often to ask are RFC 7986's): equal content
 * gives equal text, whenever it is written.
 */

export interface CalendarDay {
  /** The same for the same thing as long as it is in the calendar; any text. */
  uid: string
  /** `2026-06-15`. */
  day: string
  summary: string
  description?: string
  /** Where it is done. */
  url?: string
}

export interface Calendar {
  name: string
  /** When this description was made (§3.8.7.2): of what does not change, so that the text does not. */
  stampedAt: Date
  /** How often a calendar may ask for it. */
  hours: number
  days: readonly CalendarDay[]
}

/** Octets of a line without its break (§3.1). */
const LINE_OCTETS = 75

export function writeCalendar({ name, stampedAt, hours, days }: Calendar): string {
  const stamp = instant(stampedAt)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Enamel//Reminders 1//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${text(name)}`,
    // What programs older than RFC 7986 read.
    `X-WR-CALNAME:${text(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${hours}H`,
    ...(days.length > 0 ? days.flatMap((one) => event(one, stamp)) : NOTHING),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

/** A calendar has one component at least (§3.6): with nothing in it, the zone that none of its days needs. */
const NOTHING = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** §3.6.1: a start that is a date, and no end, is that whole day. It keeps nobody from being asked to meet. */
function event({ uid, day, summary, description, url }: CalendarDay, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${text(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `SUMMARY:${text(summary)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${text(description)}`]),
    // An address is no text: nothing in it is escaped (§3.3.13), and a break would begin another line.
    ...(url === undefined ? [] : [`URL:${url.replaceAll(/[\p{Cc}\s]/gu, '')}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** §3.3.5, form 2: UTC, to the second. */
const instant = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** §3.3.11: backslash, semicolon, comma and line break are escaped; other control characters have no place in a text. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
}

/** §3.1: a line goes on after a break and a space, which counts; never within a character. */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const length = octetsOf(character.codePointAt(0) ?? 0)
    if (octets + length > LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += length
  }
  return folded
}

/** In UTF-8 (RFC 3629 §3). */
const octetsOf = (point: number) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)
