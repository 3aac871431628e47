/** Between the chart and the list: how many there are, the same as a table, saved views, and following the log. */
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { countText, type Facets } from './facets.ts'
import type { LogSearch } from './log-search.ts'
import { SavedViews } from './saved-views.tsx'
import classes from './audit-log-page.module.css'

interface LogToolsProps {
  search: LogSearch
  total: Facets['total'] | undefined
  following: boolean
  /** Undefined: the list ends before now, nothing new can come. */
  onFollow: ((on: boolean) => void) | undefined
  asTable: boolean
  onAsTable: (on: boolean) => void
  onChange: (search: LogSearch) => void
}

export function LogTools(props: LogToolsProps) {
  const { search, total, following, onFollow, asTable, onAsTable, onChange } = props
  const words = useWords()
  return (
    <div className={classes.tools}>
      <output className={classes.total}>
        {total && words('audit.total', { n: total.n, count: countText(words, total) })}
      </output>
      <Button variant="bare" size="sm" expanded={asTable} onClick={() => onAsTable(!asTable)}>
        {words(asTable ? 'chart.hide_table' : 'chart.show_table')}
      </Button>
      <SavedViews search={search} onChange={onChange} />
      {onFollow && (
        <Button variant="bare" size="sm" onClick={() => onFollow(!following)}>
          {words(following ? 'audit.follow.stop' : 'audit.follow.start')}
        </Button>
      )}
      <a className={classes.save} href="/log-verifier.html" download>
        {words('audit.save_verifier')}
      </a>
    </div>
  )
}
