/** Who was asked to join and is not here yet. */
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Caution, Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import type { Pending } from './people.ts'

export function PendingList({ pending }: { pending: readonly Pending[] }) {
  const words = useWords()
  const days = useDays()
  return (
    <Ledger label={words('staff.people.tab.pending')}>
      {pending.map((one) => (
        <LedgerRow key={one.invitationId}>
          <Named
            name={one.name || one.address}
            tags={[one.outsider !== null && words(`staff.outsider.${one.outsider}`)]}
          >
            <span>{words(`role.${one.role}`)}</span>
            <span>{one.address}</span>
            <span>{words('staff.pending.sent', { date: days.day(new Date(one.sentAt)), name: one.by })}</span>
            {!one.over && (
              <span>{words('staff.pending.until', { date: days.day(new Date(one.endsAt)) })}</span>
            )}
          </Named>
          {one.over && (
            <Caution>{words('staff.pending.over', { date: days.day(new Date(one.endsAt)) })}</Caution>
          )}
        </LedgerRow>
      ))}
    </Ledger>
  )
}
