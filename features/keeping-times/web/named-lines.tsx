/** Lines of others that name somebody who is to be erased: each is left out by taking its tick away. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice } from '../../../web/ui/choice.tsx'
import { Note } from '../../../web/ui/form.tsx'
import type { namedElsewhere } from '../contract.ts'

export type Named = Answer<typeof namedElsewhere>

/** Enough to tell what it is about. */
const SHOWN = 160

interface NamedLinesProps {
  named: Named
  /** Ids of events. */
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

export function NamedLines({ named: { lookedFor, lines, more }, chosen, onChange }: NamedLinesProps) {
  const words = useWords()
  const names = lookedFor.map((name) => `“${name}”`).join(', ')
  const what = (action: string) => {
    const key = `action.${action}`
    return words.has(key) ? words(key) : action
  }
  return (
    <>
      <p>
        {lookedFor.length === 0
          ? words('keeping.redact.nobody')
          : lines.length === 0
            ? words('keeping.redact.none', { names })
            : words('keeping.redact.others', { n: lines.length, names })}
      </p>
      {lines.map(({ eventId, at, action, fields }) => (
        <Choice
          key={eventId}
          title={words('keeping.redact.other', { what: what(action), when: words.moment(new Date(at)) })}
          help={fields.map(({ value }) => cut(value)).join(' · ')}
          checked={chosen.includes(eventId)}
          onChange={(on) => onChange(on ? [...chosen, eventId] : chosen.filter((one) => one !== eventId))}
        />
      ))}
      {more && <p>{words('keeping.redact.more')}</p>}
      <Note>{words('keeping.redact.spelling')}</Note>
    </>
  )
}

const cut = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)
