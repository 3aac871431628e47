/** What can be done with somebody who was invited and is not here yet: send again, show the link, cancel. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { outranks } from '../../../pure/roles/roles.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { RowAct } from '../../../web/ui/ledger.tsx'
import { LinkToHand } from '../../../web/ui/link-to-hand.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { cancelInvitation, getInviting, sendAgain, showInvitation } from '../invitations-contract.ts'
import { listStaff } from '../roster-contract.ts'
import type { Pending } from './people.ts'

/** How the mails of invitations went; asked once for a list. */
export const useInviting = () => useQuery(reading(getInviting, {})).data

export function InvitationActs({ invitation }: { invitation: Pending }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const inviting = useInviting()
  const { role } = useMember().person
  const [canceling, setCanceling] = useState(false)
  const [shown, setShown] = useState<Answer<typeof showInvitation>>()
  const { invitationId, revision } = invitation
  const name = invitation.name || invitation.address
  const about = { params: { invitationId }, body: { revision } }
  const reread = async () => {
    await queries.invalidateQueries({ queryKey: keyOf(listStaff) })
    await queries.invalidateQueries({ queryKey: keyOf(getInviting) })
  }
  const again = useAct(async () => {
    await call(sendAgain, about)
    await reread()
    toast({ text: words('invite.pending.sent_again', { name }) })
  })
  const show = useAct(async () => {
    setShown(await call(showInvitation, about, { purpose: 'invite.pending.purpose' }))
  })
  const cancel = useAct(async () => {
    await call(cancelInvitation, about)
    setCanceling(false)
    await reread()
    toast({ text: words('invite.pending.cancelled', { name }) })
  })
  // Whoever may not invite to that role leaves it to who may.
  if (!outranks(role, invitation.role)) return null
  const noMail = inviting?.mail === 'outbox'
  return (
    <>
      {!noMail && (
        <RowAct
          label={words('invite.pending.again.named', { name })}
          busy={again.busy && words('invite.pending.sending')}
          onClick={() => again.run()}
        >
          {words('invite.pending.again')}
        </RowAct>
      )}
      {inviting?.linkShown && (
        <RowAct
          label={words('invite.pending.show.named', { name })}
          busy={show.busy && words('invite.pending.showing')}
          onClick={() => show.run()}
        >
          {words('invite.pending.show')}
        </RowAct>
      )}
      <RowAct
        look="bare"
        label={words('invite.pending.cancel.named', { name })}
        onClick={() => setCanceling(true)}
      >
        {words('invite.pending.cancel')}
      </RowAct>
      <FormSummary problem={again.problem ?? show.problem} />
      {canceling && (
        <AskDialog
          title={words('invite.pending.cancel.question', { name })}
          act={words('invite.pending.cancel.act')}
          acting={words('invite.pending.cancelling')}
          doing={cancel}
          onLeave={() => setCanceling(false)}
        >
          <p>{words('invite.pending.cancel.what')}</p>
        </AskDialog>
      )}
      {shown && (
        <Shown
          name={name}
          shown={shown}
          onDone={() => {
            setShown(undefined)
            void reread()
          }}
        />
      )}
    </>
  )
}

function Shown({
  name,
  shown,
  onDone,
}: {
  name: string
  shown: Answer<typeof showInvitation>
  onDone: () => void
}) {
  const words = useWords()
  const days = useDays()
  return (
    <Dialog title={words('invite.pending.shown.title', { name })} onLeave={onDone}>
      <p>{words('invite.pending.shown', { name })}</p>
      <LinkToHand
        link={shown.link}
        endsAt={new Date(shown.endsAt)}
        until={words('invite.pending.shown.until', { day: days.day(new Date(shown.endsAt)) })}
      />
      <DialogActions>
        <Button onClick={onDone}>{words('invite.pending.shown.done')}</Button>
      </DialogActions>
    </Dialog>
  )
}
