/** Acts of one person, a line each: when, what, to whom. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import type { listEvents } from '../../audit/contract.ts'

type Event = Answer<typeof listEvents>['events'][number]

export function EventLines({ label, events }: { label: string; events: readonly Event[] }) {
  const words = useWords()
  return (
    <Ledger label={label}>
      {events.map((event) => {
        const { id, at, action, outcome, actor, target, count } = event
        const key = `action.${action}`
        const whom = target !== null && target.id !== actor.id ? target.name : null
        return (
          <LedgerRow key={id}>
            <Named name={words.has(key) ? words(key) : action}>
              <span title={words.exact(new Date(at))}>{words.moment(new Date(at))}</span>
              {outcome !== 'ok' && <span>{words(`audit.outcome.${outcome}`)}</span>}
              {whom !== null && <span>{whom}</span>}
              {count > 1 && <span>{words('audit.count', { n: count })}</span>}
            </Named>
          </LedgerRow>
        )
      })}
    </Ledger>
  )
}
