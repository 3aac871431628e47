/** Every change with its cause, the newest first; numbered as the steps of the line above are. */
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { ScoreChange } from './because.ts'
import { titleOf } from './checklist.ts'
import type { Moment } from './history.ts'
import classes from './history-page.module.css'

export function HistoryList({ moments, all }: { moments: readonly Moment[]; all: readonly Moment[] }) {
  const words = useWords()
  const days = useDays()
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{words('history.section.changes')}</h2>
      <ol className={classes.list} reversed>
        {moments.toReversed().map((moment) => {
          const at = new Date(moment.at)
          const n = all.findIndex((one) => one.at === moment.at) + 1
          return (
            <li key={moment.at} className={classes.moment}>
              <span className={classes.mark} aria-label={words('history.mark', { n })}>
                {words.number(n)}
              </span>
              <span className={classes.when}>
                {words('history.when', { day: days.long(at), time: words.time(at) })}
              </span>
              <span className={classes.number}>{words('history.now', { n: moment.number })}</span>
              <ul className={classes.changes}>
                {moment.changes.map((change) => (
                  <Change key={change.step} change={change} />
                ))}
              </ul>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Change({ change }: { change: ScoreChange }) {
  const words = useWords()
  const { step, before, after, howBefore, howAfter } = change
  return (
    <li className={classes.change}>
      <span className={classes.line}>
        {step === 0
          ? words('history.line.held')
          : words('history.line', { step, title: titleOf(words, step) })}
      </span>
      <span className={classes.points}>{signed(words, after - before)}</span>
      <span className={classes.cause}>
        {causeOf(words, change)}
        {howBefore !== howAfter &&
          ` ${words('history.how', { before: words(`history.how.${howBefore}`), after: words(`history.how.${howAfter}`) })}`}
      </span>
    </li>
  )
}

export function signed(words: ReturnType<typeof useWords>, points: number): string {
  if (points === 0) return words('history.same')
  return words(points > 0 ? 'history.plus' : 'history.minus', { n: Math.abs(points) })
}

/** What was done and by whom, or that time passed. */
export function causeOf(words: ReturnType<typeof useWords>, change: ScoreChange): string {
  const { cause, action, by, step, after, before } = change
  if (cause === 'looked')
    return words(
      step > 0
        ? 'history.cause.looked'
        : after < before
          ? 'history.cause.looked.held'
          : 'history.cause.looked.released',
    )
  if (cause !== 'event') return words(`history.cause.${cause}`)
  const key = `action.${action ?? ''}`
  const what = words.has(key) ? words(key) : (action ?? '')
  const who = by?.name ?? (by && by.kind !== 'person' ? words(`history.by.${by.kind}`) : '')
  return who === ''
    ? words('history.cause.event.nobody', { action: what })
    : words('history.cause.event', { action: what, by: who })
}
