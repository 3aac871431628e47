/** Somebody's name, and who looks after them. */
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { setStaffProfile } from '../roster-contract.ts'
import { ColleagueField } from './colleague-field.tsx'
import type { EditDialogProps } from './profile-edits.tsx'

export function ProfileDialog({ person, onLeave, onDone }: EditDialogProps) {
  const words = useWords()
  const { personId, revision } = person
  const form = useForm({
    schema: setStaffProfile.body.pick({ name: true }),
    initial: { name: person.name, managerId: person.manager?.personId ?? '' },
    problemFields: {
      'staff.name_theirs': 'name',
      'staff.own_manager': 'managerId',
      'staff.manager_not_found': 'managerId',
    },
    send: async ({ name, managerId }) => {
      const body = { name, managerId: managerId || null, revision }
      await call(setStaffProfile, { params: { personId }, body })
      await onDone(words('staff.edit.saved', { name }))
    },
  })
  return (
    <FormDialog
      title={words('staff.edit.profile.title', { name: person.name })}
      form={form}
      act={words('staff.edit.save')}
      acting={words('staff.edit.saving')}
      onLeave={onLeave}
    >
      <TextField {...form.field('name')} label={words('staff.edit.name')} autoComplete="off" />
      <ColleagueField
        {...form.field('managerId')}
        label={words('staff.fact.manager')}
        help={words('staff.edit.manager.help')}
        none={words('staff.fact.manager.none')}
        without={[personId]}
      />
    </FormDialog>
  )
}
