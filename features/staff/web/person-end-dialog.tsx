/** Until which day somebody may come in, or that there is no end. */
import { noonOf } from '../../../pure/days/days.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { setEndDate } from '../acts-contract.ts'
import type { ActDialogProps } from './person-acts.tsx'

export function EndDateDialog({ personId, person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const days = useDays()
  const { name, endsOn: before } = person
  const set = async (endsOn: string | null, reason: string) => {
    await call(
      setEndDate,
      { params: { personId }, body: { endsOn, reason } },
      { purpose: 'staff.acts.end.purpose' },
    )
    await onDone(
      endsOn
        ? words('staff.acts.end.done', { name, date: days.day(noonOf(endsOn)) })
        : words('staff.acts.end.done_none', { name }),
    )
  }
  const form = useForm({
    schema: setEndDate.body,
    initial: { endsOn: before ?? '', reason: '' },
    problemFields: { 'staff.end_date_past': 'endsOn', 'staff.end_date_far': 'endsOn' },
    send: ({ endsOn, reason }) => set(endsOn, reason),
  })
  const none = useAct(() => set(null, form.values.reason))
  return (
    <FormDialog
      title={words('staff.acts.end.question', { name })}
      form={{ ...form, problem: form.problem ?? none.problem }}
      act={words('staff.acts.end.act')}
      acting={words('staff.acts.end.acting')}
      beside={
        before && (
          <Button
            variant="line"
            onClick={() => none.run()}
            busy={none.busy && words('staff.acts.end.acting')}
          >
            {words('staff.acts.end.none')}
          </Button>
        )
      }
      onLeave={onLeave}
    >
      <TextField
        {...form.field('endsOn')}
        type="date"
        label={words('staff.acts.end.field')}
        help={words('staff.acts.end.help', { name })}
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
