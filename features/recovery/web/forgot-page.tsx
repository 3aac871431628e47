/** Forgot password: asks for a link; with one in the address, sets a new password by it. Signs nobody in. */
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { openForgot } from '../contract.ts'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { ForgotAsk } from './forgot-ask.tsx'
import { ForgotForm } from './forgot-form.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { useOneTimeLink } from './one-time-link.ts'

const open = (token: string) => call(openForgot, { body: { token } })

export function ForgotPage() {
  const { clinic } = useSession()
  const { link, onOver } = useOneTimeLink(open)
  // The link that no longer worked when another was asked for; one that is pasted over it is judged anew.
  const [left, setLeft] = useState<object>()
  const body = () => {
    if (link.state === 'opening') return <SkeletonRows rows={4} />
    if (link.state === 'failed') return <ErrorState error={link.problem} onRetry={link.again} />
    if (link.state === 'good')
      return <ForgotForm key={link.token} token={link.token} about={link.about} onOver={onOver} />
    if (link.state === 'over' && link !== left) return <Over onAnew={() => setLeft(link)} />
    return <ForgotAsk />
  }
  return <DoorPage clinic={clinic?.name ?? null}>{body()}</DoorPage>
}

function Over({ onAnew }: { onAnew: () => void }) {
  const words = useWords()
  return (
    <>
      <DoorTitle focus>{words('recovery.forgot.over.title')}</DoorTitle>
      <p>{words('recovery.forgot.over')}</p>
      <Button size="lg" full onClick={onAnew}>
        {words('recovery.forgot.over.again')}
      </Button>
      <LinkButton size="lg" variant="line" full to="/sign-in">
        {words('recovery.forgot.sign_in')}
      </LinkButton>
    </>
  )
}
