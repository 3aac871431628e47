/** Asks before something is ended or removed: what that means, the act, and the way back. */
import type { ReactNode } from 'react'
import type { Act } from '../lib/act.ts'
import { useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import { FormSummary } from './form-summary.tsx'

interface AskDialogProps {
  /** The question. */
  title: string
  /** What happens then. */
  children: ReactNode
  /** On the button. */
  act: string
  /** On the button while it happens. */
  acting: string
  doing: Act<[]>
  onLeave: () => void
}

export function AskDialog({ title, children, act, acting, doing, onLeave }: AskDialogProps) {
  const words = useWords()
  return (
    <Dialog title={title} onLeave={onLeave}>
      {children}
      <FormSummary problem={doing.problem} />
      <DialogActions>
        <Button variant="bare" onClick={onLeave}>
          {words('step_up.not_now')}
        </Button>
        <Button variant="danger-filled" onClick={() => doing.run()} busy={doing.busy && acting}>
          {act}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
