/** One line of the log, and its details when it is open. */
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import { useId } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { type AuditEvent, actionText, actorText, outcomeText, placeText, targetText } from './event.ts'
import { EventDetails } from './event-details.tsx'
import { EventIcon } from './event-icon.tsx'
import classes from './event-table.module.css'

interface EventRowProps {
  event: AuditEvent
  open: boolean
  onToggle: () => void
}

export function EventRow({ event, open, onToggle }: EventRowProps) {
  const words = useWords()
  const id = useId()
  const outcome = outcomeText(words, event)
  return (
    <>
      <tr className={classes.line} data-open={open || undefined}>
        <td className={classes.time}>{words.time(new Date(event.at))}</td>
        <td className={classes.actor}>{actorText(words, event)}</td>
        <td className={classes.action}>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={onToggle}
          >
            <span className={classes.icon}>
              <EventIcon action={event.action} />
            </span>
            {actionText(words, event)}
            {outcome !== undefined && <span className={classes.outcome}>{outcome}</span>}
            {event.count > 1 && (
              <span className={classes.count}>{words('audit.count', { n: event.count })}</span>
            )}
          </button>
        </td>
        <td className={classes.target}>{targetText(words, event)}</td>
        <td className={classes.address}>
          <span>{placeText(event)}</span>
          <IconChevronDown className={classes.chevron} size={16} stroke={2} aria-hidden="true" />
        </td>
      </tr>
      {open && (
        <tr className={classes.more} id={id}>
          <td colSpan={5}>
            <EventDetails event={event} />
          </td>
        </tr>
      )}
    </>
  )
}
