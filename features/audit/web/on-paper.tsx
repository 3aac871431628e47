/** What stands above the list when it is printed: whose log, which part of it, when. */
import { useDays } from '../../../web/lib/day.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { chipsOf } from './chips.ts'
import { countText, type Facets, signsAmong } from './facets.ts'
import type { LogSearch, Period } from './log-search.ts'
import classes from './audit-log-page.module.css'

interface OnPaperProps {
  search: LogSearch
  period: Period
  facets: Facets | undefined
}

export function OnPaper({ search, period, facets }: OnPaperProps) {
  const words = useWords()
  const days = useDays()
  const { clinic, person } = useMember()
  const filters = chipsOf(search, { words, days, zone: clinic.zone, facets }).map(({ text }) => text)
  const leftOut = search.hourly === 'shown' ? 0 : signsAmong(search, facets)
  const now = new Date(serverNow())
  return (
    <div className={classes.paper}>
      <p>
        {words('audit.printed', {
          clinic: clinic.name,
          from: days.long(new Date(search.from ?? period.from)),
          to: days.long(new Date(search.to ?? period.to ?? now)),
          who: person.name,
          at: words.exact(now),
        })}
      </p>
      {search.text !== undefined && <p>{words('audit.printed.text', { text: search.text })}</p>}
      {filters.length > 0 && <p>{words('audit.printed.filters', { filters: words.list(filters) })}</p>}
      {facets && (
        <p>
          {words('audit.total', { n: facets.total.n, count: countText(words, facets.total) })}
          {leftOut > 0 && `. ${words('audit.signs.left_out', { n: leftOut })}`}
        </p>
      )}
    </div>
  )
}
