/** A line that is to be decided: what it is, what may be done with it, what speaks for a second look, and the decisions. */
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Caution, Named, RowAct } from '../../../web/ui/ledger.tsx'
import type { ReviewRow } from '../contract.ts'
import { QuestionDialog } from './question-dialog.tsx'
import { calledIn, canText, factsOf, flagsText, isUndone, whatOf } from './review.ts'
import classes from './review.module.css'
import { SecondPerson } from './second-person.tsx'
import { TakeDialog, type Taken } from './take-dialog.tsx'

interface OpenRowProps {
  reviewId: string
  row: ReviewRow
  /** It was looked at, and is to be kept with others. */
  ticked: boolean
  onTick: (on: boolean) => void
  onKeep: () => void
  onDone: () => Promise<unknown>
  /** Of one's own: who else may decide it. */
  others?: readonly string[]
  /** It is one's own, and nobody else here may. */
  alone?: boolean
}

export function OpenRow(props: OpenRowProps) {
  const { reviewId, row, ticked, onTick, onKeep, onDone, others = [], alone = false } = props
  const [doing, setDoing] = useState<Taken | 'ask'>()
  const mine = row.may === 'yes' || row.may === 'keep_only'
  return (
    <li className={classes.row}>
      <RowFacts row={row}>
        {row.may === 'self' && !alone && (
          <Elsewhere why={others.length > 0 ? 'self' : 'above'} others={others} />
        )}
        {row.may === 'rank' && <Elsewhere why="rank" />}
        {alone && <SecondPerson reviewId={reviewId} row={row} onDone={onDone} />}
      </RowFacts>
      {mine && <RowActs row={row} ticked={ticked} onTick={onTick} onKeep={onKeep} onDoing={setDoing} />}
      {doing === 'ask' && (
        <QuestionDialog reviewId={reviewId} row={row} onLeave={() => setDoing(undefined)} onDone={onDone} />
      )}
      {doing !== undefined && doing !== 'ask' && (
        <TakeDialog
          reviewId={reviewId}
          row={row}
          taken={doing}
          onLeave={() => setDoing(undefined)}
          onDone={onDone}
        />
      )}
    </li>
  )
}

function Elsewhere({ why, others = [] }: { why: 'self' | 'above' | 'rank'; others?: readonly string[] }) {
  const words = useWords()
  return <p className={classes.note}>{words(`review.others.${why}`, { names: words.list(others) })}</p>
}

/** What is known of a line; also of one that is decided. */
export function RowFacts({ row, children }: { row: ReviewRow; children?: ReactNode }) {
  const words = useWords()
  const days = useDays()
  const { question, person } = row
  return (
    <div className={classes.facts}>
      <Named name={row.name} tags={[whatOf(words, row)]}>
        {factsOf(words, row, days.day).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </Named>
      <p className={classes.can}>{canText(words, row)}</p>
      {row.flags.length > 0 && (
        <Caution>{words('review.flags', { flags: flagsText(words, row.flags) })}</Caution>
      )}
      {row.gone && !row.decision && <Caution>{words('review.gone')}</Caution>}
      {isUndone(row) && <Caution>{words('review.undone')}</Caution>}
      {person && row.roleNow && row.roleNow !== person.role && !row.decision && (
        <Caution>{words('review.role_now', { role: words(`role.${row.roleNow}`) })}</Caution>
      )}
      {question && (
        <p className={classes.note}>
          {question.answer === null
            ? words('review.asked', { to: question.to, date: days.day(new Date(question.at)) })
            : words('review.answered', {
                to: question.to,
                needed: question.needed ? 'yes' : 'no',
                answer: question.answer,
              })}
        </p>
      )}
      {children}
    </div>
  )
}

interface RowActsProps {
  row: ReviewRow
  ticked: boolean
  onTick: (on: boolean) => void
  onKeep: () => void
  onDoing: (what: Taken | 'ask') => void
}

function RowActs({ row, ticked, onTick, onKeep, onDoing }: RowActsProps) {
  const words = useWords()
  const name = calledIn(words, row)
  const take = row.person ? 'disable' : 'remove'
  const of = (key: 'keep' | 'change_role' | 'disable' | 'remove' | 'ask') =>
    words(`review.row.${key}`, { name })
  if (row.gone)
    return (
      <div className={classes.acts}>
        <RowAct label={words('review.row.record', { name })} onClick={() => onDoing('record')}>
          {words('review.act.record')}
        </RowAct>
      </div>
    )
  return (
    <div className={classes.acts}>
      <KeepButton id={`keep-${row.id}`} label={of('keep')} onClick={onKeep} />
      {row.may === 'yes' && row.person && (
        <RowAct look="bare" label={of('change_role')} onClick={() => onDoing('change_role')}>
          {words('review.decision.change_role')}
        </RowAct>
      )}
      {row.may === 'yes' && (
        <RowAct look="bare" label={of(take)} onClick={() => onDoing(take)}>
          {words(`review.decision.${take}`)}
        </RowAct>
      )}
      {row.personId !== null && (
        <RowAct look="bare" label={of('ask')} onClick={() => onDoing('ask')}>
          {words('review.act.ask')}
        </RowAct>
      )}
      {!row.alone && (
        <label className={classes.tick}>
          <input
            type="checkbox"
            checked={ticked}
            onChange={(event) => onTick(event.currentTarget.checked)}
            aria-label={words('review.row.tick', { name })}
          />
          {words('review.tick')}
        </label>
      )}
    </div>
  )
}

function KeepButton({ id, label, onClick }: { id: string; label: string; onClick: () => void }) {
  const words = useWords()
  return (
    <span className={classes.keep}>
      <Button
        variant="line"
        size="sm"
        label={label}
        onClick={onClick}
        ref={(element) => {
          if (element) element.id = id
        }}
      >
        {words('review.decision.keep')}
      </Button>
    </span>
  )
}
