/** Every filter that is on, each a button that takes it away. */
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useDays } from '../../../web/lib/day.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { chipsOf } from './chips.ts'
import type { FiltersProps } from './log-filters.tsx'
import classes from './log-filters.module.css'

export function LogChips({ search, facets, onChange }: FiltersProps) {
  const words = useWords()
  const days = useDays()
  const { zone } = useMember().clinic
  const chips = chipsOf(search, { words, days, zone, facets })
  if (chips.length === 0) return null
  return (
    <ul className={classes.chips} aria-label={words('audit.filter.on')}>
      {chips.map(({ key, text, left }) => (
        <li key={key}>
          <button
            type="button"
            className={classes.chip}
            aria-label={words('audit.filter.drop', { filter: text })}
            onClick={() => onChange(left)}
          >
            <span>{text}</span>
            <IconX size={16} stroke={2} aria-hidden="true" />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            className={classes.clear}
            onClick={() => onChange(search.days === undefined ? {} : { days: search.days })}
          >
            {words('audit.filter.clear')}
          </button>
        </li>
      )}
    </ul>
  )
}
