/** The week of the clinic or of a place: a line a day, several spans in it, none over midnight. */
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { type SyntheticEvent, useId, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { MOST_SPANS } from '../../../pure/opening/week.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts, Form, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { type getOpeningHours, setWeek } from '../contract.ts'
import classes from './opening.module.css'
import {
  asMonday,
  type Day,
  DAYS,
  faultAt,
  isGood,
  openOn,
  put,
  type Row,
  type Rows,
  rowsOf,
  sent,
} from './week.ts'

export type Said = Answer<typeof getOpeningHours>['clinic']

interface WeekFormProps {
  /** Null: the clinic. */
  placeId: string | null
  said: Pick<Said, 'week' | 'revision'>
  /** D the page's own. */
  act?: string
  onSaved: () => Promise<unknown>
}

export function WeekForm({ placeId, said, act, onSaved }: WeekFormProps) {
  const words = useWords()
  const [rows, setRows] = useState(() => rowsOf(said.week))
  /** Days that were left or sent: what is wrong with them is said. */
  const [judged, setJudged] = useState<ReadonlySet<Day>>(new Set())
  const save = useAct(async () => {
    await call(setWeek, { body: { placeId, week: sent(rows), revision: said.revision } })
    await onSaved()
  })
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(new Set(DAYS))
    if (isGood(rows)) save.run()
    else requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return (
    <Form onSubmit={onSubmit}>
      <Note>{words('opening_hours.help')}</Note>
      <ul className={classes.week}>
        {DAYS.map((day) => (
          <DayLine
            key={day}
            day={day}
            rows={rows}
            judged={judged.has(day)}
            onRows={setRows}
            onLeave={() => setJudged(new Set([...judged, day]))}
          />
        ))}
      </ul>
      <FormSummary problem={save.problem} />
      <Acts>
        <Button type="submit" busy={save.busy && words('opening_hours.saving')}>
          {act ?? words('opening_hours.save')}
        </Button>
      </Acts>
    </Form>
  )
}

interface DayLineProps {
  day: Day
  rows: Rows
  judged: boolean
  onRows: (rows: Rows) => void
  onLeave: () => void
}

function DayLine({ day, rows, judged, onRows, onLeave }: DayLineProps) {
  const words = useWords()
  const spans = rows[day] ?? []
  const name = words(`opening_hours.day.${day}`)
  return (
    <li className={classes.day}>
      <b>{name}</b>
      <div className={classes.spans}>
        {spans.length === 0 && <p className={classes.closed}>{words('opening_hours.closed')}</p>}
        {spans.map((row, at) => (
          <SpanLine
            key={row.key}
            row={row}
            at={at}
            day={name}
            why={judged ? faultAt(rows, day, at) : undefined}
            onChange={(more) =>
              onRows(
                put(
                  rows,
                  day,
                  spans.map((one) => (one === row ? { ...one, ...more } : one)),
                ),
              )
            }
            onRemove={() =>
              onRows(
                put(
                  rows,
                  day,
                  spans.filter((one) => one !== row),
                ),
              )
            }
            onLeave={onLeave}
          />
        ))}
      </div>
      <div className={classes.acts}>
        {day === 0 && spans.length > 0 && (
          <Button variant="bare" size="sm" onClick={() => onRows(asMonday(rows))}>
            {words('opening_hours.copy')}
          </Button>
        )}
        {spans.length < MOST_SPANS && (
          <Button
            variant="bare"
            size="sm"
            label={words(spans.length === 0 ? 'opening_hours.open.named' : 'opening_hours.more.named', {
              day: name,
            })}
            onClick={() => onRows(openOn(rows, day))}
          >
            {words(spans.length === 0 ? 'opening_hours.open' : 'opening_hours.more')}
          </Button>
        )}
      </div>
    </li>
  )
}

interface SpanLineProps {
  row: Row
  at: number
  day: string
  why: ReturnType<typeof faultAt>
  onChange: (more: Partial<Row>) => void
  onRemove: () => void
  onLeave: () => void
}

function SpanLine({ row, at, day, why, onChange, onRemove, onLeave }: SpanLineProps) {
  const words = useWords()
  const faultId = useId()
  const field = (name: 'opens' | 'closes') => (
    <input
      className={classes.time}
      type="text"
      inputMode="text"
      autoComplete="off"
      aria-label={
        at === 0
          ? words(`opening_hours.${name}`, { day })
          : words(`opening_hours.${name}.nth`, { day, n: at + 1 })
      }
      aria-invalid={why?.at === name || undefined}
      aria-describedby={why?.at === name ? faultId : undefined}
      value={row[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      onBlur={onLeave}
    />
  )
  return (
    <div>
      <div className={classes.span}>
        {field('opens')}
        <span aria-hidden="true">{words('opening_hours.to')}</span>
        {field('closes')}
        <Button
          variant="bare"
          size="sm"
          label={words('opening_hours.remove.named', { day, opens: row.opens, closes: row.closes })}
          onClick={onRemove}
        >
          <IconX size={16} stroke={2} aria-hidden="true" />
        </Button>
      </div>
      {why && (
        <p className={classes.fault} id={faultId}>
          {words(`opening_hours.why.${why.why}`)}
        </p>
      )}
    </div>
  )
}
