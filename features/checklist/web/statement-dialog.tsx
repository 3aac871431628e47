/** An Owner states what Enamel cannot measure: the note, what it counts, and the way to take it back. */
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDraft } from '../../../web/lib/draft.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { TextAreaField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getChecklist, stateStep, withdrawStatement } from '../contract.ts'
import { type Line, titleOf } from './checklist.ts'
import classes from './statement-dialog.module.css'

/** The server's rule: a statement counts at most half, rounded down. */
const STATED_SHARE = 0.5

interface StatementDialogProps {
  line: Line
  onLeave: () => void
}

export function StatementDialog({ line: { step, of, statement }, onLeave }: StatementDialogProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const read = () => queries.invalidateQueries({ queryKey: keyOf(getChecklist) })
  const state = async (note: string) => {
    await call(stateStep, { params: { step }, body: { note } })
    await read()
    toast({ text: words('checklist.state.done', { step }) })
  }
  const form = useForm({
    schema: stateStep.body,
    initial: { note: statement?.note ?? '' },
    send: async ({ note }) => {
      await state(note)
      await draft.forget()
      onLeave()
    },
  })
  const draft = useDraft(`statement.${step}`, form, ['note'])
  const withdrawing = useAct(async () => {
    await call(withdrawStatement, { params: { step } })
    await read()
    toast({
      text: words('checklist.state.withdrawn', { step }),
      ...(statement && {
        undo: { label: words('checklist.state.undo'), act: () => void state(statement.note) },
      }),
    })
    onLeave()
  })
  return (
    <Dialog title={words('checklist.state.title', { step })} onLeave={onLeave}>
      <form className={classes.form} onSubmit={form.onSubmit} noValidate>
        <p className={classes.consequence}>
          {words('checklist.state.consequence', {
            title: titleOf(words, step),
            points: Math.floor(of * STATED_SHARE),
            of,
          })}
        </p>
        <FormSummary problem={form.problem ?? withdrawing.problem} />
        <TextAreaField
          {...form.field('note')}
          label={words('checklist.state.note')}
          help={words(draft.kept ? 'draft.kept' : 'checklist.state.note_help')}
        />
        <DialogActions>
          {statement && (
            <Button
              variant="danger"
              onClick={withdrawing.run}
              busy={withdrawing.busy && words('checklist.state.withdrawing')}
            >
              {words('checklist.state.withdraw')}
            </Button>
          )}
          <Button
            variant="bare"
            onClick={() => {
              void draft.forget()
              onLeave()
            }}
          >
            {words('checklist.state.cancel')}
          </Button>
          <Button type="submit" busy={form.busy && words('checklist.state.saving')}>
            {words('checklist.state.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
