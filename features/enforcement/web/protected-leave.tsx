/** Until when somebody is on leave: said, so that lists and previews can say so. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { noonOf } from '../../../pure/days/days.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { setLeave } from '../protected-contract.ts'
import type { ActDialogProps } from './protected-acts.tsx'

export function LeaveDialog({ person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const days = useDays()
  const toast = useToast()
  const { name, awayUntil } = person
  const say = async (until: string | null) => {
    await call(setLeave, { params: { personId: person.id }, body: { until } })
    await onDone()
    onLeave()
    toast({
      text: until
        ? words('protected.leave.done', { name, date: days.day(noonOf(until)) })
        : words('protected.leave.done_back', { name }),
    })
  }
  const form = useForm({
    schema: setLeave.body,
    initial: { until: awayUntil ?? '' },
    problemFields: { 'protected.leave_date': 'until' },
    send: ({ until }) => say(until),
  })
  const back = useAct(() => say(null))
  return (
    <FormDialog
      title={words('protected.leave.title', { name })}
      form={{ ...form, problem: form.problem ?? back.problem }}
      act={words('protected.leave.save')}
      acting={words('protected.leave.saving')}
      beside={
        awayUntil && (
          <Button
            variant="line"
            onClick={() => back.run()}
            busy={back.busy && words('protected.leave.saving')}
          >
            {words('protected.leave.back')}
          </Button>
        )
      }
      onLeave={onLeave}
    >
      <p>{words('protected.leave.when')}</p>
      <TextField {...form.field('until')} type="date" label={words('protected.leave.until')} />
    </FormDialog>
  )
}
