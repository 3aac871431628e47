/** Asks the person, or their manager, before a line is decided. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { askAboutRow, type ReviewRow } from '../contract.ts'

interface QuestionDialogProps {
  reviewId: string
  row: ReviewRow
  onLeave: () => void
  onDone: () => Promise<unknown>
}

export function QuestionDialog({ reviewId, row, onLeave, onDone }: QuestionDialogProps) {
  const words = useWords()
  const toast = useToast()
  const [to, setTo] = useState<'person' | 'manager'>('person')
  const doing = useAct(async () => {
    const { name } = await call(askAboutRow, {
      params: { reviewId, rowId: row.id },
      body: { to, revision: row.revision },
    })
    await onDone()
    toast({ text: words('review.asked.toast', { name }) })
    onLeave()
  })
  return (
    <AskDialog
      title={words('review.ask.title', { name: row.name })}
      act={words('review.ask.act')}
      acting={words('review.ask.acting')}
      doing={doing}
      danger={false}
      onLeave={onLeave}
    >
      <p>{words('review.ask.how')}</p>
      {row.hasManager && (
        <Choices legend={words('review.ask.whom')}>
          {(['person', 'manager'] as const).map((whom) => (
            <Choice
              key={whom}
              oneOf="whom"
              title={words(`review.ask.${whom}`, {
                name: row.person?.name ?? row.name,
                manager: row.person?.manager ?? '',
              })}
              checked={to === whom}
              onChange={() => setTo(whom)}
            />
          ))}
        </Choices>
      )}
    </AskDialog>
  )
}
