/** Who was asked to join and is not here yet. */
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { Caution, Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { InvitationActs, useInviting } from './invitation-acts.tsx'
import type { Pending } from './people.ts'

export function PendingList({ pending }: { pending: readonly Pending[] }) {
  const words = useWords()
  const days = useDays()
  const inviting = useInviting()
  const mailOf = (id: string) => {
    const mail = inviting?.invitations.find(({ invitationId }) => invitationId === id)?.mail
    if (mail === 'outbox' && !inviting?.linkShown) return 'none'
    return mail === undefined || mail === 'sent' ? undefined : mail
  }
  return (
    <Ledger label={words('staff.people.tab.pending')}>
      {pending.map((one) => (
        <LedgerRow key={one.invitationId} acts={<InvitationActs invitation={one} />}>
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
          <HowMailWent mail={one.over ? undefined : mailOf(one.invitationId)} />
        </LedgerRow>
      ))}
    </Ledger>
  )
}

/** Said only where something is to be done about it, or another way was taken. */
function HowMailWent({ mail }: { mail: 'outbox' | 'none' | 'waiting' | 'failed' | 'handed' | undefined }) {
  const words = useWords()
  if (!mail) return null
  if (mail === 'handed') return <Note>{words('invite.pending.mail.handed')}</Note>
  return <Caution>{words(`invite.pending.mail.${mail}`)}</Caution>
}
