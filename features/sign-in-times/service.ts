/** Takes what a page measured, and says what it comes to. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { dayAfter, noonOf, weekOf } from '../../pure/days/days.ts'
import type { Context } from '../../server/context.ts'
import { read, unaudited } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type getSignInTimes, PEOPLE_MIN, SIGN_IN_METHODS, type SignInMethod } from './contract.ts'
import { medianOf } from './median.ts'
import { countSeconds, listBehind, listSeconds, markTimed, type Seconds } from './queries.ts'

const CHART_WEEKS = 12
const DAY_MS = 86_400_000

/** Whether a way fits what the session was proven by; a code may have been the app's or a backup code. */
function fits(session: SessionView, method: SignInMethod): boolean {
  if (session.passkey) return method === 'passkey'
  if (session.code) return method === 'app' || method === 'backup_code'
  return method === 'password'
}

export async function tellTime(
  ctx: Context,
  session: SessionView,
  { seconds, method }: { seconds: number; method: SignInMethod },
): Promise<{ kept: boolean }> {
  if (!fits(session, method)) return { kept: false }
  const week = weekOf(session.startedAt, session.zone)
  const kept = await unaudited(ctx, 'a measurement without a name is no act', async (tx) => {
    if (!(await markTimed(tx, ctx, method))) return false
    await countSeconds(tx, ctx, { week, method, seconds })
    return true
  })
  return { kept }
}

export async function times(ctx: Context, { zone }: SessionView): Promise<Answer<typeof getSignInTimes>> {
  const week = weekOf(ctx.now, zone)
  const since = dayAfter(week, -7 * (CHART_WEEKS - 1))
  const { counted, behind } = await read(ctx, async (tx) => ({
    counted: await listSeconds(tx, ctx, since),
    // A day earlier than noon of that Monday in UTC: midnight there, in every zone.
    behind: await listBehind(tx, ctx, { since: new Date(noonOf(since).getTime() - DAY_MS), zone }),
  }))
  const weeks = [...Map.groupBy(counted, (one) => one.week)].map(([of, rows]) => {
    const whole = behind.find((one) => one.week === of && one.method === null)
    return {
      week: of,
      ...sumOf(rows),
      secondsPerDay: perDay(
        rows.filter(({ method }) => method !== 'password'),
        whole?.personDays ?? 0,
      ),
      methods: SIGN_IN_METHODS.flatMap((method) => {
        const people = behind.find((one) => one.week === of && one.method === method)?.people ?? 0
        return people < PEOPLE_MIN ? [] : [{ method, ...sumOf(rows.filter((one) => one.method === method)) }]
      }),
    }
  })
  return {
    week,
    secondsPerDay: weeks.findLast((one) => one.secondsPerDay !== null)?.secondsPerDay ?? null,
    weeks,
  }
}

const sumOf = (rows: readonly Seconds[]) => ({
  signIns: rows.reduce((sum, { count }) => sum + count, 0),
  medianSeconds: medianOf(rows) ?? 0,
})

/** Median seconds, times sign-ins a person and day they signed in on. */
function perDay(rows: readonly Seconds[], personDays: number): number | null {
  const { signIns, medianSeconds } = sumOf(rows)
  return signIns === 0 || personDays === 0 ? null : Math.round((medianSeconds * signIns) / personDays)
}
