/** One’s own row where nobody else here may decide it: ask somebody outside, or put on record that there is nobody. */
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { MailNotice } from '../../../web/ui/mail-notice.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { askOutsider, sayNobodyElse } from '../second-person-contract.ts'

interface SecondPersonProps {
  reviewId: string
  row: { id: string; revision: number }
  /** After either, and when the row was another than it was seen. */
  onDone: () => Promise<unknown>
}

export function SecondPerson({ reviewId, row, onDone }: SecondPersonProps) {
  const words = useWords()
  const [open, setOpen] = useState<'ask' | 'nobody'>()
  const dialog = { reviewId, row, onDone, onLeave: () => setOpen(undefined) }
  return (
    <>
      <p>{words('review.second.lead')}</p>
      <Acts>
        <Button onClick={() => setOpen('ask')}>{words('review.second.ask')}</Button>
        <Button variant="line" onClick={() => setOpen('nobody')}>
          {words('review.second.nobody')}
        </Button>
      </Acts>
      {open === 'ask' && <AskOutside {...dialog} />}
      {open === 'nobody' && <NobodyElse {...dialog} />}
    </>
  )
}

type DialogProps = SecondPersonProps & { onLeave: () => void }

function AskOutside({ reviewId, row: { id: rowId, revision }, onDone, onLeave }: DialogProps) {
  const words = useWords()
  const toast = useToast()
  const form = useForm({
    schema: askOutsider.body,
    initial: { name: '', address: '' },
    problemFields: { 'access_reviews.outsider_is_here': 'address' },
    send: async ({ name, address }) => {
      await call(askOutsider, { params: { reviewId, rowId }, body: { name, address, revision } })
      onLeave()
      toast({ text: words('review.second.sent', { name }) })
      await onDone()
    },
  })
  return (
    <FormDialog
      title={words('review.second.ask')}
      form={form}
      act={words('review.second.send')}
      acting={words('review.second.sending')}
      onLeave={onLeave}
    >
      <MailNotice />
      <TextField {...form.field('name')} label={words('review.second.name')} autoComplete="off" autoFocus />
      <TextField
        {...form.field('address')}
        type="email"
        label={words('review.second.address')}
        help={words('review.second.address_help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}

function NobodyElse({ reviewId, row: { id: rowId, revision }, onDone, onLeave }: DialogProps) {
  const words = useWords()
  const toast = useToast()
  const form = useForm({
    schema: sayNobodyElse.body,
    initial: { reason: '' },
    send: async ({ reason }) => {
      await call(sayNobodyElse, { params: { reviewId, rowId }, body: { reason, revision } })
      onLeave()
      toast({ text: words('review.second.nobody.done') })
      await onDone()
    },
  })
  return (
    <FormDialog
      title={words('review.second.nobody.title')}
      form={form}
      act={words('review.second.nobody.act')}
      acting={words('review.second.nobody.acting')}
      onLeave={onLeave}
    >
      <p>{words('review.second.nobody.body')}</p>
      <TextField
        {...form.field('reason')}
        label={words('review.second.nobody.reason')}
        autoComplete="off"
        autoFocus
      />
    </FormDialog>
  )
}
