/** Whose lines are meant: somebody's who works here or did, or a patient's, who is known to the log by a reference alone. */
import { useWords } from '../../../web/lib/words.tsx'
import type { Form } from '../../../web/lib/form.ts'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import type { KeepingTimes } from './keeping-times.ts'
import { PATIENT, readPatient } from './patient-reference.ts'

interface WhoseProps {
  form: Pick<Form<{ whom: string; patient: string }>, 'field' | 'values'>
  people: KeepingTimes['people']
  label: string
  /** What stands there before anybody is chosen. */
  first: string
  /** Told what was chosen. */
  onAbout: (whom: string) => void
}

export function Whose({ form, people, label, first, onAbout }: WhoseProps) {
  const words = useWords()
  const whom = form.field('whom')
  // Members first, then those who were.
  const options = people
    .toSorted((a, b) => Number(b.here) - Number(a.here))
    .map(({ id, name, here }) => ({
      value: id,
      label: here ? name : words('keeping.redact.former', { name }),
    }))
  return (
    <>
      <SelectField
        {...whom}
        label={label}
        options={[
          { value: '', label: first },
          { value: PATIENT, label: words('keeping.whose.patient') },
          ...options,
        ]}
        onChange={(event) => {
          onAbout(event.currentTarget.value)
          whom.onChange(event)
        }}
      />
      {form.values.whom === PATIENT && (
        <TextField
          {...form.field('patient')}
          label={words('keeping.whose.reference')}
          help={words('keeping.whose.reference.help')}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </>
  )
}

/** As the server is told; both null: nobody in particular. */
export function whoOf({ whom, patient }: { whom: string; patient: string }): {
  personId: string | null
  patientId: string | null
} {
  return whom === PATIENT
    ? { personId: null, patientId: readPatient(patient) ?? null }
    : { personId: whom === '' ? null : whom, patientId: null }
}
