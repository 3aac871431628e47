/** Acts of one person, a line each: when, what, to whom. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import type { listMyEvents } from '../../audit/contract.ts'

export type EventLine = Answer<typeof listMyEvents>['events'][number]

export function EventLines({ label, events }: { label: string; events: readonly EventLine[] }) {
  const words = useWords()
  return (
    <Ledger label={label}>
      {events.map(({ id, at, action, outcome, target, count }) => {
        const key = `action.${action}`
        return (
          <LedgerRow key={id}>
            <Named name={words.has(key) ? words(key) : action}>
              <span title={words.exact(new Date(at))}>{words.moment(new Date(at))}</span>
              {outcome !== 'ok' && <span>{words(`audit.outcome.${outcome}`)}</span>}
              {target !== null && <span>{target}</span>}
              {count > 1 && <span>{words('audit.count', { n: count })}</span>}
            </Named>
          </LedgerRow>
        )
      })}
    </Ledger>
  )
}
