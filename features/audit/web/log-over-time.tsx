/** The chart of the log, or the same numbers as a table. */
import type { Days } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { Range } from './brush.ts'
import { chartWordsOf, type OverTime } from './chart-words.ts'
import { LogChart } from './log-chart.tsx'
import classes from './log-over-time.module.css'

interface LogOverTimeProps {
  data: OverTime | undefined
  days: Days
  asTable: boolean
  picked: Range | undefined
  onPick: (range: Range | undefined) => void
}

/** What scrolls, and has nothing in it to go to, is gone to itself: else no key scrolls it. */
const scrolledByKeys = (region: HTMLElement | null) => {
  if (region) region.tabIndex = 0
}

export function LogOverTime({ data, days, asTable, picked, onPick }: LogOverTimeProps) {
  const words = useWords()
  // Its place is kept, so that nothing jumps when it comes.
  if (!data) return <div className={classes.place} />
  const { buckets, bucket, incompleteBefore } = data
  if (buckets.length === 0) return null
  const said = chartWordsOf(words, days, data)
  return (
    <figure className={classes.figure}>
      {asTable ? (
        <section ref={scrolledByKeys} className={classes.table} aria-label={said.sentence}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words(`audit.chart.head.${bucket}`)}</th>
                <th scope="col">{words('audit.chart.head.events')}</th>
              </tr>
            </thead>
            <tbody>
              {buckets.map(({ from, n }, index) => (
                <tr key={from}>
                  <th scope="row">{said.when(index)}</th>
                  <td>{words.number(n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <LogChart key={buckets.length} data={data} said={said} picked={picked} onPick={onPick} />
      )}
      {incompleteBefore !== null && (
        <figcaption className={classes.note}>
          {words('audit.chart.incomplete', { day: days.long(new Date(incompleteBefore)) })}
        </figcaption>
      )}
    </figure>
  )
}
