/** The number as a stepped line, each of the newest steps with the number of its change in the list below. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { ChartFrame } from '../../../web/ui/chart-frame.tsx'
import { ChartSteps } from '../../../web/ui/chart-steps.tsx'
import type { getHistory } from '../history-contract.ts'
import { titleOf } from './checklist.ts'
import { gainOf } from './history.ts'
import { causeOf, signed } from './history-list.tsx'

/** More would lie on each other. */
const MOST_MARKS = 12

export function HistoryLine({ history }: { history: Answer<typeof getHistory> }) {
  const words = useWords()
  const days = useDays()
  const { moments, start, number } = history
  const [from, to] = [new Date(history.from), new Date(history.now)]
  const span = Math.max(1, to.getTime() - from.getTime())
  const placed = moments.map((moment, index) => ({
    at: (new Date(moment.at).getTime() - from.getTime()) / span,
    value: moment.number,
    ...(index >= moments.length - MOST_MARKS && gainOf(moment) !== 0 && { mark: words.number(index + 1) }),
  }))
  return (
    <ChartFrame
      label={words('history.label.changes', {
        from: days.day(from),
        to: days.day(to),
        start,
        number,
        n: moments.length,
      })}
      columns={[
        words('history.column.at'),
        words('history.column.number'),
        words('history.column.change'),
        words('history.column.cause'),
      ]}
      rows={moments.toReversed().map((moment) => {
        const at = new Date(moment.at)
        return [
          words('history.when', { day: days.day(at), time: words.time(at) }),
          words.number(moment.number),
          signed(words, gainOf(moment)),
          moment.changes
            .map((change) =>
              words('history.told', {
                what: change.step === 0 ? words('history.line.held') : titleOf(words, change.step),
                why: causeOf(words, change),
              }),
            )
            .join(' '),
        ]
      })}
    >
      <ChartSteps
        points={[{ at: 0, value: start }, ...placed, { at: 1, value: number }]}
        top={100}
        from={days.day(from)}
        to={days.day(to)}
      />
    </ChartFrame>
  )
}
