/** A dialog that is sent: what follows from it and what is to be filled in, the act, and the way back. */
import type { ReactNode, SyntheticEvent } from 'react'
import type { ApiProblem } from '../lib/api-problem.ts'
import { useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import { Form } from './form.tsx'
import { FormSummary } from './form-summary.tsx'

interface FormDialogProps {
  /** The question. */
  title: string
  children: ReactNode
  /** Of `useForm`. */
  form: { onSubmit: (event: SyntheticEvent) => void; busy: boolean; problem: ApiProblem | undefined }
  /** On the button. */
  act: string
  /** On the button while it happens. */
  acting: string
  /** It takes something away. */
  danger?: boolean
  /** Another act, before the way back. */
  beside?: ReactNode
  onLeave: () => void
  /** D `onLeave`: of the button, where Escape keeps what it throws away. */
  onNotNow?: () => void
}

export function FormDialog(props: FormDialogProps) {
  const { title, children, form, act, acting, danger = false, beside, onLeave, onNotNow = onLeave } = props
  const words = useWords()
  return (
    <Dialog title={title} onLeave={onLeave}>
      <Form onSubmit={form.onSubmit}>
        {children}
        <FormSummary problem={form.problem} />
        <DialogActions>
          {beside}
          <Button variant="bare" onClick={onNotNow}>
            {words('step_up.not_now')}
          </Button>
          <Button type="submit" variant={danger ? 'danger-filled' : 'primary'} busy={form.busy && acting}>
            {act}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
