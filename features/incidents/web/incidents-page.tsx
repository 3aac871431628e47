/** Incidents, for now: the plan on one page. Everybody reads and prints it; Owners and Admins answer its questions. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQuery } from '@tanstack/react-query'
import { may } from '../../../pure/roles/roles.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getFirstPages } from '../../checklist/contract.ts'
import { getPlan, getPlanPdf } from '../contract.ts'
import { PLAN_FIELDS } from './plan-draft.ts'
import { PlanQuestions } from './plan-form.tsx'
import { type Plan, usePlan } from './use-plan.ts'
import classes from './incidents-page.module.css'

const printer = <IconPrinter size={20} stroke={1.75} aria-hidden="true" />

export function IncidentsPage() {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(getPlan, {}))
  return (
    <Page width="read">
      <PageHeader title={words('incidents.title')} sentence={words('incidents.sentence')} />
      {data ? (
        <>
          <WhenChanged plan={data} />
          {data.mayChange ? <Answering plan={data} /> : <Reading plan={data} />}
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <SkeletonRows rows={9} />
      )}
      <GuideBeside name="incident-plan" />
    </Page>
  )
}

function WhenChanged({ plan: { changed } }: { plan: Plan }) {
  const words = useWords()
  const days = useDays()
  return (
    <p className={classes.changed}>
      {changed
        ? words('incidents.changed', { by: changed.by, date: days.day(new Date(changed.at)) })
        : words('incidents.unanswered')}
    </p>
  )
}

function Answering({ plan }: { plan: Plan }) {
  const words = useWords()
  const toast = useToast()
  const { role } = useMember().person
  const made = usePlan(plan)
  const busy = made.form.busy && words('incidents.saving')
  return (
    <PlanQuestions plan={made}>
      <Button
        type="submit"
        size="lg"
        full
        busy={busy}
        onClick={made.afterwards(() => toast({ text: words('incidents.saved') }))}
      >
        {words('incidents.save')}
      </Button>
      <Button
        type="submit"
        variant="line"
        full
        icon={printer}
        onClick={made.afterwards(() => openFile(getPlanPdf))}
      >
        {words('incidents.save_and_print')}
      </Button>
      {may(role, 'checklist.all') && (
        <Button type="submit" variant="bare" full onClick={made.afterwards(() => openFile(getFirstPages))}>
          {words('incidents.print_both')}
        </Button>
      )}
    </PlanQuestions>
  )
}

function Reading({ plan: { answers } }: { plan: Plan }) {
  const words = useWords()
  // Asked first, so that a session that is over is told of here and not in the tab beside.
  const printing = useAct(async () => {
    await call(getPlan, {})
    openFile(getPlanPdf)
  })
  return (
    <>
      <dl className={classes.answers}>
        {PLAN_FIELDS.map((field) => (
          <div key={field}>
            <dt>{words(`incidents.question.${field}`)}</dt>
            <dd data-blank={answers[field] === '' || undefined}>
              {answers[field] || words('incidents.undecided')}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.changed}>{words('incidents.read_only')}</p>
      <FormSummary problem={printing.problem} />
      <Button
        size="lg"
        icon={printer}
        busy={printing.busy && words('incidents.opening')}
        onClick={printing.run}
      >
        {words('incidents.print')}
      </Button>
    </>
  )
}
