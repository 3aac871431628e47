/** The log as a ledger, a heading for each day; on phones each line becomes time, then who, what, where. */
import { memo, useCallback, useMemo, useState } from 'react'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { DataTable } from '../../../web/ui/data-table.tsx'
import { blocksOf, onceAPage } from './blocks.ts'
import type { AuditEvent } from './event.ts'
import { EventRow } from './event-row.tsx'
import classes from './event-table.module.css'

const COLUMNS = ['time', 'actor', 'action', 'place'] as const
const WIDTHS = ['74px', '17%', 'auto', '26%']

export function EventTable({ pages }: { pages: readonly (readonly AuditEvent[])[] }) {
  const days = useDays()
  const [openId, setOpenId] = useState<string | undefined>(undefined)
  const toggle = useCallback((id: string) => setOpenId((now) => (now === id ? undefined : id)), [])
  // Writing out a day is dear: once for each event, however many come after it.
  const daysOf = useMemo(() => onceAPage(({ at }) => days.key(new Date(at))), [days])
  return blocksOf(pages, daysOf).map(({ key, isFirst, events }) => (
    <Block
      key={key}
      label={days.long(new Date(events[0]?.at ?? 0))}
      isFirst={isFirst}
      events={events}
      openId={events.some(({ id }) => id === openId) ? openId : undefined}
      onToggle={toggle}
    />
  ))
}

interface BlockProps {
  label: string
  /** Of its day: it has the heading. */
  isFirst: boolean
  events: readonly AuditEvent[]
  openId: string | undefined
  onToggle: (id: string) => void
}

/** What is out of sight is neither laid out nor painted (`content-visibility`), yet can be found, printed and read out. */
const Block = memo(
  function Block({ label, isFirst, events, openId, onToggle }: BlockProps) {
    const words = useWords()
    return (
      <section
        className={classes.block}
        style={{
          containIntrinsicBlockSize: `auto calc(${events.length} * var(--row) + ${isFirst ? 42 : 0}px)`,
        }}
      >
        {isFirst && <h2 className={classes.day}>{label}</h2>}
        <DataTable
          lead
          bare={WIDTHS}
          label={label}
          heads={COLUMNS.map((column) => words(`audit.head.${column}`))}
        >
          <tbody>
            {events.map((event) => (
              <EventRow
                key={event.id}
                event={event}
                columns={COLUMNS.length}
                open={event.id === openId}
                onToggle={onToggle}
              />
            ))}
          </tbody>
        </DataTable>
      </section>
    )
  },
  (was, is) =>
    was.openId === is.openId &&
    was.label === is.label &&
    was.isFirst === is.isFirst &&
    was.events.length === is.events.length &&
    was.events.every((event, at) => event === is.events[at]),
)
