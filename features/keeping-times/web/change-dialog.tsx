/** How long one kind is kept: what is too short is refused, what is far too long is asked about. */
import { useState } from 'react'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { setKeepingTime } from '../contract.ts'
import { type Kind, useLong } from './keeping-times.ts'

const typed = z.object({
  months: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,3}$/, { error: 'whole_to:1200' })
    .refine((text) => Number(text) <= 1200, { error: 'whole_to:1200' }),
  reason: setKeepingTime.body.shape.reason,
})

interface ChangeDialogProps {
  kind: Kind
  reread: () => Promise<unknown>
  onLeave: () => void
}

export function ChangeDialog({ kind, reread, onLeave }: ChangeDialogProps) {
  const words = useWords()
  const toast = useToast()
  const long = useLong()
  const days = useDays()
  const [meant, setMeant] = useState(false)
  const form = useForm({
    schema: typed,
    initial: { months: String(kind.next?.months ?? kind.months), reason: '' },
    problemFields: {
      'keeping_times.too_short': 'months',
      'keeping_times.too_short_by_law': 'months',
      'keeping_times.far_longer': 'months',
    },
    send: async ({ months, reason }) => {
      const { begins } = await call(
        setKeepingTime,
        {
          params: { kind: kind.kind },
          body: { months: Number(months), reason, longMeant: meant, revision: kind.revision },
        },
        { purpose: 'keeping.purpose.change' },
      )
      await reread()
      onLeave()
      const time = long(Number(months))
      toast({
        text:
          Number(months) < kind.months
            ? words('keeping.next', { day: days.day(new Date(begins)), time })
            : words('keeping.saved', { time }),
      })
    },
  })
  const wanted = typed.shape.months.safeParse(form.values.months)
  const months = wanted.success ? Number(wanted.data) : undefined
  return (
    <FormDialog
      title={words('keeping.change.title')}
      form={form}
      act={words('keeping.change.act', { time: months === undefined ? '' : long(months) })}
      acting={words('keeping.saving')}
      onLeave={onLeave}
    >
      <p>
        <b>{words(`keeping.kind.${kind.kind}`)}</b>
      </p>
      <TextField
        {...form.field('months')}
        label={words('keeping.change.months')}
        help={words('keeping.change.months.help', {
          least: kind.least,
          usual: kind.usual,
          time: long(kind.usual),
        })}
        inputMode="numeric"
        autoComplete="off"
      />
      {months !== undefined && months > kind.far && (
        <>
          <p>{words('keeping.change.long')}</p>
          <Choice
            title={words('keeping.change.long.meant')}
            help={words('keeping.change.long.why')}
            checked={meant}
            onChange={setMeant}
          />
        </>
      )}
      <TextField
        {...form.field('reason')}
        label={words('keeping.change.reason')}
        help={words('keeping.change.reason.help')}
        autoComplete="off"
      />
      <Note>
        {words(
          months === undefined || months === kind.months
            ? 'keeping.change.later'
            : months < kind.months
              ? 'keeping.change.shorter'
              : 'keeping.change.longer',
        )}
      </Note>
    </FormDialog>
  )
}
