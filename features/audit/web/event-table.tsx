/** The log as a ledger, a heading for each day; on phones each line becomes time, then who, what, where. */
import { useState } from 'react'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { DataTable } from '../../../web/ui/data-table.tsx'
import type { AuditEvent } from './event.ts'
import { EventRow } from './event-row.tsx'
import classes from './event-table.module.css'

const COLUMNS = ['time', 'actor', 'action', 'target', 'address'] as const

export function EventTable({ events }: { events: readonly AuditEvent[] }) {
  const words = useWords()
  const days = useDays()
  const [openId, setOpenId] = useState<string | undefined>(undefined)
  const byDay = Map.groupBy(events, ({ at }) => days.key(new Date(at)))
  return (
    <DataTable
      lead
      label={words('menu.settings.security.audit_log')}
      heads={COLUMNS.map((column) => words(`audit.head.${column}`))}
    >
      {[...byDay].map(([day, ofDay]) => (
        <tbody key={day}>
          <tr className={classes.day}>
            <th colSpan={COLUMNS.length} scope="rowgroup">
              {ofDay[0] && days.long(new Date(ofDay[0].at))}
            </th>
          </tr>
          {ofDay.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              columns={COLUMNS.length}
              line={{
                id: `details-${event.id}`,
                open: event.id === openId,
                onToggle: () => setOpenId(event.id === openId ? undefined : event.id),
              }}
            />
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}
