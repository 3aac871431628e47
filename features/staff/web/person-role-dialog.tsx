/** Another role: what they gain and lose by it stands there before the button that names it. */
import type { Permission, Role } from '../../../pure/roles/roles.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { setRole } from '../acts-contract.ts'
import type { ActDialogProps } from './person-acts.tsx'
import { rightsBeyond } from './role-rights.ts'
import classes from './person-acts.module.css'

const isKeeper = (role: Role) => role === 'OWNER' || role === 'ADMIN'

export function RoleDialog({ personId, person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const { name, roles, role: before } = person
  const form = useForm({
    schema: setRole.body,
    initial: { role: '', reason: '' },
    problemFields: { 'staff.role_too_high': 'role', 'staff.same_role': 'role' },
    send: async ({ reason }) => {
      if (!chosen) return
      await call(
        setRole,
        { params: { personId }, body: { role: chosen, reason } },
        { purpose: 'staff.acts.role.purpose' },
      )
      await onDone(words('staff.acts.role.done', { name, role: words(`role.${chosen}`) }))
    },
  })
  const chosen = roles.find((role) => role === form.values.role)
  const told = chosen && (isKeeper(chosen) || isKeeper(before)) ? 'told_owners' : 'told'
  return (
    <FormDialog
      title={words('staff.acts.role.question', { name })}
      form={form}
      act={
        chosen
          ? words('staff.acts.role.act', { role: words(`role.${chosen}`) })
          : words('staff.acts.role.act_none')
      }
      acting={words('staff.acts.role.acting')}
      onLeave={onLeave}
    >
      <SelectField
        {...form.field('role')}
        label={words('staff.acts.role.new')}
        help={words('staff.acts.role.now', { role: words(`role.${before}`) })}
        options={[
          { value: '', label: words('staff.acts.role.choose') },
          ...roles.map((role) => ({ value: role, label: words(`role.${role}`) })),
        ]}
      />
      <div className={classes.rights} aria-live="polite">
        {chosen && (
          <>
            <Rights title={words('staff.acts.role.gains')} rights={rightsBeyond(chosen, before)} />
            <Rights title={words('staff.acts.role.loses')} rights={rightsBeyond(before, chosen)} />
            {rightsBeyond(chosen, before).length + rightsBeyond(before, chosen).length === 0 && (
              <p>{words('staff.acts.role.same_rights')}</p>
            )}
            <span>{words(`staff.acts.role.${told}`, { name })}</span>
          </>
        )}
      </div>
      <TextField
        {...form.field('reason')}
        label={words('staff.acts.reason')}
        help={words('staff.acts.reason.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}

function Rights({ title, rights }: { title: string; rights: readonly Permission[] }) {
  const words = useWords()
  if (rights.length === 0) return null
  return (
    <>
      <p>{title}</p>
      <ul>
        {rights.map((permission) => (
          <li key={permission}>{words(`staff.may.${permission}`)}</li>
        ))}
      </ul>
    </>
  )
}
