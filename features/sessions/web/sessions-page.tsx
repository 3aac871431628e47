/** My profile › Sessions: every browser this person is signed in with, and how each ends. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listSessions } from '../contract.ts'
import { EndDialog, type Ending } from './end-dialog.tsx'
import { NotMeDialog } from './not-me-dialog.tsx'
import { type Session, SessionRow } from './session-row.tsx'
import classes from './sessions-page.module.css'

const toSecurity = (parts: ReactNode[]) => (
  <Link key="security" to="/profile/security">
    {parts}
  </Link>
)

export function SessionsPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listSessions, {}))
  const [ending, setEnding] = useState<Ending>()
  const [strange, setStrange] = useState<Session>()
  const sessions = data.sessions.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastActiveAt.localeCompare(a.lastActiveAt),
  )
  const others = sessions.filter(({ current }) => !current).length
  return (
    <>
      <PageHeader
        path={[words('sessions.path')]}
        title={words('sessions.title')}
        sentence={words(others > 0 ? 'sessions.lead' : 'sessions.lead_one')}
      />
      <Ledger label={words('sessions.list')}>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => setEnding({ which: 'one', session })}
            onNotMe={() => setStrange(session)}
          />
        ))}
      </Ledger>
      <Acts>
        {others > 0 && (
          <Button variant="danger" onClick={() => setEnding({ which: 'others', n: others })}>
            {words('sessions.end_others')}
          </Button>
        )}
        <Button variant="bare" onClick={() => setEnding({ which: 'all', n: sessions.length })}>
          {words('sessions.end_all')}
        </Button>
      </Acts>
      {others > 0 && (
        <section className={classes.strange}>
          <h2>{words('sessions.strange.title')}</h2>
          <p>{words.rich('sessions.strange', { a: toSecurity })}</p>
        </section>
      )}
      {strange && <NotMeDialog session={strange} onLeave={() => setStrange(undefined)} />}
      {ending && (
        <EndDialog
          ending={ending}
          onLeave={() => setEnding(undefined)}
          onEnded={async () => {
            setEnding(undefined)
            await queries.invalidateQueries({ queryKey: keyOf(listSessions) })
          }}
        />
      )}
    </>
  )
}
