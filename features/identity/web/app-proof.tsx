import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { type getSecurity, removeTotp } from '../contract.ts'
import { ProofRow } from './proof-row.tsx'
import classes from './security-page.module.css'
import { TotpEnrolment } from './totp-enrolment.tsx'

interface AppProofProps {
  security: Answer<typeof getSecurity>
  /** It is a second factor too. */
  hasPasskey: boolean
  unfolded: boolean
  /** Another row is unfolded and holds the one filled button. */
  beside: boolean
  onUnfold: (unfolded: boolean) => void
  onAdded: () => Promise<unknown>
  onRemoved: () => Promise<unknown>
}

export function AppProof({
  security,
  hasPasskey,
  unfolded,
  beside,
  onUnfold,
  onAdded,
  onRemoved,
}: AppProofProps) {
  const words = useWords()
  const [removing, setRemoving] = useState(false)
  const { totp, twoFactor } = security
  if (!totp) {
    return (
      <ProofRow
        unfolded={unfolded}
        title={words('identity.app.title')}
        state={words(hasPasskey ? 'identity.app.off_beside_passkey' : 'identity.app.off')}
        act={
          !unfolded && (
            <Button variant={beside ? 'line' : 'primary'} onClick={() => onUnfold(true)} expanded={false}>
              {words('identity.app.set_up')}
            </Button>
          )
        }
      >
        {unfolded && (
          <>
            <TotpEnrolment onDone={onAdded} />
            <Button variant="bare" onClick={() => onUnfold(false)}>
              {words('step_up.not_now')}
            </Button>
          </>
        )}
      </ProofRow>
    )
  }
  // Where a second factor is required one has to stay.
  const stays = twoFactor === 'required' && !hasPasskey
  const added = words.date(new Date(totp.addedAt))
  return (
    <ProofRow
      title={words('identity.app.title')}
      state={
        <>
          <p className={classes.on}>
            <IconCheck size={16} stroke={2} aria-hidden="true" />
            {totp.lastUsedAt
              ? words('identity.app.last_used', { added, used: words.moment(new Date(totp.lastUsedAt)) })
              : words('identity.app.on', { when: added })}
          </p>
          {stays && <p>{words('identity.app.required')}</p>}
        </>
      }
      act={
        !stays && (
          <Button
            variant="danger"
            label={words('identity.app.remove_named')}
            onClick={() => setRemoving(true)}
          >
            {words('identity.app.remove')}
          </Button>
        )
      }
    >
      {removing && (
        <RemoveApp
          hasPasskey={hasPasskey}
          codesLeft={security.backupCodes?.left ?? 0}
          onLeave={() => setRemoving(false)}
          onRemoved={async () => {
            setRemoving(false)
            await onRemoved()
          }}
        />
      )}
    </ProofRow>
  )
}

interface RemoveAppProps {
  hasPasskey: boolean
  codesLeft: number
  onLeave: () => void
  onRemoved: () => Promise<unknown>
}

function RemoveApp({ hasPasskey, codesLeft, onLeave, onRemoved }: RemoveAppProps) {
  const words = useWords()
  const toast = useToast()
  const remove = useAct(async () => {
    await call(removeTotp, {}, { purpose: 'identity.purpose.remove_app' })
    toast({ text: words('identity.app.removed') })
    await onRemoved()
  })
  return (
    <AskDialog
      title={words('identity.app.remove.question')}
      act={words('identity.app.remove.act')}
      acting={words('identity.app.removing')}
      doing={remove}
      onLeave={onLeave}
    >
      <p>
        {hasPasskey
          ? words('identity.app.remove.beside_passkey')
          : words('identity.app.remove.consequence', { n: codesLeft })}
      </p>
    </AskDialog>
  )
}
