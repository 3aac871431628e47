/** After a factor has changed: the other browsers that are still signed in, to be ended in one go (ASVS 5.0 7.4.3). */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { listSessions } from '../../sessions/contract.ts'
import { EndDialog } from '../../sessions/web/end-dialog.tsx'
import classes from './elsewhere.module.css'

export function Elsewhere() {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useQuery(reading(listSessions, {}))
  const [asked, setAsked] = useState(false)
  const n = data?.sessions.filter(({ current }) => !current).length ?? 0
  if (n === 0) return null
  return (
    <Banner tone="info">
      <span className={classes.line}>
        <span>{words('identity.elsewhere', { n })}</span>
        <Button variant="line" size="sm" onClick={() => setAsked(true)}>
          {words('identity.elsewhere.end')}
        </Button>
      </span>
      {asked && (
        <EndDialog
          ending={{ which: 'others', n }}
          onLeave={() => setAsked(false)}
          onEnded={async () => {
            setAsked(false)
            await queries.invalidateQueries({ queryKey: keyOf(listSessions) })
          }}
        />
      )}
    </Banner>
  )
}
