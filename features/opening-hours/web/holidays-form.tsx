/** Public holidays of a year, proposed by country: those that are ticked are closed days. */
import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useId, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { dayOf, noonOf } from '../../../pure/days/days.ts'
import { partsOf } from '../../../pure/holidays/holidays.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note, Pair } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { chooseHolidays, getOpeningHours } from '../contract.ts'
import { partOf, type Row, rowsOf } from './holidays.ts'
import classes from './opening.module.css'

interface HolidaysFormProps {
  shown: Answer<typeof getOpeningHours>
  /** Null: the clinic. */
  placeId: string | null
  onSaved: (year: number) => Promise<unknown>
}

export function HolidaysForm({ shown, placeId, onSaved }: HolidaysFormProps) {
  const words = useWords()
  const { zone } = useMember().clinic
  const today = dayOf(new Date(serverNow()), zone)
  const thisYear = Number(today.slice(0, 4))
  const said = shown.places.find((one) => one.placeId === placeId)?.own ?? shown.clinic
  const [year, setYear] = useState(thisYear)
  const [part, setPart] = useState(partOf(shown.country, said.part))
  const yearId = useId()
  const partId = useId()
  const parts = partsOf(shown.country)
  const { country, closed } = shown
  const rows = rowsOf({ country, part, year, placeId, said, closed })
  return (
    <>
      <Pair>
        <SelectField
          {...chooser(yearId, 'year', String(year), (typed) => setYear(Number(typed)))}
          label={words('holidays.year')}
          options={[thisYear, thisYear + 1].map((one) => ({ value: String(one), label: String(one) }))}
        />
        {parts.length > 0 && (
          <SelectField
            {...chooser(partId, 'part', part, setPart)}
            label={words('holidays.part')}
            options={parts.map((code) => {
              const key = `holiday.part.${country}.${code}`
              return { value: code, label: words.has(key) ? words(key) : code }
            })}
          />
        )}
      </Pair>
      {rows.length === 0 ? (
        <Note>{words('holidays.none')}</Note>
      ) : (
        <Chosen
          // Another list, or another choice of somebody else, is another form.
          key={`${year} ${part} ${said.revision}`}
          rows={rows}
          today={today}
          about={{ year, part, placeId, revision: said.revision }}
          isChosen={said.years.includes(year)}
          onSaved={onSaved}
        />
      )}
    </>
  )
}

const chooser = (id: string, name: string, value: string, set: (typed: string) => void) => ({
  id,
  name,
  value,
  error: undefined,
  onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
  onBlur: () => undefined,
})

interface ChosenProps {
  rows: readonly Row[]
  today: string
  about: { year: number; part: string; placeId: string | null; revision: number }
  isChosen: boolean
  onSaved: (year: number) => Promise<unknown>
}

function Chosen({ rows: begun, today, about, isChosen, onSaved }: ChosenProps) {
  const words = useWords()
  const queries = useQueryClient()
  const [rows, setRows] = useState(begun)
  const ticked = rows.filter(({ chosen }) => chosen)
  const { year } = about
  const save = useAct(async () => {
    const days = ticked.map(({ key, day }) => ({ key, day }))
    await call(chooseHolidays, { body: { ...about, days } })
    await queries.invalidateQueries({ queryKey: keyOf(getOpeningHours) })
    await onSaved(year)
  })
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    save.run()
  }
  const put = (row: Row, more: Partial<Row>) =>
    setRows(rows.map((one) => (one === row ? { ...one, ...more } : one)))
  // What is over this year is kept as it was, and shown no more.
  const toCome = rows.filter(({ day, proposed }) => day >= today || proposed >= today)
  const count = toCome.filter(({ chosen }) => chosen).length
  return (
    <Form onSubmit={onSubmit}>
      <Note>
        {isChosen
          ? words('holidays.chosen', { n: ticked.length, year })
          : words('holidays.not_chosen', { year })}
      </Note>
      <ul className={classes.days}>
        {toCome.map((row) => (
          <HolidayLine key={`${row.key} ${row.proposed}`} row={row} onChange={(more) => put(row, more)} />
        ))}
      </ul>
      <Note>{words('holidays.local')}</Note>
      <FormSummary problem={save.problem} />
      <Acts>
        <Button type="submit" busy={save.busy && words('holidays.saving')}>
          {words('holidays.save', { n: count })}
        </Button>
      </Acts>
    </Form>
  )
}

function HolidayLine({ row, onChange }: { row: Row; onChange: (more: Partial<Row>) => void }) {
  const words = useWords()
  const id = useId()
  const key = `holiday.${row.key}`
  const plain = words.has(key) ? words(key) : row.key
  const name = row.instead ? words('holidays.instead', { name: plain }) : plain
  const year = row.proposed.slice(0, 4)
  const long = new Intl.DateTimeFormat(words.locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  return (
    <li className={classes.holiday}>
      <input
        id={id}
        type="checkbox"
        checked={row.chosen}
        onChange={(event) => onChange({ chosen: event.currentTarget.checked })}
      />
      <label htmlFor={id}>
        <b>{name}</b>
        <time dateTime={row.day}>{long.format(noonOf(row.day))}</time>
      </label>
      {!row.sure && (
        <div className={classes.confirm}>
          <span>{words('holidays.to_confirm')}</span>
          <input
            className={classes.date}
            type="date"
            aria-label={words('holidays.date', { name })}
            min={`${year}-01-01`}
            max={`${year}-12-31`}
            value={row.day}
            onChange={(event) => {
              if (event.currentTarget.value.startsWith(`${year}-`))
                onChange({ day: event.currentTarget.value })
            }}
          />
        </div>
      )}
    </li>
  )
}
