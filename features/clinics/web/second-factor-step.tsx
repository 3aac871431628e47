/**
 * The second factor at first run: a passkey at once, or the authenticator app. The app comes first where a passkey
 * would be lost with the move to a real address, and stands alone where none can be made.
 */
import { useState } from 'react'
import { passkeysWork } from '../../../web/lib/passkeys.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember, useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { PasskeyEnrolment } from '../../identity/web/passkey-enrolment.tsx'
import { TotpEnrolment } from '../../identity/web/totp-enrolment.tsx'
import { SetupStep } from './setup-step.tsx'
import classes from './setup-step.module.css'

interface SecondFactorStepProps {
  onDone: () => Promise<unknown>
  onLater: () => void
}

export function SecondFactorStep({ onDone, onLater }: SecondFactorStepProps) {
  const words = useWords()
  const session = useSession()
  const { confirmedUntil } = useMember().session
  const passkeys = passkeysWork(session)
  const passkeyFirst = passkeys && session.reachedAs === 'name'
  // Come back after a while: "confirm it's you" is asked at the press of a button, not out of nothing.
  const [app, setApp] = useState(
    !passkeyFirst && confirmedUntil !== null && Date.parse(confirmedUntil) > serverNow(),
  )
  return (
    <SetupStep
      step={4}
      title={words('setup.second.title')}
      lead={words(passkeyFirst ? 'setup.second.lead_passkey' : 'setup.second.lead')}
      titleFirst
    >
      {passkeyFirst && (
        <div className={classes.acts}>
          <PasskeyEnrolment variant={app ? 'line' : 'primary'} onDone={onDone} />
          <p className={classes.sample}>{words('setup.second.passkey')}</p>
        </div>
      )}
      {app ? (
        <TotpEnrolment onDone={onDone} />
      ) : (
        <Button variant={passkeyFirst ? 'line' : 'primary'} size="lg" full onClick={() => setApp(true)}>
          {words(passkeyFirst ? 'setup.second.app_instead' : 'setup.second.begin')}
        </Button>
      )}
      {passkeys && !passkeyFirst && (
        <div className={classes.after}>
          <div className={classes.acts}>
            <p>{words('setup.second.localhost')}</p>
            <PasskeyEnrolment variant="line" onDone={onDone} />
          </div>
        </div>
      )}
      {session.reachedAs === 'number' && <p className={classes.sample}>{words('setup.second.by_number')}</p>}
      <div className={classes.acts}>
        <Button variant="bare" full onClick={onLater}>
          {words('setup.second.later')}
        </Button>
        <p className={classes.sample}>{words('setup.second.later_means')}</p>
      </div>
    </SetupStep>
  )
}
