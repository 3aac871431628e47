import IconFingerprint from '@tabler/icons-react/dist/esm/icons/IconFingerprint.mjs'
import { confirmWithPasskey, getConfirmChallenge } from '../../features/identity/passkey-contract.ts'
import { useAct } from '../lib/act.ts'
import { call } from '../lib/api.ts'
import { useAskWhileHere } from '../lib/ask-while-here.ts'
import { useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'
import { DialogActions } from './dialog.tsx'
import { FormSummary } from './form-summary.tsx'
import classes from './step-up-dialog.module.css'

interface StepUpByPasskeyProps {
  onConfirmed: () => Promise<void>
  onAnotherWay: () => void
  onLeave: () => void
}

export function StepUpByPasskey({ onConfirmed, onAnotherWay, onLeave }: StepUpByPasskeyProps) {
  const words = useWords()
  const ask = useAskWhileHere()
  const confirm = useAct(async () => {
    const credential = await ask(call(getConfirmChallenge, {}))
    await call(confirmWithPasskey, { body: { credential } })
    await onConfirmed()
  })
  return (
    <div className={classes.form}>
      <FormSummary problem={confirm.problem} />
      <Button
        full
        icon={<IconFingerprint size={20} stroke={1.75} aria-hidden="true" />}
        busy={confirm.busy && words('step_up.asking')}
        onClick={() => confirm.run()}
      >
        {words('step_up.passkey')}
      </Button>
      <DialogActions>
        <Button variant="bare" onClick={onAnotherWay}>
          {words('step_up.other')}
        </Button>
        <Button variant="bare" onClick={onLeave}>
          {words('step_up.not_now')}
        </Button>
      </DialogActions>
    </div>
  )
}
