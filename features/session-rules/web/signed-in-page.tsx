/** Settings › Security › Session timeout › Signed in now: everybody's sign-ins, by person, and their end. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { listSignedIn } from '../contract.ts'
import { EndDialog, type Ending } from './end-dialog.tsx'
import type { Signed } from './session-rules-form.ts'
import { PersonRow } from './person-row.tsx'

export function SignedInPage() {
  const words = useWords()
  const queries = useQueryClient()
  const [ending, setEnding] = useState<Ending | undefined>(undefined)
  const { data, error, refetch, isFetching } = useQuery({
    ...reading(listSignedIn, {}),
    refetchInterval: 30_000,
  })
  const sessions = data?.sessions ?? []
  const people = byPerson(sessions)
  const others = people.filter(([first]) => first && !first.mine)
  const below = others.filter(([first]) => first?.mayEnd)
  return (
    <Page stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security'), words('session_rules.title')]}
        title={words('signed_in.title')}
        sentence={data && words('signed_in.lead', { people: people.length, n: sessions.length })}
      />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <SkeletonRows rows={4} />}
      {data && (
        <Ledger label={words('signed_in.list')}>
          {people.map((theirs) => (
            <PersonRow key={theirs[0]?.person.id} sessions={theirs} onEnd={setEnding} />
          ))}
        </Ledger>
      )}
      {data && others.length === 0 && <p>{words('signed_in.alone')}</p>}
      <Acts>
        {below.length > 0 && (
          <Button
            variant="danger"
            onClick={() =>
              setEnding({ which: 'everybody', n: below.length, kept: others.length - below.length })
            }
          >
            {words('signed_in.end_everybody')}
          </Button>
        )}
        <LinkButton variant="bare" to="/settings/security/session-timeout">
          {words('signed_in.back')}
        </LinkButton>
      </Acts>
      {ending && (
        <EndDialog
          ending={ending}
          onLeave={() => setEnding(undefined)}
          onEnded={async () => {
            setEnding(undefined)
            await queries.invalidateQueries({ queryKey: keyOf(listSignedIn) })
          }}
        />
      )}
    </Page>
  )
}

/** Oneself first, then by who was active last. */
function byPerson(sessions: readonly Signed[]): Signed[][] {
  const groups = [...Map.groupBy(sessions, ({ person }) => person.id).values()]
  return groups.toSorted((a, b) => Number(b[0]?.mine) - Number(a[0]?.mine))
}
