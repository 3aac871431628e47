/** One review: what is left to decide for whoever looks, what waits for others, what is decided; and its end. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { may } from '../../../pure/roles/roles.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useToast } from '../../../web/ui/toast.tsx'
import { getReview, keepRows, listReviews, type ReviewRow } from '../contract.ts'
import { DecidedRow } from './decided-row.tsx'
import { OpenRow } from './open-row.tsx'
import { placeOf, type Review } from './review.ts'
import { ReviewEnd } from './review-end.tsx'
import classes from './review.module.css'

const route = getRouteApi('/inside/settings/staff/review/$reviewId')

export function ReviewPage() {
  const words = useWords()
  const { reviewId } = route.useParams()
  const { data: review } = useSuspenseQuery({
    ...reading(getReview, { params: { reviewId } }),
    // Another reviewer may be at it.
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? 3_000 : false),
  })
  const { decided, rows, waiting } = review
  const open = review.state === 'open'
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.review')]}
        title={words('review.title', { date: words.date(new Date(review.startedAt)) })}
        sentence={
          open
            ? words('review.sentence.open', { decided, rows: rows.length, waiting })
            : words(`review.sentence.${review.state}`, {
                date: words.date(new Date(review.closedAt ?? review.startedAt)),
                by: review.closedBy ?? '',
              })
        }
        actions={
          <>
            {open && (
              <LinkButton
                variant="line"
                size="sm"
                to="/settings/staff/review/$reviewId/lists"
                params={{ reviewId }}
              >
                {words('review.lists.title')}
              </LinkButton>
            )}
            <LinkButton variant="line" size="sm" to="/settings/staff/review">
              {words('review.back')}
            </LinkButton>
          </>
        }
      />
      {open && (
        <progress
          className={classes.progress}
          max={rows.length}
          value={decided}
          aria-label={words('review.progress')}
        />
      )}
      {review.state === 'closed' && <ReviewEnd review={review} />}
      {open ? <OpenParts review={review} /> : <Decided review={review} rows={rows} />}
      {open && <ReviewEnd review={review} />}
    </Page>
  )
}

function OpenParts({ review }: { review: Review }) {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const next = useRef<string>(undefined)
  const parts = Map.groupBy(review.rows, placeOf)
  const mine = parts.get('mine') ?? []
  const together = mine.filter((row) => ticked.has(row.id) && !row.alone && !row.gone)

  // Who works with the keyboard goes on with the next line, not from the top of the page.
  useEffect(() => {
    if (next.current === undefined) return
    document.getElementById(`keep-${next.current}`)?.focus()
    next.current = undefined
  })
  const decided = async (ids: readonly string[]) => {
    const at = mine.findIndex(({ id }) => ids.includes(id))
    const after = [...mine.slice(at + 1), ...mine.slice(0, at)].find(({ id }) => !ids.includes(id))
    await Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(getReview) }),
      queries.invalidateQueries({ queryKey: keyOf(listReviews) }),
    ])
    setTicked((before) => new Set([...before].filter((id) => !ids.includes(id))))
    next.current = after?.id
  }
  const keep = useAct(async (rows: readonly ReviewRow[]) => {
    try {
      await call(keepRows, {
        params: { reviewId: review.id },
        body: { rows: rows.map(({ id, revision }) => ({ id, revision })), note: '' },
      })
    } finally {
      await decided(rows.map(({ id }) => id))
    }
    toast({ text: words('review.kept', { names: words.list([...new Set(rows.map(({ name }) => name))]) }) })
  })
  const tick = (id: string, on: boolean) =>
    setTicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
  return (
    <>
      {keep.problem && <Banner tone="bad">{problemText(words, keep.problem)}</Banner>}
      {mine.length > 0 && (
        <section className={classes.part}>
          <h2>{words('review.part.mine', { n: mine.length })}</h2>
          <p className={classes.note}>{words('review.part.mine.how')}</p>
          <Ledger label={words('review.part.mine', { n: mine.length })}>
            {mine.map((row) => (
              <OpenRow
                key={row.id}
                reviewId={review.id}
                row={row}
                ticked={ticked.has(row.id)}
                onTick={(on) => tick(row.id, on)}
                onKeep={() => keep.run([row])}
                onDone={() => decided([row.id])}
              />
            ))}
          </Ledger>
          {together.length > 0 && (
            <div className={classes.together}>
              <Button onClick={() => keep.run(together)} busy={keep.busy && words('review.keeping')}>
                {words('review.keep_together', { n: together.length })}
              </Button>
            </div>
          )}
        </section>
      )}
      <Others rows={parts.get('others') ?? []} review={review} onDone={decided} />
      <Decided review={review} rows={parts.get('waiting') ?? []} part={'waiting'} onDone={decided} />
      <Decided review={review} rows={parts.get('decided') ?? []} part={'decided'} onDone={decided} />
    </>
  )
}

interface OthersProps {
  rows: readonly ReviewRow[]
  review: Review
  onDone: (ids: readonly string[]) => Promise<unknown>
}

/** Their own line, and those of people above them: somebody else decides. */
function Others({ rows, review: { id: reviewId, secondPersons }, onDone }: OthersProps) {
  const words = useWords()
  const { role } = useMember().person
  // One answer stands for all that is their own.
  const own = rows.find(({ may: mine }) => mine === 'self')
  const alone = secondPersons.length === 0 && may(role, 'owners.make')
  if (rows.length === 0) return null
  return (
    <section className={classes.part}>
      <h2>{words('review.part.others', { n: rows.length })}</h2>
      <Ledger label={words('review.part.others', { n: rows.length })}>
        {rows.map((row) => (
          <OpenRow
            key={row.id}
            reviewId={reviewId}
            row={row}
            ticked={false}
            onTick={() => undefined}
            onKeep={() => undefined}
            onDone={() => onDone([row.id])}
            others={secondPersons}
            alone={alone && row === own}
          />
        ))}
      </Ledger>
    </section>
  )
}

interface DecidedProps {
  review: Review
  rows: readonly ReviewRow[]
  part?: 'waiting' | 'decided'
  onDone?: (ids: readonly string[]) => Promise<unknown>
}

function Decided({ review, rows, part = 'decided', onDone }: DecidedProps) {
  const words = useWords()
  if (rows.length === 0) return null
  return (
    <section className={classes.part}>
      <h2>{words(`review.part.${part}`, { n: rows.length })}</h2>
      <Ledger label={words(`review.part.${part}`, { n: rows.length })}>
        {rows.map((row) => (
          <DecidedRow
            key={row.id}
            reviewId={review.id}
            row={row}
            {...(onDone && { onDone: () => onDone([row.id]) })}
          />
        ))}
      </Ledger>
    </section>
  )
}
