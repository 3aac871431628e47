/** An Owner who lost everything, with the link that was printed for them: what it does, then a new password. */
import { call } from '../../../web/lib/api.ts'
import { useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { openRecovery } from '../contract.ts'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { RecoverForm } from './recover-form.tsx'
import classes from '../../identity/web/set-password.module.css'
import { useOneTimeLink } from './one-time-link.ts'

export const RECOVER_COMMAND = 'npx enamel owner recover'

const open = (token: string) => call(openRecovery, { body: { token } })

export function RecoverPage() {
  const { clinic } = useSession()
  const { link, onOver } = useOneTimeLink(open)
  const body = () => {
    if (link.state === 'opening') return <SkeletonRows rows={4} />
    if (link.state === 'failed') return <ErrorState error={link.problem} onRetry={link.again} />
    if (link.state !== 'good') return <NoLink why={link.state} />
    return <RecoverForm key={link.token} token={link.token} about={link.about} onOver={onOver} />
  }
  return <DoorPage clinic={clinic?.name ?? null}>{body()}</DoorPage>
}

function NoLink({ why }: { why: 'over' | 'missing' }) {
  const words = useWords()
  return (
    <>
      {/* It may stand where a form was a moment ago. */}
      <DoorTitle focus>{words(`recovery.owner.${why}.title`)}</DoorTitle>
      <p>{words(`recovery.owner.${why}`)}</p>
      <p>{words('recovery.owner.new_link')}</p>
      <p className={classes.code}>
        <code>{RECOVER_COMMAND}</code> <i>{words('recovery.owner.command_address')}</i>
      </p>
      <LinkButton size="lg" variant="line" full to="/sign-in">
        {words('recovery.owner.sign_in')}
      </LinkButton>
    </>
  )
}
