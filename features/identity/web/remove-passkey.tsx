/** Asks before a passkey goes: what stops, what ends, what is left to sign in with. */
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { removePasskey } from '../passkey-contract.ts'
import { nameOf } from './passkey-row.tsx'
import { type Passkey, passkeysChanged } from './use-add-passkey.ts'

interface RemovePasskeyProps {
  passkey: Passkey
  /** Another second factor, or the password alone. */
  left: 'factor' | 'password'
  /** Backup codes that stop with the last factor. */
  codesLeft: number
  /** Why it has to stay. */
  stays: 'last_way' | 'second_factor_required' | 'passkey_required' | undefined
  onLeave: () => void
  onRemoved: () => Promise<unknown>
}

export function RemovePasskey({ passkey, left, codesLeft, stays, onLeave, onRemoved }: RemovePasskeyProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const name = nameOf(words, passkey)
  const remove = useAct(async () => {
    const { sessionsEnded } = await call(
      removePasskey,
      { params: { passkeyId: passkey.id } },
      { purpose: 'identity.purpose.remove_passkey' },
    )
    await passkeysChanged(queries)
    toast({ text: words('identity.passkeys.removed', { n: sessionsEnded }) })
    await onRemoved()
  })
  if (stays) {
    return (
      <Dialog title={words('identity.passkeys.stays', { name })} onLeave={onLeave}>
        <p>{words(`problem.identity.${stays}`)}</p>
        <DialogActions>
          <Button onClick={onLeave}>{words('identity.passkeys.understood')}</Button>
        </DialogActions>
      </Dialog>
    )
  }
  return (
    <AskDialog
      title={words('identity.passkeys.remove.question', { name })}
      act={words('identity.passkeys.remove.act')}
      acting={words('identity.passkeys.removing')}
      doing={remove}
      onLeave={onLeave}
    >
      <p>{words('identity.passkeys.remove.consequence', { here: String(passkey.thisSession) })}</p>
      {left === 'password' && <p>{words('identity.passkeys.remove.last', { n: codesLeft })}</p>}
      <p>{words('identity.passkeys.remove.device')}</p>
    </AskDialog>
  )
}
