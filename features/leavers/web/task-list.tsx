/** Things somebody was asked to see to: done with one press, or "does not apply" with the reason. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { useForm } from '../../../web/lib/form.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { Caution, Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { type openItems, settleMyTask } from '../handing-contract.ts'

export type Task = Answer<typeof openItems>['items'][number]
export interface Said {
  state: 'stated' | 'not_applicable'
  note: string
}

interface TaskListProps {
  label: string
  tasks: readonly (Task & { about?: string })[]
  /** Sends it, and reads the list again. */
  settle: (task: Task, said: Said) => Promise<unknown>
}

export function TaskList({ label, tasks, settle }: TaskListProps) {
  return (
    <Ledger label={label}>
      {tasks.map((task) => (
        <TaskRow key={task.itemId} task={task} settle={(said) => settle(task, said)} />
      ))}
    </Ledger>
  )
}

function TaskRow({
  task,
  settle,
}: {
  task: Task & { about?: string }
  settle: (said: Said) => Promise<unknown>
}) {
  const words = useWords()
  const [open, setOpen] = useState<'done' | 'not_applicable'>()
  const { title, state, dueAt, settledAt, note, about, inMinutes } = task
  const done = useAct(() => settle({ state: 'stated', note: '' }))
  return (
    <LedgerRow
      acts={
        state === null && (
          <>
            <RowAct
              label={words('leavers.item.done_named', { title })}
              onClick={() => done.run()}
              busy={done.busy && words('leavers.item.doing')}
            >
              {words('leavers.item.done')}
            </RowAct>
            <RowAct
              look="bare"
              label={words('leavers.task.not_applicable_named', { title })}
              onClick={() => setOpen('not_applicable')}
            >
              {words('leavers.task.not_applicable')}
            </RowAct>
          </>
        )
      }
    >
      <Named name={title} tags={[state === null && inMinutes && words('leavers.task.now')]}>
        {about !== undefined && <span>{words('leavers.task.about', { name: about })}</span>}
        {state === null && !inMinutes && (
          <span>{words('leavers.item.due', { date: words.date(new Date(dueAt)) })}</span>
        )}
        {state !== null && settledAt && (
          <span>
            {words(state === 'stated' ? 'leavers.task.stated' : 'leavers.task.stated_not', {
              when: words.moment(new Date(settledAt)),
            })}
          </span>
        )}
        {note && <span>{note}</span>}
      </Named>
      {done.problem && <Caution>{problemText(words, done.problem)}</Caution>}
      {open === 'not_applicable' && (
        <NotApplicable title={title} settle={settle} onLeave={() => setOpen(undefined)} />
      )}
    </LedgerRow>
  )
}

interface NotApplicableProps {
  title: string
  settle: (said: Said) => Promise<unknown>
  onLeave: () => void
}

function NotApplicable({ title, settle, onLeave }: NotApplicableProps) {
  const words = useWords()
  const form = useForm({
    schema: settleMyTask.body,
    initial: { note: '' },
    problemFields: { 'leavers.reason_needed': 'note' },
    send: async ({ note }) => {
      await settle({ state: 'not_applicable', note })
      onLeave()
    },
  })
  return (
    <FormDialog
      title={title}
      form={form}
      act={words('leavers.else.act')}
      acting={words('leavers.item.doing')}
      onLeave={onLeave}
    >
      <p>{words('leavers.task.not_applicable.what')}</p>
      <TextField {...form.field('note')} label={words('leavers.else.why')} autoComplete="off" />
    </FormDialog>
  )
}
