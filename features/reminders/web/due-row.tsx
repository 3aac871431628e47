/** One thing that is due: what, when, whom it concerns, and the way to it. */
import type { ReactNode } from 'react'
import { useCalendar } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Caution, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { type Due, useNameOf } from './reminders.ts'

interface DueRowProps {
  one: Due
  today: string
  /** Whom it concerns is said. */
  names?: boolean
  /** Besides the way to it. */
  acts?: ReactNode
}

export function DueRow({ one, today, names = false, acts }: DueRowProps) {
  const words = useWords()
  const day = useCalendar()
  const what = useNameOf()(one)
  const { lateDays, putOff, to } = one
  const when = { day: day(one.day), n: lateDays }
  return (
    <LedgerRow
      acts={
        <>
          <LinkButton
            variant="line"
            size="sm"
            to={one.page}
            aria-label={words('reminders.open_named', { what })}
          >
            {words('reminders.open')}
          </LinkButton>
          {acts}
        </>
      }
    >
      <Named name={what} tags={[one.urgent && words('reminders.urgent')]}>
        {lateDays === 0 && (
          <span>{words(one.day === today ? 'reminders.due_today' : 'reminders.due_on', when)}</span>
        )}
        {names && to.length > 0 && <span>{words('reminders.to', { names: words.list(to) })}</span>}
        {putOff && (
          <span>
            {words('reminders.put_off_until', {
              day: day(putOff.until),
              by: putOff.by,
              reason: putOff.reason,
            })}
          </span>
        )}
      </Named>
      {lateDays > 0 && <Caution>{words('reminders.was_due_on', when)}</Caution>}
      {names && to.length === 0 && <Caution>{words('reminders.to_nobody')}</Caution>}
    </LedgerRow>
  )
}
