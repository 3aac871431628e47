/** What names somebody is to be erased: whose, why it may be, where the request is kept; then where lines of others name them. */
import { useState } from 'react'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { BASES, namedElsewhere, orderRedaction } from '../contract.ts'
import type { KeepingTimes } from './keeping-times.ts'
import { type Named, NamedLines } from './named-lines.tsx'
import { PATIENT, patientField } from './patient-reference.ts'
import { Whose, whoOf } from './whose.tsx'

const typed = z.object({
  whom: z.string().min(1, { error: 'not_empty' }),
  reference: orderRedaction.body.shape.reference,
  also: orderRedaction.body.shape.also.unwrap().or(z.literal('')),
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
  const [named, setNamed] = useState<Named>()
  const [others, setOthers] = useState<readonly string[]>([])
  const form = useForm({
    schema: about === PATIENT ? ofPatient : typed,
    initial: { whom: '', patient: '', also: '', basis: 'asked', reference: '' },
    send: async ({ basis, reference, also, ...whose }) => {
      const { personId, patientId } = whoOf(whose)
      if (!named) {
        const { lines, ...found } = await call(namedElsewhere, {
          query: {
            ...(personId !== null && { personId }),
            ...(patientId !== null && { patientId }),
            ...(also !== '' && { also }),
          },
        })
        setNamed({ lines, ...found })
        setOthers(lines.map(({ eventId }) => eventId))
        return
      }
      await call(
        orderRedaction,
        {
          body: {
            personId,
            patientId,
            also: also === '' ? null : also,
            others: [...others],
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
      act={words(named ? 'keeping.redact.act' : 'keeping.redact.look')}
      acting={words(named ? 'keeping.saving' : 'keeping.redact.looking')}
      danger={named !== undefined}
      beside={
        named && (
          <Button variant="bare" onClick={() => setNamed(undefined)}>
            {words('keeping.redact.back')}
          </Button>
        )
      }
      onLeave={onLeave}
    >
      {named ? (
        <NamedLines named={named} chosen={others} onChange={setOthers} />
      ) : (
        <>
          <p>{words('keeping.redact.what')}</p>
          <Whose
            form={form}
            people={shown.people}
            label={words('keeping.redact.whom')}
            first={words('keeping.redact.choose')}
            onAbout={setAbout}
          />
          <TextField
            {...form.field('also')}
            label={words('keeping.redact.also')}
            help={words('keeping.redact.also.help')}
            autoComplete="off"
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
        </>
      )}
    </FormDialog>
  )
}
