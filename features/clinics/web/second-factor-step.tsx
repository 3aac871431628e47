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
  return (
    <SetupStep step={4} title={words('setup.second.title')} lead={words('setup.second.lead')} titleFirst>
      <TotpEnrolment onDone={onDone} />
      <div className={classes.acts}>
        <Button variant="bare" full onClick={onLater}>
          {words('setup.second.later')}
        </Button>
        <p className={classes.sample}>{words('setup.second.later_means')}</p>
      </div>
    </SetupStep>
  )
}
