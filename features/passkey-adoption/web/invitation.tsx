/** The offer to add a passkey: one calm panel on Home, after a sign-in with a password. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getChecklist } from '../../checklist/contract.ts'
import { useAddPasskey } from '../../identity/web/use-add-passkey.ts'
import { answerPasskeyDevices, getInvitation, tellInvitation } from '../contract.ts'
import type { Invited } from './use-invitation.ts'
import classes from './invitation.module.css'

export function Invitation({ invited: { possible, second } }: { invited: Invited }) {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  useEffect(() => {
    call(tellInvitation, { body: { what: 'shown' } }).catch(() => undefined)
  }, [])
  const reread = async () => {
    await queries.invalidateQueries({ queryKey: keyOf(getChecklist) })
    await queries.invalidateQueries({ queryKey: keyOf(getInvitation) })
  }
  const add = useAddPasskey(async () => {
    toast({ text: words('invitation.added') })
    await reread()
  })
  const notNow = useAct(async () => {
    await call(tellInvitation, { body: { what: 'not_now' } })
    await reread()
  })
  const cannot = useAct(async () => {
    await call(answerPasskeyDevices, { body: { answer: 'cannot' } })
    toast({ text: words('invitation.cannot.done') })
    await reread()
  })
  return (
    <Panel rim title={words('invitation.title', { second: String(second) })}>
      <p className={classes.text}>
        {possible ? words('invitation.text', { second: String(second) }) : words('invitation.no_passkeys')}
      </p>
      <FormSummary problem={add.problem ?? notNow.problem ?? cannot.problem} />
      <div className={classes.acts}>
        {possible ? (
          <Button full busy={add.busy && words('identity.passkey.asking')} onClick={() => add.run()}>
            {words('invitation.add')}
          </Button>
        ) : (
          <LinkButton to="/profile/security" full>
            {words('invitation.app')}
          </LinkButton>
        )}
        <span className={classes.quiet}>
          <Button variant="bare" size="sm" onClick={() => notNow.run()}>
            {words('step_up.not_now')}
          </Button>
          {!second && (
            <Button variant="bare" size="sm" onClick={() => cannot.run()}>
              {words('invitation.cannot')}
            </Button>
          )}
        </span>
      </div>
    </Panel>
  )
}
