/** All that is on file of one event: what changed, field by field, then why and how, then the rest. */
import { useWords } from '../../../web/lib/words.tsx'
import { changesOf } from './changes.ts'
import { Difference } from './difference.tsx'
import { type AuditEvent, fieldName, valueText } from './event.ts'
import { WholeEvent } from './whole-event.tsx'
import classes from './event-details.module.css'

const ELSEWHERE = new Set(['before', 'after', 'reason'])

/** Codes, not words. */
const AS_THEY_STAND = new Set(['id', 'route'])

export function EventDetails({ event }: { event: AuditEvent }) {
  const words = useWords()
  const changes = changesOf(words, event)
  const reason = event.details.find(({ field }) => field === 'reason')?.value
  // A code became words; a sentence somebody wrote is theirs.
  const isCode = (text: string) => valueText(words, 'reason', text) !== text
  const rest = [
    ...event.details.filter(({ field }) => !ELSEWHERE.has(field)),
    { field: 'at', value: words.exact(new Date(event.at)) },
    ...(event.agent === null ? [] : [{ field: 'agent', value: event.agent }]),
    { field: 'id', value: event.id },
  ]
  return (
    <div className={classes.details}>
      {changes && <Difference changes={changes} />}
      {reason !== undefined && (
        <p className={classes.reason}>
          {words(isCode(reason) ? 'audit.reason' : 'audit.reason.quoted', {
            reason: valueText(words, 'reason', reason),
          })}
        </p>
      )}
      <dl className={classes.fields}>
        {rest.map(({ field, value }) => (
          <div key={field}>
            <dt>{fieldName(words, field)}</dt>
            <dd>{AS_THEY_STAND.has(field) ? <code>{value}</code> : valueText(words, field, value)}</dd>
          </div>
        ))}
      </dl>
      <WholeEvent id={event.id} />
    </div>
  )
}
