/** A line that is decided: what, by whom, why; what of it waits for a statement, and the way to decide once more. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { RowAct } from '../../../web/ui/ledger.tsx'
import { keepRows, type ReviewRow, stateRow } from '../contract.ts'
import { RowFacts } from './open-row.tsx'
import { calledIn, isWaiting } from './review.ts'
import classes from './review.module.css'
import { TakeDialog, type Taken } from './take-dialog.tsx'

interface DecidedRowProps {
  reviewId: string
  row: ReviewRow
  /** Undefined: the review is over. */
  onDone?: () => Promise<unknown>
}

export function DecidedRow({ reviewId, row, onDone }: DecidedRowProps) {
  const [again, setAgain] = useState<Taken>()
  return (
    <li className={classes.row}>
      <RowFacts row={row}>
        <DecisionText row={row} />
      </RowFacts>
      {onDone && row.may !== 'over' && row.may !== 'self' && row.may !== 'rank' && (
        <Again reviewId={reviewId} row={row} onDone={onDone} onTake={setAgain} />
      )}
      {again && onDone && (
        <TakeDialog
          reviewId={reviewId}
          row={row}
          taken={again}
          onLeave={() => setAgain(undefined)}
          onDone={onDone}
        />
      )}
    </li>
  )
}

function DecisionText({ row }: { row: ReviewRow }) {
  const words = useWords()
  const { decision } = row
  if (!decision) return null
  const when = words.moment(new Date(decision.at))
  const by = decision.how === 'self' ? decision.by : words(`review.how.${decision.how}`, { by: decision.by })
  const role = decision.newRole ? words(`role.${decision.newRole}`) : ''
  return (
    <>
      <p className={classes.decision} data-what={decision.what}>
        <b>{words(`review.decided.${decision.what}`, { role })}</b> {words('review.decided.by', { by, when })}
      </p>
      {decision.note !== '' && (
        <p className={classes.note}>{words('review.decided.why', { note: decision.note })}</p>
      )}
      {row.statedBy && row.carriedOutAt && (
        <p className={classes.note}>
          {words('review.decided.stated', {
            by: row.statedBy,
            when: words.moment(new Date(row.carriedOutAt)),
          })}
        </p>
      )}
      {row.checkedAt && !row.outside && (
        <p className={classes.note}>
          {words('review.decided.checked', { when: words.moment(new Date(row.checkedAt)) })}
        </p>
      )}
    </>
  )
}

interface AgainProps {
  reviewId: string
  row: ReviewRow
  onDone: () => Promise<unknown>
  onTake: (what: Taken) => void
}

function Again({ reviewId, row, onDone, onTake }: AgainProps) {
  const words = useWords()
  const { id: rowId, revision } = row
  const name = calledIn(words, row)
  const state = useAct(async () => {
    await call(stateRow, { params: { reviewId, rowId }, body: { revision } })
    await onDone()
  })
  const keep = useAct(async () => {
    await call(keepRows, { params: { reviewId }, body: { rows: [{ id: rowId, revision }], note: '' } })
    await onDone()
  })
  const problem = state.problem ?? keep.problem
  const take = row.person ? 'disable' : 'remove'
  return (
    <div className={classes.acts}>
      {problem && <Banner tone="bad">{problemText(words, problem)}</Banner>}
      {isWaiting(row) ? (
        <>
          <RowAct
            label={words('review.row.state', { name })}
            onClick={state.run}
            busy={state.busy && words('review.stating')}
          >
            {words('review.act.state')}
          </RowAct>
          <RowAct
            look="bare"
            label={words('review.row.keep', { name })}
            onClick={keep.run}
            busy={keep.busy && words('review.keeping')}
          >
            {words('review.decision.keep')}
          </RowAct>
        </>
      ) : (
        row.may === 'yes' && (
          <RowAct look="bare" label={words(`review.row.${take}`, { name })} onClick={() => onTake(take)}>
            {words(`review.decision.${take}`)}
          </RowAct>
        )
      )}
    </div>
  )
}
