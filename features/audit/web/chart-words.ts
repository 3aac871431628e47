/** What the chart of the log says: its sentence, its bars, its axis. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { Days } from '../../../web/lib/day.ts'
import type { WordKey } from '../../catalogue.ts'
import type { countOverTime } from '../log-contract.ts'
import { firstOf, lastOf, type Range } from './brush.ts'

export type OverTime = Answer<typeof countOverTime>
type Say = Words<WordKey>

export interface ChartWords {
  sentence: string
  when: (index: number) => string
  bar: (index: number) => string
  range: (range: Range) => string
  /** Below the axis: few enough that they do not touch. */
  ticks: { index: number; text: string }[]
}

const MOST_TICKS = 5

export function chartWordsOf(words: Say, days: Days, { buckets, bucket, zone }: OverTime): ChartWords {
  const month = new Intl.DateTimeFormat(words.locale, { timeZone: zone, month: 'long', year: 'numeric' })
  const short = new Intl.DateTimeFormat(words.locale, {
    timeZone: zone,
    ...(bucket === 'month' ? { year: 'numeric' } : { day: 'numeric' }),
    month: 'short',
    ...(bucket === 'hour' && { hour: '2-digit', minute: '2-digit' }),
  })
  const long = (at: Date) =>
    bucket === 'hour' ? words.moment(at) : bucket === 'day' ? days.day(at) : month.format(at)
  const begin = (index: number) => new Date(buckets[index]?.from ?? 0)
  const count = (from: number, to: number) => buckets.slice(from, to + 1).reduce((sum, { n }) => sum + n, 0)
  const highest = buckets.reduce((best, { n }, index) => (n > (buckets[best]?.n ?? 0) ? index : best), 0)
  const bar = (index: number) =>
    words('audit.chart.bar', { when: long(begin(index)), n: count(index, index) })
  const step = Math.max(1, Math.ceil((buckets.length - 1) / (MOST_TICKS - 1)))
  const even = buckets.flatMap((_, index) =>
    index % step === 0 && index < buckets.length - step * 0.9 ? [index] : [],
  )
  const last = buckets.length - 1
  const isNow = days.isToday(begin(last))
  return {
    sentence: words(`audit.chart.${bucket}`, { n: count(highest, highest), when: long(begin(highest)) }),
    when: (index) => long(begin(index)),
    bar,
    range(range) {
      const [first, end] = [firstOf(range), lastOf(range)]
      if (first === end)
        return words('audit.chart.picked_one', { n: count(first, end), when: long(begin(first)) })
      return words('audit.chart.picked', {
        n: count(first, end),
        from: long(begin(first)),
        to: long(begin(end)),
      })
    },
    ticks: [...even.filter((index) => index !== last), last].map((index) => ({
      index,
      text:
        index === last && isNow
          ? words(
              bucket === 'hour'
                ? 'audit.chart.now'
                : bucket === 'day'
                  ? 'audit.chart.today'
                  : 'audit.chart.this_month',
            )
          : short.format(begin(index)),
    })),
  }
}
