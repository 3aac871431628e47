/** Asks before something is done to a colleague: its consequences, then why, then the button that names the act. */
import { useWords } from '../../../web/lib/words.tsx'
import { useForm } from '../../../web/lib/form.ts'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { resetFactor } from '../protected-contract.ts'

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
    <FormDialog title={title} form={form} act={act} acting={acting} danger={danger} onLeave={onLeave}>
      <ul>
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
    </FormDialog>
  )
}
