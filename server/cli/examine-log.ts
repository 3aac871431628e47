/** What the doctor sees of the log: whether it is sealed as it should be, and its months made ahead. */
import type { Connections, RoleNames } from '../db/roles.ts'
import { withClient } from '../db/check.ts'
import type { Check } from './examine.ts'

/** Sealed within a second; a minute behind, something stands in the way. */
const LATE_SECONDS = 60
const MONTHS_AHEAD = 2

interface Facts {
  waiting: number
  seconds: number
  sealers: number
  missing: string[]
}

/** Nothing for a database that has no log yet. */
export async function examineLog({ owner }: Connections, { sealer }: RoleNames, now: Date): Promise<Check[]> {
  const area = 'log'
  const { rows } = await withClient(owner, async (client) => {
    const there = await client.query("SELECT FROM pg_class WHERE oid = to_regclass('public.head')")
    if (there.rowCount === 0) return { rows: [] }
    // An id begins with the millisecond in which the event was received (RFC 9562 §5.7).
    return client.query<Facts>(
      `SELECT (SELECT count(*)::integer FROM (SELECT FROM outbox LIMIT 1000000) o) AS waiting,
              coalesce((SELECT extract(epoch FROM $1::timestamptz) - ('x' || translate(left(event_id::text, 13), '-', ''))::bit(48)::bigint / 1000.0
                          FROM outbox ORDER BY seq LIMIT 1), 0)::double precision AS seconds,
              (SELECT count(*)::integer FROM pg_stat_activity WHERE usename = $2 AND datname = current_database()) AS sealers,
              ARRAY(SELECT month FROM unnest($3::text[]) AS month WHERE to_regclass('public.' || month) IS NULL) AS missing`,
      [now, sealer, monthsFrom(now)],
    )
  })
  const [facts] = rows
  if (!facts) return []
  const { waiting, seconds, sealers, missing } = facts
  const wait = `${waiting === 1 ? '1 event waits' : `${waiting} events wait`} for the seal`
  const checks: Check[] = []
  if (sealers > 0 && seconds > LATE_SECONDS)
    checks.push({
      area,
      verdict: 'warn',
      text: `${wait}, the oldest for ${Math.round(seconds / 60)} minutes, although Enamel runs. Its log says what stands in the way: look for “could not be sealed”.`,
    })
  if (missing.length > 0)
    checks.push({
      area,
      verdict: 'warn',
      text: `The months of the log are not made ahead (${missing.join(', ')} is missing). Restart Enamel, which makes them; nothing is lost meanwhile.`,
    })
  if (checks.length > 0) return checks
  const sealed = waiting === 0 || sealers > 0 ? 'sealed up to now' : `${wait}, which goes on when Enamel runs`
  return [{ area, verdict: 'pass', text: `${sealed}; its months are made ahead` }]
}

/** Of the month of `now` and those after it: the table of each. */
function monthsFrom(now: Date): string[] {
  return Array.from({ length: MONTHS_AHEAD }, (_none, ahead) => {
    const month = now.getUTCFullYear() * 12 + now.getUTCMonth() + ahead
    return `event_${Math.floor(month / 12)}_${String((month % 12) + 1).padStart(2, '0')}`
  })
}
