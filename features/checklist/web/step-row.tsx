/** One step: its row, and what is known of it besides when somebody unfolds it. */
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useId, useState } from 'react'
import { withWords } from '../../../web/lib/all-words.ts'
import { useDays } from '../../../web/lib/day.ts'
import { usePreload } from '../../../web/lib/preload.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { useWords } from '../../../web/lib/words.tsx'
import { Plate } from '../../../web/ui/plate.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import {
  canBeStated,
  elsewhereText,
  evidenceText,
  fillOf,
  lateBy,
  type LawLine,
  type Line,
  titleOf,
} from './checklist.ts'
import classes from './step-list.module.css'

const loadDetail = withWords(() => import('./step-detail.tsx'))
const StepDetail = lazy(async () => ({ default: (await loadDetail()).StepDetail }))

interface StepRowProps {
  line: Line
  /** The sections that it answers. */
  law: readonly LawLine[]
  /** The clinic's points; a person's own part has none. */
  withPoints: boolean
  /** When it was read, where, and whether something of it was left undone. */
  at: { now: string; zone: string; critical: boolean }
  onState: () => void
}

export function StepRow({ line, law, withPoints, at, onState }: StepRowProps) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const detailId = useId()
  usePreload(loadDetail)
  const { step, points, of, statement, page } = line
  const title = titleOf(words, step)
  const act = statement ? 'change' : 'open'
  return (
    <li id={`step-${step}`} className={classes.step} tabIndex={-1} data-open={open || undefined}>
      <Plate number={step} how={fillOf(line.how)} />
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
        <Known line={line} at={at} />
      </div>
      <div className={classes.how}>
        <How line={line} />
        <Sections law={law} />
        {canBeStated(line) && (
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
        {of > 0 && points === of && (
          <span className={classes.full}>
            <IconCheck size={16} stroke={2} title={words('checklist.complete')} />
          </span>
        )}
        {withPoints &&
          (of === 0 ? (
            <span className={classes.of}>{words('checklist.not_counted')}</span>
          ) : (
            <Rich
              of="checklist.points"
              values={{ points, of }}
              tags={{ b: { as: 'b' }, total: { as: 'span', className: classes.of } }}
            />
          ))}
      </p>
      {withPoints && (
        <button
          type="button"
          className={classes.more}
          aria-expanded={open}
          aria-controls={open ? detailId : undefined}
          aria-label={words('checklist.more', { step, title })}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown size={16} stroke={2} aria-hidden="true" />
        </button>
      )}
      {open && (
        <div id={detailId} className={classes.detail}>
          <Suspense>
            <StepDetail line={line} law={law} now={at.now} />
          </Suspense>
        </div>
      )}
    </li>
  )
}

/** How late it is first, then what is known, what people state beside it, what was signed, and what is known elsewhere. */
function Known({ line, at }: Pick<StepRowProps, 'line' | 'at'>) {
  const words = useWords()
  const { stated, exception, freshness } = line
  const late = line.how === 'not_applicable' ? undefined : lateBy(line, at.now, at.zone)
  const elsewhere = elsewhereText(words, line)
  return (
    <>
      <p className={classes.evidence}>
        {late !== undefined && (
          <b className={classes.late} data-critical={at.critical || undefined}>
            <IconClock size={16} stroke={2} aria-hidden="true" />
            {words('checklist.late', { n: late })}{' '}
          </b>
        )}
        {exception
          ? words(`checklist.signed.${exception.kind}`, { by: exception.by, reason: exception.reason })
          : evidenceText(words, line, late !== undefined)}
        {late !== undefined && freshness !== 'fresh' && ` ${words(`checklist.fading.${freshness}`)}`}
      </p>
      {exception && line.how === 'measured' && (
        <p className={classes.evidence}>{evidenceText(words, line, late !== undefined)}</p>
      )}
      {stated && (
        <p className={classes.evidence}>
          <StateMark how="stated">{words('checklist.how.stated')}</StateMark> {evidenceText(words, stated)}
          {stated.freshness !== 'fresh' && ` ${words(`checklist.fading.${stated.freshness}`)}`}
        </p>
      )}
      {elsewhere !== undefined && <p className={classes.elsewhere}>{elsewhere}</p>}
    </>
  )
}

/** The law in force that it answers, by its first section; all of them stand in what unfolds. */
function Sections({ law }: Pick<StepRowProps, 'law'>) {
  const words = useWords()
  const [first, ...others] = law.filter(({ status }) => status === 'law')
  if (!first) return null
  const { regime, section } = first
  return (
    <p className={classes.law}>
      {regime === 'gdpr' && `${words('law.regime.gdpr')} `}
      {regime === 'uk_gdpr' && `${words('law.regime.uk_gdpr')} `}
      <code>{section}</code>
      {others.length > 0 && ` +${words.number(others.length)}`}
    </p>
  )
}

/** How it is known and since when; what is signed off says until when. */
function How({ line: { how, since, exception } }: { line: Line }) {
  const words = useWords()
  const days = useDays()
  const at = since === null ? undefined : new Date(since)
  const signed = how === 'not_applicable' || how === 'risk_accepted'
  const date =
    signed && exception
      ? // It ends as this day begins: the last one is the day before.
        words('checklist.until', { date: days.day(new Date(Date.parse(exception.endsAt) - 1)) })
      : at && !days.isToday(at)
        ? days.day(at)
        : undefined
  return (
    <StateMark how={fillOf(how)} since={date}>
      {words(`checklist.how.${how}`)}
    </StateMark>
  )
}
