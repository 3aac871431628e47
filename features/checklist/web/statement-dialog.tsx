/** An Owner states what Enamel cannot measure: the note, what it counts, and the way to take it back. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDraft } from '../../../web/lib/draft.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useUpload } from '../../../web/lib/upload.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextAreaField } from '../../../web/ui/fields.tsx'
import { FileField } from '../../../web/ui/file-field.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { STATED_SHARE } from '../../../pure/score/score.ts'
import { stateStep, withdrawStatement } from '../contract.ts'
import { type Line, titleOf } from './checklist.ts'
import { useStanding } from './standing.ts'

const typed = stateStep.body.pick({ note: true })

interface StatementDialogProps {
  line: Line
  onLeave: () => void
}

export function StatementDialog({ line, onLeave }: StatementDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { step, of, statement, restStated } = line
  const standing = useStanding(line, (one) => one.statement)
  const upload = useUpload(statement?.file ?? null)
  /** Sent while the file was still on its way. */
  const [early, setEarly] = useState(false)
  const state = async (note: string, fileId: string | null, seen: string | null) => {
    await call(stateStep, { params: { step }, body: { note, fileId, seen } })
    await standing.read()
    toast({ text: words('checklist.state.done', { step }) })
  }
  const form = useForm({
    schema: typed,
    initial: { note: statement?.note ?? '' },
    send: async ({ note }) => {
      setEarly(upload.sending !== undefined)
      if (upload.sending) return
      await standing.say((seen) => state(note, upload.file?.id ?? null, seen?.id ?? null))
      await draft.forget()
      onLeave()
    },
  })
  const draft = useDraft(`statement.${step}`, form, ['note'])
  const withdrawing = useAct(async () => {
    await standing.say((seen) =>
      call(withdrawStatement, { params: { step }, query: seen ? { seen: seen.id } : {} }),
    )
    await standing.read()
    toast({
      text: words('checklist.state.withdrawn', { step }),
      ...(statement && {
        undo: {
          label: words('checklist.state.undo'),
          act: () => void state(statement.note, statement.file?.id ?? null, null),
        },
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
        {words(restStated ? 'checklist.state.consequence_rest' : 'checklist.state.consequence', {
          title: titleOf(words, step),
          points: Math.floor(of * STATED_SHARE),
          of,
        })}
      </p>
      {standing.changed && (
        <Banner tone="warn">
          {standing.seen
            ? words('step.meanwhile.statement', {
                by: standing.seen.by,
                date: words.moment(new Date(standing.seen.at)),
                note: standing.seen.note,
              })
            : words('step.meanwhile.no_statement')}
        </Banner>
      )}
      <TextAreaField
        {...form.field('note')}
        label={words('checklist.state.note')}
        help={words(draft.kept ? 'draft.kept' : 'checklist.state.note_help')}
      />
      <FileField
        upload={upload}
        label={words('checklist.state.file')}
        error={early && upload.sending ? words('files.wait') : undefined}
      />
    </FormDialog>
  )
}
