/** One line of the log, and what is on file of it when it is open. */
import { memo } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { DataLine, Opener } from '../../../web/ui/data-table.tsx'
import { type AuditEvent, actorText, outcomeText, placeText } from './event.ts'
import { EventDetails } from './event-details.tsx'
import { EventIcon } from './event-icon.tsx'
import { saidOf } from './said.ts'
import classes from './event-table.module.css'

interface EventRowProps {
  event: AuditEvent
  columns: number
  open: boolean
  onToggle: (id: string) => void
}

/** Drawn again only when it opens or shuts: there may be thousands of it. */
export const EventRow = memo(function EventRow({ event, columns, open, onToggle }: EventRowProps) {
  const words = useWords()
  const outcome = outcomeText(words, event)
  const { text, about } = saidOf(words, event)
  const line = { id: `details-${event.id}`, open, onToggle: () => onToggle(event.id) }
  const what = (
    <span className={classes.what}>
      <span className={classes.icon}>
        <EventIcon action={event.action} />
      </span>
      {text}
      {about !== '' && <span className={classes.about}>{about}</span>}
      {outcome !== undefined && <span className={classes.outcome}>{outcome}</span>}
      {event.count > 1 && <span className={classes.count}>{words('audit.count', { n: event.count })}</span>}
    </span>
  )
  return (
    <DataLine line={line} columns={columns} detail={<EventDetails event={event} />}>
      <td className={classes.time}>{words.time(new Date(event.at))}</td>
      <td className={classes.actor}>{actorText(words, event)}</td>
      <td>
        <Opener line={line}>{what}</Opener>
      </td>
      <td className={classes.place}>{placeText(words, event)}</td>
    </DataLine>
  )
})
