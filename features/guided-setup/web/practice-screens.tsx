/** Screens of the guided setup about the practice: hours, holidays, systems, shared computers, who leads. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { getPlan } from '../../incidents/contract.ts'
import { PlanQuestions } from '../../incidents/web/plan-form.tsx'
import { type Plan, usePlan } from '../../incidents/web/use-plan.ts'
import { getOpeningHours } from '../../opening-hours/contract.ts'
import { HolidaysForm } from '../../opening-hours/web/holidays-form.tsx'
import { WeekForm } from '../../opening-hours/web/week-form.tsx'
import { listSharedComputers } from '../../shared-computers/contract.ts'
import { SharesQuestion } from '../../shared-computers/web/shares-question.tsx'
import { listSystems } from '../../systems/contract.ts'
import { AddSystems } from '../../systems/web/add-systems.tsx'
import { answerStep } from '../contract.ts'
import type { ScreenProps } from './guided-setup-page.tsx'

export function HoursScreen({ onDone }: ScreenProps) {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(getOpeningHours, {}))
  return (
    <WeekForm
      key={data.clinic.revision}
      placeId={null}
      said={data.clinic}
      act={words('guided.hours.act')}
      onSaved={async () => {
        // The holidays come next, of the same revision: what was saved is read first.
        await queries.invalidateQueries({ queryKey: keyOf(getOpeningHours) })
        await onDone()
      }}
    />
  )
}

export function HolidaysScreen({ onDone }: ScreenProps) {
  const { data } = useSuspenseQuery(reading(getOpeningHours, {}))
  return <HolidaysForm shown={data} placeId={null} onSaved={onDone} />
}

export function SystemsScreen({ onDone, answered }: ScreenProps) {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listSystems, {}))
  const names = data.systems.map(({ name }) => name)
  return (
    <>
      {names.length > 0 && <Note>{words('guided.systems.there', { names: words.list(names) })}</Note>}
      <AddSystems
        suggestions={data.suggestions}
        there={names.map((name) => name.toLowerCase())}
        onAdded={async () => {
          await onDone()
          await queries.invalidateQueries({ queryKey: keyOf(listSystems) })
        }}
      />
      {answered && <NextButton onDone={onDone} />}
    </>
  )
}

export function SharedScreen({ onDone, answered }: ScreenProps) {
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listSharedComputers, {}))
  return (
    <>
      <SharesQuestion
        shares={data.shares}
        onAnswered={async () => {
          await onDone()
          await queries.invalidateQueries({ queryKey: keyOf(listSharedComputers) })
        }}
      />
      {answered && <NextButton onDone={onDone} />}
    </>
  )
}

export function LeaderScreen(props: ScreenProps) {
  const { data } = useSuspenseQuery(reading(getPlan, {}))
  return <Leader plan={data} {...props} />
}

/** Three of the eight: who leads, who stands in, whom to ring. The others wait under Incidents. */
const ASKED = ['leader', 'deputy', 'itHelp'] as const

function Leader({ plan, onDone }: ScreenProps & { plan: Plan }) {
  const words = useWords()
  const made = usePlan(plan)
  const { form } = made
  const save = (
    <Button
      type="submit"
      busy={form.busy && words('incidents.saving')}
      onClick={made.afterwards(async () => {
        // Left blank it is not known yet, and says so.
        if (form.values.leader.trim() === '')
          await call(answerStep, { body: { step: 'leader', answer: 'skipped' } })
        await onDone()
      })}
    >
      {words('guided.leader.act')}
    </Button>
  )
  // Somebody else answered at the same time: all of it is shown.
  if (made.meanwhile) return <PlanQuestions plan={made}>{save}</PlanQuestions>
  return (
    <Form onSubmit={form.onSubmit}>
      {ASKED.map((name) => (
        <TextField
          key={name}
          {...form.field(name)}
          label={words(`incidents.question.${name}`)}
          help={words(`incidents.question.${name}.help`)}
          autoComplete="off"
        />
      ))}
      <FormSummary errors={form.errors} problem={form.problem} />
      <Acts>{save}</Acts>
    </Form>
  )
}

export function NextButton({ onDone }: Pick<ScreenProps, 'onDone'>) {
  const words = useWords()
  return (
    <Acts>
      <Button onClick={() => void onDone()}>{words('guided.next')}</Button>
    </Acts>
  )
}
