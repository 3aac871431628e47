import { useState } from 'react'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TotpEnrolment } from '../../identity/web/totp-enrolment.tsx'
import { SetupStep } from './setup-step.tsx'
import classes from './setup-step.module.css'

interface SecondFactorStepProps {
  onDone: () => Promise<unknown>
  onLater: () => void
}

export function SecondFactorStep({ onDone, onLater }: SecondFactorStepProps) {
  const words = useWords()
  const { confirmedUntil } = useMember().session
  // Come back after a while: "confirm it's you" is asked at the press of a button, not out of nothing.
  const [begun, setBegun] = useState(confirmedUntil !== null && Date.parse(confirmedUntil) > serverNow())
  return (
    <SetupStep step={4} title={words('setup.second.title')} lead={words('setup.second.lead')} titleFirst>
      {begun ? (
        <TotpEnrolment onDone={onDone} />
      ) : (
        <Button size="lg" full onClick={() => setBegun(true)}>
          {words('setup.second.begin')}
        </Button>
      )}
      <div className={classes.acts}>
        <Button variant="bare" full onClick={onLater}>
          {words('setup.second.later')}
        </Button>
        <p className={classes.sample}>{words('setup.second.later_means')}</p>
      </div>
    </SetupStep>
  )
}
