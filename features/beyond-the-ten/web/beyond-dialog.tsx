/** States one thing besides the ten steps; when somebody else was quicker, their answer is shown beside what is typed. */
import { useState } from 'react'
import { z } from 'zod'
import { BEYOND, KEPT, type StatedItem } from '../../../pure/beyond/beyond.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useUpload } from '../../../web/lib/upload.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FileField } from '../../../web/ui/file-field.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { stateBeyond, withdrawBeyond } from '../contract.ts'
import { answerText, type Line } from './beyond.ts'

const typed = z.object({
  kept: z.enum(KEPT, { error: 'not_empty' }),
  note: stateBeyond.body.shape.note,
})

interface BeyondDialogProps {
  line: Line
  onStated: () => Promise<unknown>
  onLeave: () => void
}

export function BeyondDialog({ line, onStated, onLeave }: BeyondDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { stated } = line
  const item = line.item as StatedItem
  const { form: asks, mayBeNone } = BEYOND[item]
  // What stood here when it was opened; somebody was quicker: the next press is about theirs, which is shown.
  const [opened] = useState(stated?.id ?? null)
  const [overtaken, setOvertaken] = useState(false)
  const [early, setEarly] = useState(false)
  const upload = useUpload(stated?.file ?? null)
  const what = words(`beyond.${item}`)
  const done = async (text: string) => {
    toast({ text })
    await onStated()
    onLeave()
  }
  const form = useForm({
    schema: typed,
    initial: { kept: stated?.kept ?? '', day: stated?.day ?? '', note: stated?.note ?? '' },
    problemFields: { 'beyond.day_missing': 'day', 'beyond.day_wrong': 'day', 'beyond.kept_wrong': 'kept' },
    send: async ({ kept, day, note }) => {
      setEarly(true)
      if (upload.sending) return
      const body = {
        ...typed.parse({ kept, note }),
        day: asks === 'kept' || kept === 'no' || day === '' ? null : day,
        fileId: upload.file?.id ?? null,
        seen: overtaken ? (stated?.id ?? null) : opened,
      }
      try {
        await call(stateBeyond, { params: { item }, body })
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'beyond.changed_meanwhile') {
          await onStated()
          setOvertaken(true)
        }
        throw error
      }
      await done(words('beyond.said', { what }))
    },
  })
  const withdrawing = useAct(async () => {
    await call(withdrawBeyond, { params: { item } })
    await done(words('beyond.withdrawn', { what }))
  })
  return (
    <FormDialog
      title={what}
      form={{ ...form, problem: form.problem ?? withdrawing.problem }}
      act={words('beyond.form.save')}
      acting={words('beyond.form.saving')}
      beside={
        stated && (
          <Button
            variant="danger"
            onClick={withdrawing.run}
            busy={withdrawing.busy && words('beyond.form.withdrawing')}
          >
            {words('beyond.form.withdraw')}
          </Button>
        )
      }
      onLeave={onLeave}
    >
      <p>{words(`beyond.${item}.ask`)}</p>
      {overtaken && <Meanwhile line={line} />}
      <SelectField
        {...form.field('kept')}
        label={words('beyond.form.answer')}
        options={[
          { value: '', label: words('beyond.form.choose') },
          ...KEPT.filter((kept) =>
            asks === 'kept' ? kept !== 'none' || mayBeNone : /yes|no$/.test(kept),
          ).map((kept) => ({
            value: kept,
            label:
              asks !== 'kept' && (kept === 'yes' || kept === 'no')
                ? words(`beyond.choice.${asks}.${kept}`)
                : words(`beyond.is.kept.${kept}`),
          })),
        ]}
      />
      {asks !== 'kept' && form.values.kept === 'yes' && (
        <TextField
          {...form.field('day')}
          type="date"
          label={words(asks === 'until' ? 'beyond.form.ends_on' : 'beyond.form.done_on')}
        />
      )}
      <TextField
        {...form.field('note')}
        label={words('beyond.form.note')}
        help={words('beyond.form.note.help')}
        autoComplete="off"
      />
      <FileField
        upload={upload}
        label={words('beyond.form.file')}
        error={early && upload.sending ? words('files.wait') : undefined}
      />
    </FormDialog>
  )
}

/** Somebody stated it, or took it back, while this was open. */
function Meanwhile({ line }: { line: Line }) {
  const words = useWords()
  const days = useDays()
  const calendar = useCalendar()
  if (!line.stated) return null
  return (
    <Banner tone="warn" live>
      {words('beyond.meanwhile', {
        name: line.stated.by,
        day: days.day(new Date(line.stated.at)),
        answer: [answerText(words, line, calendar), line.stated.note].filter(Boolean).join(' · '),
      })}
    </Banner>
  )
}
