/** The number, what it means in one sentence, and the row of teeth that adds up to it. */
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import type { Checklist, Line } from './checklist.ts'
import { TeethRow } from './teeth-row.tsx'
import classes from './score.module.css'

interface ScoreProps {
  number: number
  coverage: NonNullable<Checklist['coverage']>
  lines: readonly Line[]
}

export function Score({ number, coverage, lines }: ScoreProps) {
  const words = useWords()
  const heading = usePageTitle(words('menu.home'))
  const { measured, stated, unknown, toGain } = coverage
  const sentence =
    unknown > 0
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
