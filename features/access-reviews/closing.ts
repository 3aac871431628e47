/** The end of a review: closed when nothing is left to decide or to state, or called off because it was begun by mistake. */
import { audited } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import { callOffReview, closeReview, reviewProblem } from './contract.ts'
import { inReview, type Reviewing } from './in-review.ts'
import { nameOf } from './judging.ts'
import { updateClosed } from './queries.ts'
import { listRows, updateChecked } from './row-queries.ts'
import { grantsOf, holds, isWaiting } from './standing.ts'
import { signSummary, summaryOf } from './summary.ts'

/**
 * Closes it with a signed summary. Throws `access_reviews.not_complete` while rows are undecided or removals elsewhere wait
 * for a statement, `…undone_meanwhile` when what was taken away is there again, `…changed_meanwhile`.
 */
export function close(call: Reviewing & { body: { revision: number } }): Promise<{ proof: string }> {
  return inReview(call, closeReview, 'alone', async ({ tx, ctx, review, actor }) => {
    if (review.revision !== call.body.revision)
      throw reviewProblem('access_reviews.changed_meanwhile', {
        values: { name: '', by: '', decision: 'none', revision: review.revision },
      })
    const rows = await listRows(tx, ctx, review.id)
    const undecided = rows.filter(({ decision }) => decision === null).length
    const waiting = rows.filter(isWaiting).length
    if (undecided + waiting > 0)
      throw reviewProblem('access_reviews.not_complete', { values: { undecided, waiting } })
    const grants = await grantsOf(tx, ctx, rows)
    const undone = rows.filter((row) => !holds(row, grants))
    if (undone.length > 0)
      throw reviewProblem('access_reviews.undone_meanwhile', {
        values: { names: undone.map(nameOf).join(', ') },
      })
    await updateChecked(
      tx,
      ctx,
      rows.filter(({ decision }) => decision !== 'keep').map(({ id }) => id),
    )
    const ids = rows
      .flatMap(({ decided_by, stated_by }) => [decided_by, stated_by])
      .filter((id) => id !== null)
    const names = await people.listNames(tx, [...new Set([review.started_by, ...ids])])
    const summary = summaryOf(ctx, review, rows, {
      clinic: call.session.clinicName,
      closedBy: actor.name,
      names,
    })
    const signed = signSummary(ctx, summary)
    const hash = signed.hash.toString('hex')
    await updateClosed(tx, ctx, review.id, {
      state: 'closed',
      by: actor.personId,
      summary: signed.bytes,
      hash: signed.hash,
      signature: signed.signature,
    })
    const { counts } = summary
    return audited(
      {
        action: 'review.closed',
        category: 'config',
        target: { type: 'review', id: review.id },
        personal: {
          hash,
          rows: String(counts.rows),
          kept_rows: String(counts.kept),
          changed_rows: String(counts.changed),
          ended_rows: String(counts.ended),
          exceptions: String(counts.exceptions),
        },
      },
      { proof: hash },
    )
  })
}

/** By an Owner, with a reason. What was carried out stays carried out. */
export function callOff(call: Reviewing & { body: { reason: string } }): Promise<Record<string, never>> {
  return inReview(call, callOffReview, 'alone', async ({ tx, ctx, review, actor }) => {
    if (actor.role !== 'OWNER') throw reviewProblem('access_reviews.rank_too_low')
    const { reason } = call.body
    await updateClosed(tx, ctx, review.id, { state: 'called_off', by: actor.personId, reason })
    return audited(
      {
        action: 'review.called_off',
        category: 'config',
        target: { type: 'review', id: review.id },
        personal: { reason },
      },
      {},
    )
  })
}
