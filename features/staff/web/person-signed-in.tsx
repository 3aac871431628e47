/** Where somebody is signed in now; read and ended by Owners and Admins alone. */
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { listSignedIn } from '../../session-rules/contract.ts'
import { browserName } from '../../sessions/web/browser-name.ts'
import type { Profile } from './person.ts'
import classes from './people.module.css'

/** Activity is written at most every 15 s; within this it is now. */
const NOW_MS = 60_000

export function PersonSignedIn({ person }: { person: Profile }) {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(listSignedIn, {}))
  const sessions = (data?.sessions ?? []).filter((session) => session.person.id === person.personId)
  return (
    <section className={classes.section}>
      <h2>{words('staff.signed_in.title')}</h2>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <SkeletonRows rows={2} />}
      {data && sessions.length === 0 && <p>{words('staff.signed_in.none')}</p>}
      {sessions.length > 0 && (
        <>
          <Ledger label={words('staff.signed_in.title')}>
            {sessions.map((session) => {
              const last = new Date(session.lastActiveAt)
              const active = session.current || serverNow() - last.getTime() < NOW_MS
              return (
                <LedgerRow key={session.id}>
                  <Named
                    name={session.deviceName ?? browserName(words, session)}
                    tags={[session.current && words('sessions.this_one')]}
                  >
                    <span title={words.exact(last)}>
                      {active
                        ? words('sessions.active_now')
                        : words('sessions.last_active', { when: words.moment(last) })}
                    </span>
                    <span>
                      {words('sessions.started', { when: words.moment(new Date(session.startedAt)) })}
                    </span>
                    <span>{words('sessions.address', { address: session.address })}</span>
                  </Named>
                </LedgerRow>
              )
            })}
          </Ledger>
          <Acts>
            <LinkButton variant="line" size="sm" to="/settings/security/session-timeout/signed-in">
              {words('staff.signed_in.end')}
            </LinkButton>
          </Acts>
        </>
      )}
    </section>
  )
}
