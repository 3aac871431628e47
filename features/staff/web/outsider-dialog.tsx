/** What somebody is here for who is not of the team, and their last day. */
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { OUTSIDERS } from '../../../pure/roles/roles.ts'
import { setOutsider } from '../roster-contract.ts'
import type { EditDialogProps } from './profile-edits.tsx'

export function OutsiderDialog({ person, onLeave, onDone }: EditDialogProps) {
  const words = useWords()
  const { personId, name, revision } = person
  const form = useForm({
    schema: setOutsider.body.pick({}),
    initial: { outsider: person.outsider ?? '', endsOn: person.accessEndsOn ?? '' },
    problemFields: { 'staff.end_date_past': 'endsOn', 'staff.end_date_far': 'endsOn' },
    send: async (values) => {
      const outsider = OUTSIDERS.find((one) => one === values.outsider) ?? null
      await call(
        setOutsider,
        { params: { personId }, body: { outsider, endsOn: values.endsOn || null, revision } },
        { purpose: 'staff.edit.outsider.purpose' },
      )
      await onDone(words('staff.edit.saved', { name }))
    },
  })
  const chosen = form.values.outsider
  const rows = ['', ...OUTSIDERS] as const
  return (
    <FormDialog
      title={words('staff.edit.outsider.title', { name })}
      form={form}
      act={words('staff.edit.save')}
      acting={words('staff.edit.saving')}
      onLeave={onLeave}
    >
      <Choices legend={words('staff.edit.outsider.legend')}>
        {rows.map((one) => (
          <Choice
            key={one}
            oneOf="outsider"
            title={words(one === '' ? 'staff.edit.outsider.none' : `staff.outsider.${one}`)}
            help={one === 'it' ? words('staff.edit.outsider.it') : undefined}
            checked={chosen === one}
            onChange={() => form.set('outsider', one)}
          />
        ))}
      </Choices>
      {chosen !== '' && (
        <TextField
          {...form.field('endsOn')}
          type="date"
          label={words('staff.edit.ends')}
          help={words('staff.edit.ends.help')}
        />
      )}
    </FormDialog>
  )
}
