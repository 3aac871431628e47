/** A link for a new password, on this screen for whoever stands beside it. */
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { LinkToHand } from '../../../web/ui/link-to-hand.tsx'
import { makePasswordLink } from '../protected-contract.ts'
import type { ActDialogProps } from './protected-acts.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

export function LinkDialog({ person, onLeave }: ActDialogProps) {
  const words = useWords()
  const [made, setMade] = useState<Answer<typeof makePasswordLink>>()
  const { name } = person
  if (!made)
    return (
      <ReasonDialog
        title={words('protected.link.title', { name })}
        consequences={[
          words('protected.link.works', { name }),
          words('protected.link.second'),
          words('protected.link.told', { name }),
        ]}
        act={words('protected.link.act')}
        acting={words('protected.link.acting')}
        send={async (reason) => {
          const params = { personId: person.id }
          setMade(
            await call(makePasswordLink, { params, body: { reason } }, { purpose: 'protected.link.purpose' }),
          )
        }}
        onLeave={onLeave}
      />
    )
  return (
    <Dialog title={words('protected.link.shown', { name })} onLeave={onLeave}>
      <p>{words('protected.link.how', { name })}</p>
      <LinkToHand link={made.link} endsAt={new Date(made.endsAt)} />
      <DialogActions>
        <Button onClick={onLeave}>{words('protected.link.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
