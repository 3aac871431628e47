/** One line of the log, and its details when it is open. */
import { useWords } from '../../../web/lib/words.tsx'
import { DataLine, type Line, Opener } from '../../../web/ui/data-table.tsx'
import { type AuditEvent, actionText, actorText, outcomeText, placeText, targetText } from './event.ts'
import { EventDetails } from './event-details.tsx'
import { EventIcon } from './event-icon.tsx'
import classes from './event-table.module.css'

interface EventRowProps {
  event: AuditEvent
  columns: number
  line: Line
}

export function EventRow({ event, columns, line }: EventRowProps) {
  const words = useWords()
  const outcome = outcomeText(words, event)
  const what = (
    <span className={classes.what}>
      <span className={classes.icon}>
        <EventIcon action={event.action} />
      </span>
      {actionText(words, event)}
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
      <td className={classes.target}>{targetText(words, event)}</td>
      <td className={classes.address}>{placeText(event)}</td>
    </DataLine>
  )
}
