/** The end of a review: what still stands in its way, the button that closes and signs it, and its papers afterwards. */
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { closeReview, getReview, listReviews } from '../contract.ts'
import { fileOf, placeOf, type Review } from './review.ts'
import classes from './review.module.css'

export function ReviewEnd({ review }: { review: Review }) {
  return review.state === 'open' ? <Closing review={review} /> : <Papers review={review} />
}

function Closing({ review }: { review: Review }) {
  const words = useWords()
  const queries = useQueryClient()
  const close = useAct(async () => {
    try {
      await call(closeReview, { params: { reviewId: review.id }, body: { revision: review.revision } })
    } finally {
      await Promise.all([
        queries.invalidateQueries({ queryKey: keyOf(getReview) }),
        queries.invalidateQueries({ queryKey: keyOf(listReviews) }),
      ])
    }
  })
  const parts = Map.groupBy(review.rows, placeOf)
  const count = (part: 'mine' | 'others' | 'waiting') => parts.get(part)?.length ?? 0
  const left = count('mine') + count('others') + count('waiting')
  if (left > 0)
    return (
      <Panel title={words('review.left.title')}>
        <ul className={classes.ends}>
          {(['mine', 'others', 'waiting'] as const)
            .filter((part) => count(part) > 0)
            .map((part) => (
              <li key={part}>{words(leftKey(part, review), { n: count(part) })}</li>
            ))}
        </ul>
      </Panel>
    )
  return (
    <Panel title={words('review.close.title')} rim>
      <p>{words('review.close.effect')}</p>
      {close.problem && <Banner tone="bad">{problemText(words, close.problem)}</Banner>}
      <Acts>
        <Button onClick={close.run} busy={close.busy && words('review.close.acting')}>
          {words('review.close.act')}
        </Button>
      </Acts>
    </Panel>
  )
}

/** Where nobody else may decide on what is their own, there is nobody to be asked to open this page. */
const leftKey = (part: 'mine' | 'others' | 'waiting', { rows, secondPersons }: Review) =>
  part === 'others' && secondPersons.length === 0 && !rows.some(({ may }) => may === 'rank')
    ? 'review.left.own'
    : (`review.left.${part}` as const)

function Papers({ review }: { review: Review }) {
  const words = useWords()
  if (review.state !== 'closed') return null
  return (
    <Panel title={words('review.papers.title')} rim>
      <p>{words('review.papers.how')}</p>
      <p className={classes.proof}>
        {words('review.papers.proof')} <code>{review.summaryProof}</code>
      </p>
      <Acts>
        <Button onClick={() => openFile({ url: fileOf(review.id, 'pdf') })}>
          {words('review.file.print')}
        </Button>
        <Button variant="line" onClick={() => openFile({ url: fileOf(review.id, 'csv') })}>
          {words('review.file.csv')}
        </Button>
        <Button variant="bare" onClick={() => openFile({ url: fileOf(review.id, 'json') })}>
          {words('review.file.signed')}
        </Button>
      </Acts>
    </Panel>
  )
}
