/** What somebody saw, in their own words: sent, or kept until it can be. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { reportConcern } from '../features/concerns/contract.ts'
import type { Answer } from '../pure/contract/endpoint.ts'
import { useDraft } from './lib/draft.ts'
import { useForm } from './lib/form.ts'
import { REPORT_DRAFT, type Reports } from './lib/reports.ts'
import { useMember } from './lib/session.ts'
import { useWords } from './lib/words.tsx'
import { Button } from './ui/button.tsx'
import { Dialog, DialogActions } from './ui/dialog.tsx'
import { TextAreaField } from './ui/fields.tsx'
import { FormDialog } from './ui/form-dialog.tsx'
import { Note } from './ui/form.tsx'

const typed = reportConcern.body.pick({ note: true })

interface SomethingWrongDialogProps {
  reports: Reports
  onLeave: () => void
}

type Sent = Answer<typeof reportConcern> | 'waits'

export function SomethingWrongDialog({ reports, onLeave }: SomethingWrongDialogProps) {
  const words = useWords()
  const { clinic } = useMember()
  const [sent, setSent] = useState<Sent | undefined>(undefined)
  const form = useForm({
    schema: typed,
    initial: { note: '' },
    send: async ({ note }) => {
      const arrived = await reports.send(note)
      setSent(arrived ?? 'waits')
      await draft.forget()
    },
  })
  const draft = useDraft(REPORT_DRAFT, form, ['note'])
  if (sent) return <Gone sent={sent} onLeave={onLeave} />
  return (
    <FormDialog
      title={words('concerns.report.title')}
      form={form}
      act={words('concerns.report.send')}
      acting={words('concerns.report.sending')}
      onLeave={onLeave}
      onNotNow={() => {
        void draft.forget()
        onLeave()
      }}
    >
      <p>{words('concerns.report.consequence', { clinic: clinic.name })}</p>
      <TextAreaField
        {...form.field('note')}
        label={words('concerns.report.note')}
        help={words(draft.kept ? 'draft.kept' : 'concerns.report.note_help')}
        rows={5}
      />
      <Note>
        <Link to="/profile/reported" onClick={onLeave}>
          {words('concerns.report.earlier')}
        </Link>
      </Note>
    </FormDialog>
  )
}

function Gone({ sent, onLeave }: { sent: Sent; onLeave: () => void }) {
  const words = useWords()
  const waits = sent === 'waits'
  return (
    <Dialog
      title={words(waits ? 'concerns.report.waiting.title' : 'concerns.report.thanks')}
      onLeave={onLeave}
    >
      <p role="status">
        {waits
          ? words('concerns.report.waiting')
          : words('concerns.report.arrived', { n: sent.told.length, names: words.list(sent.told) })}
      </p>
      <DialogActions>
        <Button autoFocus onClick={onLeave}>
          {words('concerns.report.understood')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
