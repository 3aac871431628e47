/** An Owner signs that a step does not apply, or that its risk is taken: why, until when, and what follows. */
import { dayAfter, dayOf } from '../../../pure/days/days.ts'
import { EXCEPTIONS } from '../../../pure/score/score.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextAreaField, TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { signException, withdrawException } from '../contract.ts'
import { type Line, titleOf } from './checklist.ts'
import { useStanding } from './standing.ts'

const typed = signException.body.pick({ kind: true, reason: true, lastDay: true })

/** Proposed: long enough to mend it, short enough to be looked at again. */
const PROPOSED_DAYS = 90

interface SignDialogProps {
  line: Line
  now: string
  onLeave: () => void
}

export function SignDialog({ line, now, onLeave }: SignDialogProps) {
  const words = useWords()
  const toast = useToast()
  const days = useDays()
  const calendar = useCalendar()
  const { zone } = useMember().clinic
  const { step, of, exception } = line
  // A fact is not talked away: of what is measured only the risk is taken.
  const kinds = line.how === 'measured' ? (['risk_accepted'] as const) : EXCEPTIONS
  const standing = useStanding(line, (one) => one.exception)
  const form = useForm({
    schema: typed,
    initial: {
      kind: exception?.kind ?? kinds[0],
      reason: exception?.reason ?? '',
      lastDay: exception
        ? dayOf(new Date(Date.parse(exception.endsAt) - 1), zone)
        : dayAfter(dayOf(new Date(now), zone), PROPOSED_DAYS),
    },
    problemFields: { 'checklist.end_wrong': 'lastDay' },
    send: async ({ kind, reason, lastDay }) => {
      await standing.say((seen) =>
        call(signException, { params: { step }, body: { kind, reason, lastDay, seen: seen?.id ?? null } }),
      )
      await standing.read()
      toast({ text: words('step.sign.done', { step, date: calendar(lastDay) }) })
      onLeave()
    },
  })
  const ending = useAct(async () => {
    await standing.say((seen) =>
      call(withdrawException, { params: { step }, query: seen ? { seen: seen.id } : {} }),
    )
    await standing.read()
    toast({ text: words('step.sign.ended', { step }) })
    onLeave()
  })
  const { lastDay } = form.values
  return (
    <FormDialog
      title={words('step.sign.title', { step })}
      form={{ ...form, problem: form.problem ?? ending.problem }}
      act={
        typed.shape.lastDay.safeParse(lastDay).success
          ? words('step.sign.act', { date: calendar(lastDay) })
          : words('step.sign.act_bare')
      }
      acting={words('step.sign.acting')}
      beside={
        exception && (
          <Button variant="line" onClick={ending.run} busy={ending.busy && words('step.sign.ending')}>
            {words('step.sign.end')}
          </Button>
        )
      }
      onLeave={onLeave}
    >
      <p>{words('step.sign.about', { title: titleOf(words, step) })}</p>
      {standing.changed && (
        <Banner tone="warn">
          {standing.seen
            ? words('step.meanwhile.exception', {
                by: standing.seen.by,
                date: days.day(new Date(Date.parse(standing.seen.endsAt) - 1)),
                reason: standing.seen.reason,
              })
            : words('step.meanwhile.no_exception')}
        </Banner>
      )}
      <Choices legend={words('step.sign.kind')}>
        {kinds.map((kind) => (
          <Choice
            key={kind}
            oneOf="kind"
            title={words(`step.sign.${kind}`)}
            help={words(`step.sign.${kind}.help`, { of })}
            checked={form.values.kind === kind}
            onChange={() => form.set('kind', kind)}
          />
        ))}
      </Choices>
      <TextAreaField
        {...form.field('reason')}
        label={words('step.sign.reason')}
        help={words('step.sign.reason_help')}
      />
      <TextField
        {...form.field('lastDay')}
        type="date"
        label={words('step.sign.last_day')}
        help={words('step.sign.last_day_help')}
      />
    </FormDialog>
  )
}
