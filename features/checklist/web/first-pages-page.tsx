/** The last screen of the first run: eight questions, and two pages for the wall. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { openFile } from '../../../web/lib/open-file.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { SetupStep } from '../../clinics/web/setup-step.tsx'
import { getSecurity } from '../../identity/contract.ts'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { getPlan } from '../../incidents/contract.ts'
import { PlanQuestions } from '../../incidents/web/plan-form.tsx'
import { type Plan, usePlan } from '../../incidents/web/use-plan.ts'
import { getFirstPages } from '../contract.ts'
import classes from './first-pages-page.module.css'

export function FirstPagesPage() {
  const words = useWords()
  const { clinic } = useMember()
  const { data, error, refetch } = useQuery(reading(getPlan, {}))
  return (
    <DoorPage clinic={clinic.name}>
      <SetupStep
        step={6}
        title={words('setup.done.title', { clinic: clinic.name })}
        lead={words('setup.done.lead')}
        titleFirst
      >
        {data ? (
          <Questions plan={data} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={9} />
        )}
        <Facts />
      </SetupStep>
    </DoorPage>
  )
}

function Questions({ plan }: { plan: Plan }) {
  const words = useWords()
  const router = useRouter()
  const made = usePlan(plan)
  const busy = made.form.busy && words('setup.saving')
  return (
    <PlanQuestions plan={made} actsInSight>
      <Button
        type="submit"
        size="lg"
        full
        busy={busy}
        icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
        onClick={made.afterwards(() => openFile(getFirstPages))}
      >
        {words('setup.done.print')}
      </Button>
      <Button
        type="submit"
        variant="line"
        full
        onClick={made.afterwards(() => router.navigate({ to: '/guided-setup' }))}
      >
        {words('setup.done.guided')}
      </Button>
      <Button type="submit" variant="bare" full onClick={made.afterwards(() => router.navigate({ to: '/' }))}>
        {words('setup.done.act')}
      </Button>
    </PlanQuestions>
  )
}

/** What was set up, to be looked over once. */
function Facts() {
  const words = useWords()
  const { person, session } = useMember()
  const { data } = useQuery(reading(getSecurity, {}))
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{words('setup.done.owner')}</dt>
        <dd>
          {person.name}
          <br />
          {person.address}
        </dd>
      </div>
      {data && (
        <div>
          <dt>{words('setup.done.second')}</dt>
          <dd>
            {data.totp || session.hasPasskey
              ? words('setup.done.second_app', { n: data.backupCodes?.left ?? 0 })
              : words('setup.done.second_later')}
          </dd>
        </div>
      )}
      <div>
        <dt>{words('setup.done.bookmark')}</dt>
        <dd>{window.location.origin}</dd>
      </div>
    </dl>
  )
}
