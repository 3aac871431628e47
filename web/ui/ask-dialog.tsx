/** Asks before something is ended, removed or made anew: what that means, the act, and the way back. */
import type { ReactNode } from 'react'
import type { Act } from '../lib/act.ts'
import { FormDialog } from './form-dialog.tsx'

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
  /** D true: it takes something away. */
  danger?: boolean
  onLeave: () => void
}

export function AskDialog({ doing, danger = true, ...rest }: AskDialogProps) {
  const { run, busy, problem } = doing
  return (
    <FormDialog
      {...rest}
      danger={danger}
      form={{
        busy,
        problem,
        onSubmit(event) {
          event.preventDefault()
          run()
        },
      }}
    />
  )
}
