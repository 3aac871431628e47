/** Day and hour of a leaving that lies ahead, and who besides the Owners knows of it. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note, Pair } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listConfidants, planLeaving } from '../plan-contract.ts'
import { useReread } from './run.ts'

export function PlanForm({ personId }: { personId: string }) {
  const words = useWords()
  const navigate = useNavigate()
  const toast = useToast()
  const reread = useReread()
  const { person } = useMember()
  const { data } = useQuery(reading(listConfidants, { params: { personId } }))
  const others = (data?.people ?? []).filter((one) => one.personId !== person.id)
  const [seenBy, setSeenBy] = useState<readonly string[]>([])
  const form = useForm({
    schema: planLeaving.body,
    initial: { day: '', time: '', note: '' },
    problemFields: { 'leavers.plan_when': 'day' },
    send: async (typed) => {
      await call(
        planLeaving,
        { params: { personId }, body: { ...typed, seenBy: [...seenBy] } },
        { purpose: 'leavers.plan.purpose' },
      )
      await reread()
      await navigate({ to: '/settings/staff/leavers' })
      toast({ text: words('leavers.plan.done') })
    },
  })
  return (
    <Form onSubmit={form.onSubmit}>
      <Pair>
        <TextField {...form.field('day')} type="date" label={words('leavers.plan.day')} />
        <TextField
          {...form.field('time')}
          label={words('leavers.plan.time')}
          help={words('leavers.plan.time.help')}
          inputMode="numeric"
          autoComplete="off"
        />
      </Pair>
      {others.length > 0 && (
        <Choices legend={words('leavers.plan.seen_by')}>
          {others.map((one) => (
            <Choice
              key={one.personId}
              title={one.name}
              help={words(`role.${one.role}`)}
              checked={seenBy.includes(one.personId)}
              onChange={(checked) =>
                setSeenBy(checked ? [...seenBy, one.personId] : seenBy.filter((id) => id !== one.personId))
              }
            />
          ))}
        </Choices>
      )}
      <TextField
        {...form.field('note')}
        label={words('leavers.start.note')}
        help={words('leavers.start.note.help')}
        autoComplete="off"
      />
      <FormSummary problem={form.problem} />
      <Note>{words('leavers.plan.secret')}</Note>
      <Acts>
        <Button type="submit" busy={form.busy && words('leavers.plan.acting')}>
          {words('leavers.plan.act')}
        </Button>
        <LinkButton variant="bare" to="/settings/staff/leavers">
          {words('step_up.not_now')}
        </LinkButton>
      </Acts>
    </Form>
  )
}
