/** Between the chart and the list: how many there are, the same as a table, saved views, and following the log. */
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { countText, type Facets, signsAmong } from './facets.ts'
import { type LogSearch, readLogSearch } from './log-search.ts'
import { SavedViews } from './saved-views.tsx'
import classes from './audit-log-page.module.css'

interface LogToolsProps {
  search: LogSearch
  facets: Facets | undefined
  following: boolean
  /** Undefined: the list ends before now, nothing new can come. */
  onFollow: ((on: boolean) => void) | undefined
  asTable: boolean
  /** Undefined: there is no chart. */
  onAsTable: ((on: boolean) => void) | undefined
  onChange: (search: LogSearch) => void
}

export function LogTools(props: LogToolsProps) {
  const { search, facets, following, onFollow, asTable, onAsTable, onChange } = props
  const words = useWords()
  const total = facets?.total
  const signs = signsAmong(search, facets)
  const shown = search.hourly === 'shown'
  return (
    <div className={classes.tools}>
      <p className={classes.total}>
        <output>{total && words('audit.total', { n: total.n, count: countText(words, total) })}</output>
        {signs > 0 && (
          <span className={classes.signs}>
            {words(shown ? 'audit.signs.among' : 'audit.signs.left_out', { n: signs })}{' '}
            <button
              type="button"
              className={classes.show}
              onClick={() => onChange(readLogSearch({ ...search, hourly: shown ? undefined : 'shown' }))}
            >
              {words(shown ? 'audit.signs.leave_out' : 'audit.signs.show', { n: signs })}
            </button>
          </span>
        )}
      </p>
      {onAsTable && (
        <Button variant="bare" size="sm" expanded={asTable} onClick={() => onAsTable(!asTable)}>
          {words(asTable ? 'chart.hide_table' : 'chart.show_table')}
        </Button>
      )}
      <SavedViews search={search} onChange={onChange} />
      {onFollow && (
        <Button variant="bare" size="sm" onClick={() => onFollow(!following)}>
          {words(following ? 'audit.follow.stop' : 'audit.follow.start')}
        </Button>
      )}
    </div>
  )
}
