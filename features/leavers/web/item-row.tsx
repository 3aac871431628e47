/** One thing to be done about a leaver: stated with one press, otherwise in a dialog; open again when that was wrong. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Caution, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { settleItem } from '../contract.ts'
import { ElseDialog, GiveDialog } from './item-dialogs.tsx'
import { type Item, type Run, titleOf, useReread } from './run.ts'

export function ItemRow({ run, item }: { run: Run; item: Item }) {
  const words = useWords()
  const days = useDays()
  const toast = useToast()
  const reread = useReread()
  const [open, setOpen] = useState<'else' | 'give'>()
  const title = titleOf(words, item)
  // An account or a shared secret is stated in its own register too.
  const registered = item.kind === 'outside' && item.step !== null
  const params = { runId: run.id, itemId: item.id }
  const settle = (state: 'open' | 'stated', revision: number) =>
    call(settleItem, { params, body: { state, note: '', statedBy: '', revision } })
  const done = useAct(async () => {
    const { revision } = await settle('stated', item.revision)
    await reread()
    toast({
      text: words('leavers.item.done_toast'),
      ...(!registered && {
        undo: {
          label: words('leavers.item.undo'),
          act: () => void settle('open', revision).then(reread, reread),
        },
      }),
    })
  })
  const again = useAct(async () => {
    await settle('open', item.revision)
    await reread()
  })
  const isOpen = item.state === 'open'
  const late = isOpen && run.state === 'running' && Date.parse(item.dueAt) < serverNow()
  const problem = done.problem ?? again.problem
  const close = () => setOpen(undefined)
  return (
    <LedgerRow
      acts={
        run.state === 'running' && (
          <>
            {isOpen && item.kind === 'outside' && (
              <RowAct
                label={words('leavers.item.done_named', { title })}
                onClick={() => done.run()}
                busy={done.busy && words('leavers.item.doing')}
              >
                {words('leavers.item.done')}
              </RowAct>
            )}
            {isOpen && item.kind === 'heir' && (
              <RowAct label={words('leavers.item.give_named', { title })} onClick={() => setOpen('give')}>
                {words('leavers.item.give')}
              </RowAct>
            )}
            {isOpen && (
              <RowAct
                look="bare"
                label={words('leavers.item.else_named', { title })}
                onClick={() => setOpen('else')}
              >
                {words('leavers.item.else')}
              </RowAct>
            )}
            {!isOpen && item.state !== 'done' && !(registered && item.state === 'stated') && (
              <RowAct
                look="bare"
                label={words('leavers.item.reopen_named', { title })}
                onClick={() => again.run()}
                busy={again.busy && words('leavers.item.doing')}
              >
                {words('leavers.item.reopen')}
              </RowAct>
            )}
          </>
        )
      }
    >
      <Named name={title}>
        <Facts run={run} item={item} late={late} />
      </Named>
      {late && <Caution>{words('leavers.item.late', { date: dueText(words, days, item) })}</Caution>}
      {problem && <Caution>{problemText(words, problem)}</Caution>}
      {open === 'else' && <ElseDialog runId={run.id} item={item} onLeave={close} />}
      {open === 'give' && <GiveDialog run={run} item={item} onLeave={close} />}
    </LedgerRow>
  )
}

function dueText(words: ReturnType<typeof useWords>, days: ReturnType<typeof useDays>, item: Item): string {
  const due = new Date(item.dueAt)
  return item.inMinutes ? words.moment(due) : days.day(due)
}

function Facts({ run, item, late }: { run: Run; item: Item; late: boolean }) {
  const words = useWords()
  const days = useDays()
  const { state, asked, heir, settledAt, settledBy, note } = item
  const when = settledAt ? words.moment(new Date(settledAt)) : ''
  const name = settledBy ?? ''
  return (
    <>
      {state === 'open' && run.state === 'running' && !late && !item.inMinutes && (
        <span>{words('leavers.item.due', { date: dueText(words, days, item) })}</span>
      )}
      {state === 'open' && run.state !== 'running' && <span>{words('leavers.item.left_open')}</span>}
      {state === 'open' && asked && <span>{words('leavers.item.asked', { name: asked.name })}</span>}
      {state === 'stated' && <span>{words('leavers.item.stated', { when, name })}</span>}
      {state === 'not_applicable' && <span>{words('leavers.item.not_applicable', { name })}</span>}
      {state === 'done' && heir && <span>{words('leavers.item.heir', { name: heir })}</span>}
      {note && <span>{note}</span>}
    </>
  )
}
