/** The ten steps as a ledger: number, the guide's title, what is known, how, and the points. */
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import { Link } from '@tanstack/react-router'
import { useDays } from '../../../web/lib/day.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { useWords } from '../../../web/lib/words.tsx'
import { Plate } from '../../../web/ui/plate.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import { evidenceText, fillOf, type Line, titleOf } from './checklist.ts'
import classes from './step-list.module.css'

interface StepListProps {
  lines: readonly Line[]
  /** The clinic's points; a person's own part has none. */
  withPoints: boolean
  onState: (step: number) => void
}

export function StepList({ lines, withPoints, onState }: StepListProps) {
  const words = useWords()
  return (
    <ol className={classes.ledger} aria-label={words('checklist.steps')}>
      {lines.map((line) => (
        <StepRow key={line.step} line={line} withPoints={withPoints} onState={() => onState(line.step)} />
      ))}
    </ol>
  )
}

interface StepRowProps {
  line: Line
  withPoints: boolean
  onState: () => void
}

function StepRow({ line, withPoints, onState }: StepRowProps) {
  const words = useWords()
  const days = useDays()
  const { step, how, points, of, stated, statement, page, mayState } = line
  const title = titleOf(words, step)
  const statedAt = statement ? new Date(statement.at) : undefined
  const act = statement ? 'change' : 'open'
  return (
    <li id={`step-${step}`} className={classes.step} tabIndex={-1}>
      <Plate number={step} how={fillOf(how)} />
      <div className={classes.what}>
        <h2 className={classes.title}>
          {page === null ? (
            title
          ) : (
            <Link to={page} className={classes.link}>
              {title}
            </Link>
          )}
        </h2>
        <p className={classes.evidence}>{evidenceText(words, line)}</p>
        {stated && (
          <p className={classes.evidence}>
            <StateMark how="stated">{words('checklist.how.stated')}</StateMark> {evidenceText(words, stated)}
          </p>
        )}
      </div>
      <div className={classes.how}>
        <StateMark
          how={fillOf(how)}
          since={statedAt && !days.isToday(statedAt) ? days.day(statedAt) : undefined}
        >
          {words(`checklist.how.${how}`)}
        </StateMark>
        {mayState && (
          <button
            type="button"
            className={classes.state}
            aria-label={words(`checklist.state.${act}_label`, { step, title })}
            onClick={onState}
          >
            {words(`checklist.state.${act}`)}
          </button>
        )}
      </div>
      <p className={classes.points}>
        {points === of && (
          <span className={classes.full}>
            <IconCheck size={16} stroke={2} title={words('checklist.complete')} />
          </span>
        )}
        {withPoints && (
          <Rich
            of="checklist.points"
            values={{ points, of }}
            tags={{ b: { as: 'b' }, total: { as: 'span', className: classes.of } }}
          />
        )}
      </p>
    </li>
  )
}
