/** Days and weeks of a clinic: `2026-11-22`, and a week by its Monday (ISO 8601). A day is no instant, so it is text. */

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day a moment belongs to in an IANA zone. Throws RangeError when the zone is unknown. */
export function dayOf(at: Date, zone: string): string {
  let format = formats.get(zone)
  if (!format) {
    // Canadian English writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
    formats.set(zone, format)
  }
  return format.format(at)
}

/** The Monday of the week a moment belongs to in an IANA zone. */
export function weekOf(at: Date, zone: string): string {
  const day = dayOf(at, zone)
  const weekday = (noonOf(day).getUTCDay() + 6) % 7
  return dayAfter(day, -weekday)
}

/** So many days after a day, or before it. */
export function dayAfter(day: string, days: number): string {
  return new Date(noonOf(day).getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Noon of a day in UTC: for showing it, in UTC. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}
