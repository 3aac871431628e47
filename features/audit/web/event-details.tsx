/** All that is on file of one event: before with −, after with +, then the rest. */
import { useWords } from '../../../web/lib/words.tsx'
import { type AuditEvent, fieldName, valueText } from './event.ts'
import classes from './event-details.module.css'

const CHANGE = new Set(['before', 'after'])

export function EventDetails({ event }: { event: AuditEvent }) {
  const words = useWords()
  const known = (name: string) => event.details.find(({ field }) => field === name)?.value
  const [before, after] = [known('before'), known('after')]
  const rest = [
    ...event.details.filter(({ field }) => !CHANGE.has(field)),
    { field: 'at', value: words.exact(new Date(event.at)) },
    ...(event.agent === null ? [] : [{ field: 'agent', value: event.agent }]),
    { field: 'id', value: event.id },
  ]
  return (
    <div className={classes.details}>
      {(before !== undefined || after !== undefined) && (
        <div className={classes.change}>
          {before !== undefined && (
            <del aria-label={words('audit.diff.before', { value: before })}>{before}</del>
          )}
          {after !== undefined && <ins aria-label={words('audit.diff.after', { value: after })}>{after}</ins>}
        </div>
      )}
      <dl className={classes.fields}>
        {rest.map(({ field, value }) => (
          <div key={field}>
            <dt>{fieldName(words, field)}</dt>
            <dd data-mono={field === 'id' || field === 'route' || undefined}>
              {valueText(words, field, value)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
