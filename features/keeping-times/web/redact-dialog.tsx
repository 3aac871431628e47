/** What names somebody is to be erased: whose, why it may be, and where the request is kept. */
import { useState } from 'react'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { BASES, orderRedaction } from '../contract.ts'
import type { KeepingTimes } from './keeping-times.ts'
import { PATIENT, patientField } from './patient-reference.ts'
import { Whose, whoOf } from './whose.tsx'

const typed = z.object({
  whom: z.string().min(1, { error: 'not_empty' }),
  reference: orderRedaction.body.shape.reference,
})
const ofPatient = typed.extend({ patient: patientField })

interface RedactDialogProps {
  shown: KeepingTimes
  reread: () => Promise<unknown>
  onLeave: () => void
}

export function RedactDialog({ shown, reread, onLeave }: RedactDialogProps) {
  const words = useWords()
  const toast = useToast()
  const [about, setAbout] = useState('')
  const form = useForm({
    schema: about === PATIENT ? ofPatient : typed,
    initial: { whom: '', patient: '', basis: 'asked', reference: '' },
    send: async ({ basis, reference, ...whose }) => {
      await call(
        orderRedaction,
        {
          body: {
            ...whoOf(whose),
            basis: BASES.find((one) => one === basis) ?? 'asked',
            reference,
          },
        },
        { purpose: 'keeping.purpose.redact' },
      )
      await reread()
      onLeave()
      toast({ text: words('keeping.redact.ordered') })
    },
  })
  return (
    <FormDialog
      title={words('keeping.redact.title')}
      form={form}
      act={words('keeping.redact.act')}
      acting={words('keeping.saving')}
      danger
      onLeave={onLeave}
    >
      <p>{words('keeping.redact.what')}</p>
      <Whose
        form={form}
        people={shown.people}
        label={words('keeping.redact.whom')}
        first={words('keeping.redact.choose')}
        onAbout={setAbout}
      />
      <SelectField
        {...form.field('basis')}
        label={words('keeping.redact.basis')}
        options={BASES.map((value) => ({ value, label: words(`keeping.basis.${value}`) }))}
      />
      <TextField
        {...form.field('reference')}
        label={words('keeping.redact.reference')}
        help={words('keeping.redact.reference.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
