/** Asks before mail no longer goes by the clinic's own server: by which way it goes then. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
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
    <AskDialog
      title={words('mail.stop.title')}
      act={words('mail.stop.act')}
      acting={words('mail.stop.busy')}
      doing={stop}
      onLeave={onLeave}
    >
      <p>{preset ? words('mail.stop.to_preset', { server: preset }) : words('mail.stop.to_outbox')}</p>
    </AskDialog>
  )
}
