/** What is to be held: of whom, of what kind, of which days, why, until when. */
import { useState } from 'react'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Pair } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { CATEGORIES, placeHold } from '../contract.ts'
import type { KeepingTimes } from './keeping-times.ts'
import { PATIENT, patientField } from './patient-reference.ts'
import { Whose, whoOf } from './whose.tsx'

const { reason, first } = placeHold.body.shape
const dayOrNone = first.unwrap().or(z.literal(''))
const typed = z.object({ reason, first: dayOrNone, last: dayOrNone, until: dayOrNone })
const ofPatient = typed.extend({ patient: patientField })

interface HoldDialogProps {
  people: KeepingTimes['people']
  reread: () => Promise<unknown>
  onLeave: () => void
}

export function HoldDialog({ people, reread, onLeave }: HoldDialogProps) {
  const words = useWords()
  const toast = useToast()
  const [about, setAbout] = useState('')
  const form = useForm({
    schema: about === PATIENT ? ofPatient : typed,
    initial: { whom: '', patient: '', category: '', first: '', last: '', until: '', reason: '' },
    problemFields: { 'keeping_times.ends_before': 'last', 'keeping_times.over_already': 'until' },
    send: async (values) => {
      const orNone = (text: string) => (text === '' ? null : text)
      await call(
        placeHold,
        {
          body: {
            ...whoOf(values),
            category: CATEGORIES.find((one) => one === values.category) ?? null,
            first: orNone(values.first),
            last: orNone(values.last),
            reason: values.reason,
            until: orNone(values.until),
          },
        },
        { purpose: 'keeping.purpose.hold' },
      )
      await reread()
      onLeave()
      toast({ text: words('keeping.hold.placed') })
    },
  })
  return (
    <FormDialog
      title={words('keeping.hold.title')}
      form={form}
      act={words('keeping.hold.act')}
      acting={words('keeping.saving')}
      onLeave={onLeave}
    >
      <Whose
        form={form}
        people={people}
        label={words('keeping.hold.whom')}
        first={words('keeping.hold.whom.all')}
        onAbout={setAbout}
      />
      <SelectField
        {...form.field('category')}
        label={words('keeping.hold.category')}
        options={[
          { value: '', label: words('keeping.hold.category.all') },
          ...CATEGORIES.map((value) => ({ value, label: words(`keeping.category.${value}`) })),
        ]}
      />
      <Pair>
        <TextField
          {...form.field('first')}
          label={words('keeping.hold.first')}
          help={words('keeping.hold.first.help')}
          type="date"
        />
        <TextField
          {...form.field('last')}
          label={words('keeping.hold.last')}
          help={words('keeping.hold.last.help')}
          type="date"
        />
      </Pair>
      <TextField
        {...form.field('until')}
        label={words('keeping.hold.ends')}
        help={words('keeping.hold.ends.help')}
        type="date"
      />
      <TextField
        {...form.field('reason')}
        label={words('keeping.hold.reason')}
        help={words('keeping.hold.reason.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
