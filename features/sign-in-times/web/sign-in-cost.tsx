/** What signing in costs the practice, for Owners: seconds a day each, and week by week. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useCalendar } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { ChartBars } from '../../../web/ui/chart-bars.tsx'
import { ChartFrame } from '../../../web/ui/chart-frame.tsx'
import { getSignInTimes } from '../contract.ts'
import classes from './sign-in-cost.module.css'

type Weeks = Answer<typeof getSignInTimes>['weeks']

export function SignInCost() {
  const words = useWords()
  const { data } = useQuery(reading(getSignInTimes, {}))
  if (!data) return null
  const { weeks, secondsPerDay } = data
  return (
    <section className={classes.section}>
      <h2>{words('times.title')}</h2>
      <p className={classes.sentence}>
        {weeks.length === 0
          ? words('times.none')
          : secondsPerDay === null
            ? words('times.password_only')
            : words('times.sentence', { n: secondsPerDay })}
      </p>
      {weeks.length > 0 && (
        <>
          <WeeksChart weeks={weeks} />
          <p className={classes.how}>{words('times.how')}</p>
        </>
      )}
    </section>
  )
}

function WeeksChart({ weeks }: { weeks: Weeks }) {
  const words = useWords()
  const calendar = useCalendar()
  const [first, last] = [weeks[0], weeks.at(-1)]
  if (!first || !last) return null
  const values = { last: last.medianSeconds, to: calendar(last.week) }
  const ways = ({ methods }: Weeks[number]) =>
    methods.length === 0
      ? words('times.ways.few')
      : methods
          .map(({ method, medianSeconds }) =>
            words('times.way', { way: words(`times.method.${method}`), n: medianSeconds }),
          )
          .join(', ')
  return (
    <ChartFrame
      label={
        weeks.length === 1
          ? words('times.chart.one', values)
          : words('times.chart.label', {
              ...values,
              first: first.medianSeconds,
              from: calendar(first.week),
            })
      }
      columns={[
        words('times.column.week'),
        words('times.column.sign_ins'),
        words('times.column.seconds'),
        words('times.column.ways'),
      ]}
      rows={weeks
        .toReversed()
        .map((week) => [calendar(week.week), String(week.signIns), String(week.medianSeconds), ways(week)])}
    >
      {weeks.length > 1 && (
        <ChartBars
          bars={weeks.map(({ week, medianSeconds }) => ({ key: week, value: medianSeconds }))}
          top={Math.max(...weeks.map(({ medianSeconds }) => medianSeconds), 10)}
          from={calendar(first.week)}
          to={calendar(last.week)}
        />
      )}
    </ChartFrame>
  )
}
