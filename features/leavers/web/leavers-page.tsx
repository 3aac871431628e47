/** Settings › Staff › Leavers: whose leaving is open, what of it is late, and the way to begin one. */
import IconDoorExit from '@tabler/icons-react/dist/esm/icons/IconDoorExit.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Form, Acts } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Caution, Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { ColleagueField } from '../../staff/web/colleague-field.tsx'
import { listRuns } from '../contract.ts'
import classes from './leavers.module.css'
import type { RunSummary } from './run.ts'

export function LeaversPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(listRuns, {}))
  const running = data.runs.filter(({ state }) => state === 'running')
  const planned = data.runs.filter(({ state }) => state === 'planned')
  const over = data.runs.filter(({ state }) => state === 'closed' || state === 'undone')
  const late = running.reduce((sum, run) => sum + run.late, 0)
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff')]}
        title={words('menu.settings.staff.leavers')}
        sentence={
          running.length > 0
            ? words('leavers.sentence.running', { n: running.length, late })
            : words('leavers.sentence.none')
        }
        actions={
          <LinkButton variant="line" size="sm" to="/settings/staff/leavers/list">
            {words('leavers.to_list')}
          </LinkButton>
        }
      />
      <Runs title={words('leavers.running')} runs={running} />
      <Runs title={words('leavers.planned')} runs={planned} />
      <Chooser />
      <Runs title={words('leavers.over')} runs={over} />
      <GuideBeside name="leavers" />
    </Page>
  )
}

function Chooser() {
  const words = useWords()
  const navigate = useNavigate()
  const [personId, setPersonId] = useState('')
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        if (personId) void navigate({ to: '/settings/staff/leavers/start/$personId', params: { personId } })
        else document.getElementById('leaver')?.focus()
      }}
    >
      <ColleagueField
        id="leaver"
        name="leaver"
        label={words('leavers.choose')}
        value={personId}
        error={undefined}
        onChange={(event) => setPersonId(event.currentTarget.value)}
        onBlur={() => undefined}
      />
      <Acts>
        <Button
          type="submit"
          variant="line"
          icon={<IconDoorExit size={20} stroke={1.75} aria-hidden="true" />}
        >
          {words('leavers.choose.go')}
        </Button>
      </Acts>
    </Form>
  )
}

function Runs({ title, runs }: { title: string; runs: readonly RunSummary[] }) {
  if (runs.length === 0) return null
  return (
    <section className={classes.part}>
      <h2>{title}</h2>
      <Ledger label={title}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </Ledger>
    </section>
  )
}

function RunRow({ run }: { run: RunSummary }) {
  const words = useWords()
  const { name, role, state, late, open, minutesOpen } = run
  const when = words.moment(new Date(run.startedAt ?? run.plannedFor))
  return (
    <LedgerRow
      acts={
        <LinkButton
          variant="line"
          size="sm"
          to="/settings/staff/leavers/$runId"
          params={{ runId: run.id }}
          aria-label={words('leavers.row.open', { name })}
        >
          {words('leavers.look')}
        </LinkButton>
      }
    >
      <Named name={name} tags={[state === 'undone' && words('leavers.state.undone')]}>
        <span>{words(`role.${role}`)}</span>
        <span>{words(state === 'planned' ? 'leavers.row.begins' : 'leavers.row.began', { when })}</span>
        {state === 'running' && <span>{words('leavers.row.left', { n: open })}</span>}
      </Named>
      {late > 0 && <Caution>{words('leavers.row.late', { n: late })}</Caution>}
      {late === 0 && minutesOpen > 0 && <Caution>{words('leavers.row.minutes', { n: minutesOpen })}</Caution>}
    </LedgerRow>
  )
}
