import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useAct } from '../../../web/lib/act.ts'
import { BackupCodes, type CodesMade } from '../../identity/web/backup-codes.tsx'
import { ConfirmCodes } from '../../identity/web/confirm-codes.tsx'
import { SetupStep } from './setup-step.tsx'
import classes from './setup-step.module.css'

interface CodesStepProps {
  /** Undefined after the page was loaded anew: they are shown once. */
  made: CodesMade | undefined
  /** When the codes that wait for confirmation were made; undefined when there are none. */
  waitingSince: Date | undefined
  onMake: () => Promise<unknown>
  onConfirmed: () => Promise<unknown>
}

export function CodesStep({ made, waitingSince, onMake, onConfirmed }: CodesStepProps) {
  const words = useWords()
  const make = useAct(onMake)
  return (
    <SetupStep step={5} title={words('setup.codes.title')} lead={words('setup.codes.lead')} titleFirst>
      {made ? (
        <BackupCodes {...made} onConfirmed={onConfirmed} />
      ) : (
        <>
          {waitingSince && (
            <>
              <Banner tone="warn">
                <p>
                  <b>{words('identity.save_codes.gone.title')}</b>
                </p>
                <p>{words('identity.save_codes.gone', { when: words.moment(waitingSince) })}</p>
              </Banner>
              <ConfirmCodes onConfirmed={onConfirmed} />
            </>
          )}
          <FormSummary problem={make.problem} />
          <div className={classes.acts}>
            <Button
              variant={waitingSince ? 'line' : 'primary'}
              size="lg"
              full
              onClick={() => make.run()}
              busy={make.busy && words('identity.codes.making')}
            >
              {words(waitingSince ? 'identity.codes.make_new' : 'identity.codes.make')}
            </Button>
          </div>
        </>
      )}
    </SetupStep>
  )
}
