/** Asks before something is changed or taken away: what follows, which role, why. */
import { outranks, ROLES } from '../../../pure/roles/roles.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { type ReviewRow, takeAway } from '../contract.ts'
import classes from './review.module.css'

/** record: it ended meanwhile, and is put on record. */
export type Taken = 'change_role' | 'disable' | 'remove' | 'record'

interface TakeDialogProps {
  reviewId: string
  row: ReviewRow
  taken: Taken
  onLeave: () => void
  onDone: () => Promise<unknown>
}

export function TakeDialog({ reviewId, row, taken, onLeave, onDone }: TakeDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { role: mine } = useMember().person
  const { name, id: rowId, revision, person } = row
  const decision = taken === 'record' ? (person ? 'disable' : 'remove') : taken
  const roles = ROLES.filter((role) => role !== row.roleNow && outranks(mine, role))
  const form = useForm({
    schema: takeAway.body,
    initial: { note: '', ...(taken === 'change_role' && { newRole: '' }) },
    send: async ({ note, newRole }) => {
      const role = roles.find((one) => one === newRole)
      await call(takeAway, {
        params: { reviewId, rowId },
        body: { decision, note: note ?? '', revision, ...(role && { newRole: role }) },
      })
      // First, so that the focus can go on to the next line: behind a dialog nothing takes it.
      onLeave()
      toast({ text: words(`review.done.${taken}`, { name }) })
      await onDone()
    },
  })
  const effects = taken === 'remove' && row.outside ? (['outside', 'outside.wait'] as const) : EFFECTS[taken]
  return (
    <FormDialog
      title={words(`review.take.${taken}`, { name, list: row.listName ?? '' })}
      form={form}
      act={words(`review.take.${taken}.act`)}
      acting={words('review.taking')}
      danger={taken !== 'change_role' && taken !== 'record'}
      onLeave={onLeave}
    >
      <ul className={classes.ends}>
        {effects.map((effect) => (
          <li key={effect}>{words(`review.effect.${effect}`, { name, list: row.listName ?? '' })}</li>
        ))}
      </ul>
      {taken === 'change_role' && (
        <SelectField
          {...form.field('newRole')}
          label={words('review.take.role')}
          options={[
            { value: '', label: words('review.take.role.choose') },
            ...roles.map((role) => ({ value: role, label: words(`role.${role}`) })),
          ]}
        />
      )}
      <TextField
        {...form.field('note')}
        label={words('review.take.note')}
        help={words('review.take.note.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}

const EFFECTS = {
  change_role: ['role'],
  disable: ['disable', 'disable.back'],
  remove: ['remove'],
  record: ['record'],
} as const
