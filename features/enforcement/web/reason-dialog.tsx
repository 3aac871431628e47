/** Asks before something is done to a colleague: its consequences, then why, then the button that names the act. */
import { useWords } from '../../../web/lib/words.tsx'
import { useForm } from '../../../web/lib/form.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { resetFactor } from '../protected-contract.ts'
import classes from './protected.module.css'

interface ReasonDialogProps {
  /** The question. */
  title: string
  consequences: readonly string[]
  act: string
  acting: string
  /** It takes something away. */
  danger?: boolean
  send: (reason: string) => Promise<unknown>
  onLeave: () => void
}

export function ReasonDialog(props: ReasonDialogProps) {
  const { title, consequences, act, acting, danger = false, send, onLeave } = props
  const words = useWords()
  const form = useForm({
    schema: resetFactor.body,
    initial: { reason: '' },
    send: ({ reason }) => send(reason),
  })
  return (
    <Dialog title={title} onLeave={onLeave}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit}>
        <ul className={classes.consequences}>
          {consequences.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <TextField
          {...form.field('reason')}
          label={words('protected.reason')}
          help={words('protected.reason.help')}
          autoComplete="off"
        />
        <FormSummary problem={form.problem} />
        <DialogActions>
          <Button variant="bare" onClick={onLeave}>
            {words('step_up.not_now')}
          </Button>
          <Button type="submit" variant={danger ? 'danger-filled' : 'primary'} busy={form.busy && acting}>
            {act}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
