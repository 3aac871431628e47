/** What somebody did in the last 30 days, as the log has it; for who may read the log. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { listEvents } from '../../audit/contract.ts'
import { EventLines } from './event-lines.tsx'
import classes from './people.module.css'

const MOST = 10

const lineOf = ({ actor, target, ...event }: Answer<typeof listEvents>['events'][number]) => ({
  ...event,
  target: target && target.id !== actor.id ? target.name : null,
})

export function PersonLately({ personId }: { personId: string }) {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(
    reading(listEvents, { query: { by: personId, limit: MOST } }),
  )
  return (
    <section className={classes.section}>
      <h2>{words('staff.lately.title')}</h2>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <SkeletonRows rows={3} />}
      {data && data.events.length === 0 && <p>{words('staff.lately.none')}</p>}
      {data && data.events.length > 0 && (
        <>
          <EventLines label={words('staff.lately.title')} events={data.events.map(lineOf)} />
          <Acts>
            <LinkButton
              variant="line"
              size="sm"
              to="/settings/security/audit-log"
              search={{ person: personId }}
            >
              {words('staff.lately.log')}
            </LinkButton>
          </Acts>
        </>
      )}
    </section>
  )
}
