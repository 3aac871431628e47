/** Calls a review off that was begun by mistake. */
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { callOffReview, getReview, listReviews } from '../contract.ts'

export function CallOffDialog({ reviewId, onLeave }: { reviewId: string; onLeave: () => void }) {
  const words = useWords()
  const queries = useQueryClient()
  const form = useForm({
    schema: callOffReview.body,
    initial: { reason: '' },
    send: async ({ reason }) => {
      await call(callOffReview, { params: { reviewId }, body: { reason } })
      await queries.invalidateQueries({ queryKey: keyOf(listReviews) })
      await queries.invalidateQueries({ queryKey: keyOf(getReview) })
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('review.call_off.title')}
      form={form}
      act={words('review.call_off.act')}
      acting={words('review.call_off.acting')}
      danger
      onLeave={onLeave}
    >
      <p>{words('review.call_off.effect')}</p>
      <TextField
        {...form.field('reason')}
        label={words('review.take.note')}
        help={words('review.call_off.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
