/** The ownership offered to a colleague, and what the giver is afterwards. */
import { ROLES } from '../../../pure/roles/roles.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { offerOwnership } from '../handover-contract.ts'
import type { ActDialogProps } from './person-acts.tsx'

export function OfferDialog({ personId, person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const { name, role } = person
  // Two Owners, one of whom stays one: nothing would change.
  const afterwards = role === 'OWNER' ? ROLES.filter((one) => one !== 'OWNER') : ROLES
  const first: string = afterwards[0] ?? ''
  const form = useForm({
    schema: offerOwnership.body,
    initial: { giverRole: first, reason: '' },
    problemFields: { 'handover.nothing_changes': 'giverRole' },
    send: async ({ giverRole, reason }) => {
      const chosen = afterwards.find((one) => one === giverRole)
      if (!chosen) return
      await call(
        offerOwnership,
        { params: { personId }, body: { giverRole: chosen, reason } },
        { purpose: 'staff.acts.offer.purpose' },
      )
      await onDone(words('staff.acts.offer.done', { name }))
    },
  })
  return (
    <FormDialog
      title={words('staff.acts.offer.question', { name })}
      form={form}
      act={words('staff.acts.offer.act')}
      acting={words('staff.acts.offer.acting')}
      onLeave={onLeave}
    >
      <ul>
        <li>{words('staff.acts.offer.what')}</li>
        <li>{words('staff.acts.offer.both', { name })}</li>
        <li>{words('staff.acts.offer.told', { name })}</li>
      </ul>
      <SelectField
        {...form.field('giverRole')}
        label={words('staff.acts.offer.giver')}
        options={afterwards.map((one) => ({
          value: one,
          label: words(one === 'OWNER' ? 'staff.acts.offer.stay' : `role.${one}`),
        }))}
      />
      <TextField
        {...form.field('reason')}
        label={words('staff.acts.reason')}
        help={words('staff.acts.reason.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
