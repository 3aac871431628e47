/** The number, what it means in one sentence, what holds it, and the row of teeth that adds up to it. */
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import type { WordKey } from '../../catalogue.ts'
import { HELD_AT } from '../../../pure/score/score.ts'
import { useDays } from '../../../web/lib/day.ts'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import { latestText } from './because.ts'
import type { Checklist } from './checklist.ts'
import { TeethRow } from './teeth-row.tsx'
import classes from './score.module.css'

interface ScoreProps {
  number: number
  coverage: NonNullable<Checklist['coverage']>
  checklist: Checklist
}

export function Score({ number, coverage, checklist: { lines, held, latest } }: ScoreProps) {
  const words = useWords()
  const days = useDays()
  const heading = usePageTitle(words('menu.home'))
  const { measured, stated, unknown, toGain } = coverage
  const sentence = latest
    ? latestText(words, days, latest)
    : unknown > 0
      ? words('checklist.sentence.unknown', { n: unknown })
      : toGain > 0
        ? words('checklist.sentence.gain', { n: toGain })
        : words('checklist.sentence.full')
  return (
    <div>
      <div className={classes.score}>
        <span className={classes.number} aria-hidden="true">
          {words.number(number)}
        </span>
        <div>
          <h1 ref={heading} tabIndex={-1} aria-label={words('checklist.score', { n: number })}>
            {words('checklist.of_100')}
          </h1>
          <p className={classes.sentence}>{sentence}</p>
        </div>
      </div>
      {held && (
        <p className={classes.held}>
          <IconAlertTriangle size={16} stroke={2} aria-hidden="true" />
          <span>
            {words('checklist.held', {
              n: held.points,
              at: HELD_AT,
              what: held.undone.map(({ key, values }) => words(key as WordKey, values)).join(' '),
            })}
          </span>
        </p>
      )}
      <TeethRow lines={lines} />
      <div className={classes.legend}>
        <StateMark how="measured">{words('checklist.legend.measured', { n: measured })}</StateMark>
        <StateMark how="stated">{words('checklist.legend.stated', { n: stated })}</StateMark>
        <StateMark how="unknown">{words('checklist.legend.unknown', { n: unknown })}</StateMark>
        <StateMark how="gain">{words('checklist.legend.gain', { n: toGain })}</StateMark>
      </div>
    </div>
  )
}
