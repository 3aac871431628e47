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

/** Whether it is a day of the calendar, written as `2026-06-15`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Days of the calendar from one to the other. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/**
 * The first instant of a day: midnight, or where the clocks leave midnight out, the first moment after it. Where the
 * zone left the whole day out, the first of the next.
 */
export function startOfDay(day: string, zone: string): Date {
  // No zone is further from UTC than 14 hours; between the two ends the day begins exactly once.
  const midnightUtc = Date.parse(`${day}T00:00:00Z`)
  let before = midnightUtc - 15 * 3_600_000
  let at = midnightUtc + 39 * 3_600_000
  // Nearly always at a full quarter of an hour: looked for there first.
  for (const step of [900_000, 1]) {
    while (at - before > step) {
      const middle = before + Math.floor((at - before) / 2 / step) * step
      if (dayOf(new Date(middle), zone) >= day) at = middle
      else before = middle
    }
    if (dayOf(new Date(at - 1), zone) < day) break
  }
  return new Date(at)
}

/**
 * The instant at which the clocks of a zone show `17:30` on a day. Where they show it twice, the first; where they leave
 * it out, as long after the gap as it lies in it.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const begin = startOfDay(day, zone)
  const wanted = hours * 60 + minutes
  const straight = begin.getTime() + wanted * 60_000
  // Clocks change by two hours at most, and not twice a day.
  for (const shift of [-120, -60, -30, 0, 30, 60, 120]) {
    const at = new Date(straight + shift * 60_000)
    if (dayOf(at, zone) === day && minutesOf(at, zone) === wanted) return at
  }
  return new Date(straight)
}

/** Minutes since midnight, as the clocks of a zone show them. */
function minutesOf(at: Date, zone: string): number {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  const [hours = 0, minutes = 0] = shown.split(':').map(Number)
  return hours * 60 + minutes
}
