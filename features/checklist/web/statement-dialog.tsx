/** An Owner states what Enamel cannot measure: the note, what it counts, and the way to take it back. */
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDraft } from '../../../web/lib/draft.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextAreaField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { STATED_SHARE } from '../../../pure/score/score.ts'
import { getChecklist, stateStep, withdrawStatement } from '../contract.ts'
import { type Line, titleOf } from './checklist.ts'

const typed = stateStep.body.pick({ note: true })

interface StatementDialogProps {
  line: Line
  onLeave: () => void
}

export function StatementDialog({ line: { step, of, statement }, onLeave }: StatementDialogProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const read = () => queries.invalidateQueries({ queryKey: keyOf(getChecklist) })
  const state = async (note: string, seen: string | null) => {
    await call(stateStep, { params: { step }, body: { note, fileId: statement?.file?.id ?? null, seen } })
    await read()
    toast({ text: words('checklist.state.done', { step }) })
  }
  const form = useForm({
    schema: typed,
    initial: { note: statement?.note ?? '' },
    send: async ({ note }) => {
      await state(note, statement?.id ?? null)
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
        undo: { label: words('checklist.state.undo'), act: () => void state(statement.note, null) },
      }),
    })
    onLeave()
  })
  return (
    <FormDialog
      title={words('checklist.state.title', { step })}
      form={{ ...form, problem: form.problem ?? withdrawing.problem }}
      act={words('checklist.state.save')}
      acting={words('checklist.state.saving')}
      beside={
        statement && (
          <Button
            variant="danger"
            onClick={withdrawing.run}
            busy={withdrawing.busy && words('checklist.state.withdrawing')}
          >
            {words('checklist.state.withdraw')}
          </Button>
        )
      }
      onLeave={onLeave}
      onNotNow={() => {
        void draft.forget()
        onLeave()
      }}
    >
      <p>
        {words('checklist.state.consequence', {
          title: titleOf(words, step),
          points: Math.floor(of * STATED_SHARE),
          of,
        })}
      </p>
      <TextAreaField
        {...form.field('note')}
        label={words('checklist.state.note')}
        help={words(draft.kept ? 'draft.kept' : 'checklist.state.note_help')}
      />
    </FormDialog>
  )
}
