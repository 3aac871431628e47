/** The dialog of "confirm it's you": by passkey where there is one, or by password and second factor. */
import { useState } from 'react'
import type { WordKey } from '../../features/catalogue.ts'
import { passkeysWork } from '../lib/passkeys.ts'
import { useMember, useSession } from '../lib/session.ts'
import { useWords } from '../lib/words.tsx'
import { Dialog } from './dialog.tsx'
import classes from './step-up-dialog.module.css'
import { StepUpByPasskey } from './step-up-by-passkey.tsx'
import { StepUpByPassword } from './step-up-by-password.tsx'

interface StepUpDialogProps {
  purpose: WordKey | undefined
  onConfirmed: () => Promise<void>
  onLeave: () => void
}

export function StepUpDialog({ purpose, onConfirmed, onLeave }: StepUpDialogProps) {
  const words = useWords()
  const session = useSession()
  const { hasPasskey } = useMember().session
  const canPasskey = hasPasskey && passkeysWork(session)
  const [byPasskey, setByPasskey] = useState(canPasskey)
  return (
    <Dialog title={words('step_up.title')} onLeave={onLeave}>
      <p className={classes.purpose}>
        {purpose ? words('step_up.for', { purpose: words(purpose) }) : words('step_up.why')}
      </p>
      {byPasskey ? (
        <StepUpByPasskey
          onConfirmed={onConfirmed}
          onAnotherWay={() => setByPasskey(false)}
          onLeave={onLeave}
        />
      ) : (
        <StepUpByPassword
          onConfirmed={onConfirmed}
          onPasskey={canPasskey ? () => setByPasskey(true) : undefined}
          onLeave={onLeave}
        />
      )}
      <p className={classes.note}>{words('step_up.kept')}</p>
    </Dialog>
  )
}
