/** One item of the list: what, where it belongs, until when, for which roles. */
import { useState } from 'react'
import { ROLES, type Role } from '../../../pure/roles/roles.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { LIST_PARTS } from '../../../pure/leaving/parts.ts'
import { type ListedItem, listItem } from '../list-contract.ts'
import classes from './leavers.module.css'

/** Days after the start by the name of the choice. */
const WHEN = { within: 0, same_day: 0, day: 1, week: 7, month: 30 }
type When = keyof typeof WHEN
const WHENS = Object.keys(WHEN) as When[]

const whenOf = ({ inMinutes, dueDays }: ListedItem): When =>
  inMinutes ? 'within' : (WHENS.find((when) => when !== 'within' && WHEN[when] >= dueDays) ?? 'month')

interface ListItemDialogProps {
  /** Undefined: a new one. */
  item: ListedItem | undefined
  send: (item: ListedItem) => Promise<unknown>
  onLeave: () => void
}

export function ListItemDialog({ item, send, onLeave }: ListItemDialogProps) {
  const words = useWords()
  const [roles, setRoles] = useState<readonly Role[]>(item?.roles ?? [])
  const form = useForm({
    schema: listItem.pick({ title: true }),
    initial: {
      title: item?.title ?? '',
      part: item?.part ?? 'practice',
      when: item ? whenOf(item) : 'same_day',
    },
    send: ({ title, part, when }) =>
      send({
        title,
        part,
        roles: ROLES.filter((role) => roles.includes(role)),
        inMinutes: when === 'within',
        dueDays: item && when === whenOf(item) ? item.dueDays : WHEN[when],
        covers: item?.covers ?? null,
      }),
  })
  return (
    <FormDialog
      title={words('leavers.list.edit.title')}
      form={form}
      act={words('leavers.list.save')}
      acting={words('leavers.list.saving')}
      onLeave={onLeave}
    >
      <TextField {...form.field('title')} label={words('leavers.list.what')} autoComplete="off" />
      <SelectField
        {...form.field('part')}
        label={words('leavers.list.part')}
        options={LIST_PARTS.map((value) => ({ value, label: words(`leavers.part.${value}`) }))}
      />
      <SelectField
        {...form.field('when')}
        label={words('leavers.list.when')}
        options={WHENS.map((value) => ({ value, label: words(`leavers.list.when.${value}`) }))}
      />
      <Choices legend={words('leavers.list.roles')}>
        <p>{words('leavers.list.roles.help')}</p>
        <div className={classes.roles}>
          {ROLES.map((role) => (
            <Choice
              key={role}
              title={words(`role.${role}`)}
              checked={roles.includes(role)}
              onChange={(checked) =>
                setRoles(checked ? [...roles, role] : roles.filter((one) => one !== role))
              }
            />
          ))}
        </div>
      </Choices>
    </FormDialog>
  )
}
