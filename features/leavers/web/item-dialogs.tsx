/** What else can be said of an item, who has what was theirs, and one thing more to do. */
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { ColleagueField } from '../../staff/web/colleague-field.tsx'
import { addItem, nameHeir, settleItem } from '../contract.ts'
import { type Item, type Run, titleOf, useReread } from './run.ts'

export function ElseDialog({ runId, item, onLeave }: { runId: string; item: Item; onLeave: () => void }) {
  const words = useWords()
  const reread = useReread()
  // What was theirs is settled by a new name, or does not apply.
  const [state, setState] = useState<'stated' | 'not_applicable'>(
    item.kind === 'heir' ? 'not_applicable' : 'stated',
  )
  const form = useForm({
    schema: settleItem.body,
    initial: { statedBy: '', note: '' },
    problemFields: { 'leavers.reason_needed': 'note' },
    send: async ({ statedBy, note }) => {
      await call(settleItem, {
        params: { runId, itemId: item.id },
        body: {
          state,
          note,
          statedBy: state === 'stated' ? statedBy : '',
          revision: item.revision,
        },
      })
      await reread()
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('leavers.else.title', { title: titleOf(words, item) })}
      form={form}
      act={words('leavers.else.act')}
      acting={words('leavers.item.doing')}
      onLeave={onLeave}
    >
      <Choices legend={words('leavers.else.what')}>
        {(['stated', 'not_applicable'] as const)
          .filter((one) => one === 'not_applicable' || item.kind === 'outside')
          .map((one) => (
            <Choice
              key={one}
              oneOf="how"
              title={words(`leavers.else.${one}`)}
              help={words(`leavers.else.${one}.help`)}
              checked={state === one}
              onChange={() => setState(one)}
            />
          ))}
      </Choices>
      {state === 'stated' && (
        <TextField {...form.field('statedBy')} label={words('leavers.else.who')} autoComplete="off" />
      )}
      <TextField
        {...form.field('note')}
        label={words(state === 'stated' ? 'leavers.else.note' : 'leavers.else.why')}
        help={words('leavers.else.note.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}

export function GiveDialog({ run, item, onLeave }: { run: Run; item: Item; onLeave: () => void }) {
  const words = useWords()
  const toast = useToast()
  const reread = useReread()
  const form = useForm({
    schema: nameHeir.body,
    initial: { personId: '' },
    send: async ({ personId }) => {
      await call(nameHeir, {
        params: { runId: run.id, itemId: item.id },
        body: { personId, revision: item.revision },
      })
      await reread()
      onLeave()
      toast({ text: words('leavers.item.done_toast') })
    },
  })
  return (
    <FormDialog
      title={words('leavers.give.title')}
      form={form}
      act={words('leavers.give.act')}
      acting={words('leavers.item.doing')}
      onLeave={onLeave}
    >
      <p>{titleOf(words, item)}</p>
      <ColleagueField
        {...form.field('personId')}
        label={words('leavers.give.who')}
        without={[run.personId]}
        {...(item.step?.startsWith('plan_') && { help: words('leavers.give.plan') })}
      />
    </FormDialog>
  )
}

export function AddItemDialog({ runId, onLeave }: { runId: string; onLeave: () => void }) {
  const words = useWords()
  const reread = useReread()
  const form = useForm({
    schema: addItem.body,
    initial: { title: '' },
    send: async (body) => {
      await call(addItem, { params: { runId }, body })
      await reread()
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('leavers.add.title')}
      form={form}
      act={words('leavers.add.act')}
      acting={words('leavers.add.acting')}
      onLeave={onLeave}
    >
      <TextField {...form.field('title')} label={words('leavers.add.what')} autoComplete="off" />
    </FormDialog>
  )
}
