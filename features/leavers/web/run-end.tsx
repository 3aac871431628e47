/** The end of a leaving: closing it, its certificate, and for a day the way back. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { closeRun, undoRun } from '../contract.ts'
import classes from './leavers.module.css'
import { type Run, useReread } from './run.ts'

export function RunEnd({ run }: { run: Run }) {
  const words = useWords()
  const [undoing, setUndoing] = useState(false)
  return (
    <>
      {run.state === 'closed' ? <Certificate run={run} /> : <Closing run={run} />}
      {run.undoUntil && (
        <Note>
          {words('leavers.undo.until', { when: words.moment(new Date(run.undoUntil)) })}{' '}
          <Button variant="bare" size="sm" onClick={() => setUndoing(true)}>
            {words('leavers.undo.act')}
          </Button>
        </Note>
      )}
      {undoing && <UndoDialog run={run} onLeave={() => setUndoing(false)} />}
    </>
  )
}

function Certificate({ run }: { run: Run }) {
  const words = useWords()
  const { closed, closedAt, id } = run
  if (!closed || !closedAt) return null
  return (
    <Panel title={words('leavers.closed.title')} rim>
      <p>{words('leavers.closed.what', { name: closed.by, when: words.moment(new Date(closedAt)) })}</p>
      {closed.reason && <p>{words('leavers.closed.reason', { reason: closed.reason })}</p>}
      <Acts>
        <Button onClick={() => openFile({ url: `/api/leavers/${id}/certificate.pdf` })}>
          {words('leavers.closed.open')}
        </Button>
      </Acts>
      <p className={classes.hash}>
        {words('leavers.closed.hash')} <code>{closed.digest}</code>
      </p>
    </Panel>
  )
}

function Closing({ run }: { run: Run }) {
  const words = useWords()
  const toast = useToast()
  const reread = useReread()
  const { person } = useMember()
  const [asking, setAsking] = useState(false)
  const { open: n } = run
  const send = async (reason: string) => {
    await call(closeRun, { params: { runId: run.id }, body: { reason, revision: run.revision } })
    await reread()
    toast({ text: words('leavers.close.done') })
  }
  const close = useAct(() => send(''))
  const owner = person.role === 'OWNER'
  return (
    <Panel title={words('leavers.close.title')}>
      <p>
        {n === 0
          ? words('leavers.close.ready')
          : words(owner ? 'leavers.close.open_owner' : 'leavers.close.open', { n })}
      </p>
      <FormSummary problem={close.problem} />
      {n === 0 && (
        <Acts>
          <Button onClick={() => close.run()} busy={close.busy && words('leavers.close.acting')}>
            {words('leavers.close.act')}
          </Button>
        </Acts>
      )}
      {n > 0 && owner && (
        <Acts>
          <Button variant="line" onClick={() => setAsking(true)}>
            {words('leavers.close.act_open')}
          </Button>
        </Acts>
      )}
      {asking && <CloseDialog n={n} send={send} onLeave={() => setAsking(false)} />}
    </Panel>
  )
}

interface CloseDialogProps {
  n: number
  send: (reason: string) => Promise<void>
  onLeave: () => void
}

function CloseDialog({ n, send, onLeave }: CloseDialogProps) {
  const words = useWords()
  const form = useForm({
    schema: closeRun.body,
    initial: { reason: '' },
    problemFields: { 'leavers.reason_needed': 'reason' },
    send: async ({ reason }) => {
      await send(reason)
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('leavers.close.ask', { n })}
      form={form}
      act={words('leavers.close.act')}
      acting={words('leavers.close.acting')}
      danger
      onLeave={onLeave}
    >
      <p>{words('leavers.close.ask.what')}</p>
      <TextField {...form.field('reason')} label={words('leavers.close.reason')} autoComplete="off" />
    </FormDialog>
  )
}

function UndoDialog({ run, onLeave }: { run: Run; onLeave: () => void }) {
  const words = useWords()
  const reread = useReread()
  const { name } = run
  const form = useForm({
    schema: undoRun.body,
    initial: { reason: '' },
    send: async (body) => {
      await call(undoRun, { params: { runId: run.id }, body }, { purpose: 'leavers.undo.purpose' })
      await reread()
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('leavers.undo.title', { name })}
      form={form}
      act={words('leavers.undo.do')}
      acting={words('leavers.undo.doing')}
      onLeave={onLeave}
    >
      <ul className={classes.ends}>
        <li>{words('leavers.undo.what.1', { name })}</li>
        <li>{words('leavers.undo.what.2')}</li>
        <li>{words('leavers.undo.what.3')}</li>
      </ul>
      <TextField {...form.field('reason')} label={words('leavers.undo.reason')} autoComplete="off" />
    </FormDialog>
  )
}
