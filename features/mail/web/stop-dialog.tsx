/** Asks before mail no longer goes by the clinic's own server: by which way it goes then. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { removeMailServer } from '../contract.ts'

interface StopDialogProps {
  /** `host:port` of SMTP_URL; undefined: the outbox. */
  preset: string | undefined
  onLeave: () => void
  onStopped: () => Promise<unknown>
}

export function StopDialog({ preset, onLeave, onStopped }: StopDialogProps) {
  const words = useWords()
  const stop = useAct(async () => {
    await call(removeMailServer, {}, { purpose: 'mail.purpose.change' })
    await onStopped()
  })
  return (
    <Dialog title={words('mail.stop.title')} onLeave={onLeave}>
      <p>{preset ? words('mail.stop.to_preset', { server: preset }) : words('mail.stop.to_outbox')}</p>
      <FormSummary problem={stop.problem} />
      <DialogActions>
        <Button variant="bare" onClick={onLeave}>
          {words('mail.server.cancel')}
        </Button>
        <Button
          variant="danger-filled"
          onClick={() => stop.run()}
          busy={stop.busy && words('mail.stop.busy')}
        >
          {words('mail.stop.act')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
