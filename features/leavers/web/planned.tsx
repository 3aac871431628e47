/** A leaving that lies ahead: when it begins, who knows of it, and the way to call it off. */
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { callOffPlan } from '../plan-contract.ts'
import { type Run, useReread } from './run.ts'

export function Planned({ run }: { run: Run }) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <Panel title={words('leavers.planned.begins', { when: words.moment(new Date(run.plannedFor)) })} rim>
      <p>
        {run.seenBy.length > 0
          ? words('leavers.planned.seen_by', { by: run.plannedBy, names: words.list(run.seenBy) })
          : words('leavers.planned.owners', { by: run.plannedBy })}
      </p>
      {run.note && <p>{run.note}</p>}
      <Acts>
        <LinkButton
          variant="line"
          to="/settings/staff/leavers/start/$personId"
          params={{ personId: run.personId }}
        >
          {words('leavers.planned.now')}
        </LinkButton>
        <Button variant="bare" onClick={() => setAsking(true)}>
          {words('leavers.planned.call_off')}
        </Button>
      </Acts>
      {asking && <CallOff run={run} onLeave={() => setAsking(false)} />}
    </Panel>
  )
}

function CallOff({ run, onLeave }: { run: Run; onLeave: () => void }) {
  const words = useWords()
  const navigate = useNavigate()
  const toast = useToast()
  const reread = useReread()
  const off = useAct(async () => {
    await call(callOffPlan, { params: { runId: run.id } })
    await navigate({ to: '/settings/staff/leavers' })
    await reread()
    toast({ text: words('leavers.planned.called_off') })
  })
  return (
    <AskDialog
      title={words('leavers.planned.call_off.title', { name: run.name })}
      act={words('leavers.planned.call_off.act')}
      acting={words('leavers.planned.call_off.acting')}
      doing={off}
      danger={false}
      onLeave={onLeave}
    >
      <p>{words('leavers.planned.call_off.what')}</p>
    </AskDialog>
  )
}
