/** Access ends for a time, is given back, or the account is deleted: consequences, the reason, then the button. */
import { call } from '../../../web/lib/api.ts'
import { type Form, useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { deletePerson, disablePerson, enablePerson } from '../acts-contract.ts'
import type { ActDialogProps } from './person-acts.tsx'

type Reasoned = Form<{ reason: string }>

export function DisableDialog({ personId, person: { name }, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const form = useForm({
    schema: disablePerson.body,
    initial: { reason: '' },
    send: async (body) => {
      const { sessionsEnded } = await call(disablePerson, { params: { personId }, body })
      await onDone(words('staff.acts.disable.done', { name, n: sessionsEnded }))
    },
  })
  return (
    <FormDialog
      title={words('staff.acts.disable.question', { name })}
      form={form}
      act={words('staff.acts.disable.act')}
      acting={words('staff.acts.disable.acting')}
      danger
      onLeave={onLeave}
    >
      <Consequences
        of={[
          words('staff.acts.disable.sessions'),
          words('staff.acts.disable.links'),
          words('staff.acts.disable.back'),
        ]}
      />
      <Reason form={form} />
    </FormDialog>
  )
}

export function EnableDialog({ personId, person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const { name, role } = person
  const form = useForm({
    schema: enablePerson.body.pick({ reason: true }),
    initial: { reason: '', endsOn: '' },
    problemFields: { 'staff.end_date_past': 'endsOn', 'staff.end_date_far': 'endsOn' },
    send: async ({ reason, endsOn }) => {
      await call(
        enablePerson,
        { params: { personId }, body: { reason, endsOn: endsOn || null } },
        { purpose: 'staff.acts.enable.purpose' },
      )
      await onDone(words('staff.acts.enable.done', { name }))
    },
  })
  return (
    <FormDialog
      title={words('staff.acts.enable.question', { name })}
      form={form}
      act={words('staff.acts.enable.act')}
      acting={words('staff.acts.enable.acting')}
      onLeave={onLeave}
    >
      <Consequences
        of={[
          words('staff.acts.enable.as', { role: words(`role.${role}`) }),
          words('staff.acts.enable.told', { name }),
        ]}
      />
      <Reason form={form} />
      {role !== 'OWNER' && (
        <TextField
          {...form.field('endsOn')}
          type="date"
          label={words('staff.acts.end.again')}
          help={words('staff.acts.end.again.help')}
        />
      )}
    </FormDialog>
  )
}

export function DeleteDialog({ personId, person: { name }, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const form = useForm({
    schema: deletePerson.body,
    initial: { reason: '' },
    send: async (body) => {
      await call(deletePerson, { params: { personId }, body }, { purpose: 'staff.acts.delete.purpose' })
      await onDone(words('staff.acts.delete.done', { name }), 'gone')
    },
  })
  return (
    <FormDialog
      title={words('staff.acts.delete.question', { name })}
      form={form}
      act={words('staff.acts.delete.act')}
      acting={words('staff.acts.delete.acting')}
      danger
      onLeave={onLeave}
    >
      <Consequences
        of={[
          words('staff.acts.delete.name'),
          words('staff.acts.delete.log'),
          words('staff.acts.delete.never_back'),
        ]}
      />
      <Reason form={form} />
    </FormDialog>
  )
}

function Consequences({ of }: { of: readonly string[] }) {
  return (
    <ul>
      {of.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

function Reason({ form }: { form: Pick<Reasoned, 'field'> }) {
  const words = useWords()
  return (
    <TextField
      {...form.field('reason')}
      label={words('staff.acts.reason')}
      help={words('staff.acts.reason.help')}
      autoComplete="off"
    />
  )
}
