/** Until when nobody is told of something, and why. */
import { useCalendar } from '../../../web/lib/day.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextAreaField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { putOff } from '../contract.ts'
import { type Due, useNameOf } from './reminders.ts'

interface PutOffDialogProps {
  one: Due
  onDone: () => Promise<unknown>
  onLeave: () => void
}

export function PutOffDialog({ one, onDone, onLeave }: PutOffDialogProps) {
  const words = useWords()
  const toast = useToast()
  const day = useCalendar()
  const what = useNameOf()(one)
  const form = useForm({
    schema: putOff.body,
    initial: { until: '', reason: '' },
    problemFields: { 'reminders.until_wrong': 'until' },
    send: async (typed) => {
      await call(putOff, { body: { cadence: one.cadence, key: one.key, ...typed } })
      await onDone()
      toast({ text: words('reminders.form.done', { day: day(typed.until) }) })
    },
  })
  return (
    <FormDialog
      title={words('reminders.form.title')}
      form={form}
      act={words('reminders.form.act')}
      acting={words('reminders.form.acting')}
      onLeave={onLeave}
    >
      <p>{words('reminders.form.sentence', { what })}</p>
      <TextField
        {...form.field('until')}
        type="date"
        label={words('reminders.form.until')}
        help={words('reminders.form.until_help')}
      />
      <TextAreaField
        {...form.field('reason')}
        label={words('reminders.form.reason')}
        help={words('reminders.form.reason_help')}
      />
    </FormDialog>
  )
}
