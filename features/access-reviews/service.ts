/** A review: when it is due, begun, looked at; rows of other systems' lists join it while it is open. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, type Reader, read, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import {
  type getReview,
  type listReviews,
  type personReviews,
  REVIEW_DAYS,
  reviewProblem,
} from './contract.ts'
import { freeze, hashOf, type NewRow } from './freezing.ts'
import {
  clinicSince,
  findReview,
  insertReview,
  insertRows,
  lastClosedAt,
  listAllReviews,
  type Review,
} from './queries.ts'
import { deleteRowsOfList, findDecisionsOn, listLists, listRows, type StoredRow } from './row-queries.ts'
import { grantsOf, isWaiting } from './standing.ts'
import { othersWhoMay } from './reviewers.ts'
import { rowFor } from './row-view.ts'
import { countsOf } from './summary.ts'

const DAY_MS = 24 * 3_600_000
const later = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

/** When the next review is due: 92 days after the last one was closed, the first 92 days after the clinic began here. */
export async function nextDue(
  tx: Reader,
  ctx: Context,
): Promise<{ dueAt: Date; lastClosedAt: Date | undefined }> {
  const last = await lastClosedAt(tx, ctx)
  return { dueAt: later(last ?? (await clinicSince(tx, ctx)), REVIEW_DAYS), lastClosedAt: last }
}

/** Calling off is an Owner's: a review that is in the way must not go by itself. */
const mayCallOff = ({ role }: SessionView) => role === 'OWNER'

export function overview(ctx: Context, session: SessionView): Promise<Answer<typeof listReviews>> {
  return read(ctx, async (tx) => {
    const { dueAt, lastClosedAt: last } = await nextDue(tx, ctx)
    const all = await listAllReviews(tx, ctx)
    const names = await people.listNames(
      tx,
      all.flatMap((one) => [one.started_by, one.closed_by ?? []].flat()),
    )
    const open = all.find(({ state }) => state === 'open')
    const past: Answer<typeof listReviews>['past'] = []
    for (const one of all) {
      if (one.state === 'open') continue
      const { kept, changed, ended } = countsOf(await listRows(tx, ctx, one.id))
      past.push({
        id: one.id,
        state: one.state,
        startedAt: one.started_at.toISOString(),
        endedAt: (one.closed_at ?? one.started_at).toISOString(),
        endedBy: names.get(one.closed_by ?? '') ?? '',
        reason: one.reason,
        kept,
        changed,
        ended,
        proof: one.summary_hash?.toString('hex') ?? null,
      })
    }
    return {
      dueAt: dueAt.toISOString(),
      lastClosedAt: last?.toISOString() ?? null,
      open: open
        ? {
            id: open.id,
            startedAt: open.started_at.toISOString(),
            startedBy: names.get(open.started_by) ?? '',
            ...progressOf(await listRows(tx, ctx, open.id)),
          }
        : null,
      past,
      mayCallOff: mayCallOff(session),
    }
  })
}

const progressOf = (rows: readonly StoredRow[]) => ({
  rows: rows.length,
  decided: rows.filter(({ decision }) => decision !== null).length,
  waiting: rows.filter(isWaiting).length,
})

/** Freezes who has access to what. "Since the last review" is the closing of that, before the first one 92 days. */
export function start(ctx: Context, session: SessionView): Promise<{ reviewId: string }> {
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session, 'staff.manage')
    const since = (await lastClosedAt(tx, ctx)) ?? later(ctx.now, -REVIEW_DAYS)
    const rows = await freeze(tx, ctx, since)
    const frozenHash = hashOf(rows)
    const id = newId(ctx.now)
    if (!(await insertReview(tx, ctx, { id, startedBy: session.personId, since, frozenHash })))
      throw reviewProblem('access_reviews.open_already')
    await insertRows(tx, ctx, id, rows)
    return audited(
      {
        action: 'review.started',
        category: 'config',
        target: { type: 'review', id },
        personal: {
          rows: String(rows.length),
          people: String(rows.filter(({ kind }) => kind === 'person').length),
          hash: frozenHash.toString('hex'),
        },
      },
      { reviewId: id },
    )
  })
}

export function detail(
  ctx: Context,
  session: SessionView,
  reviewId: string,
): Promise<Answer<typeof getReview>> {
  return read(ctx, async (tx) => {
    const review = await findReview(tx, ctx, reviewId)
    if (!review) throw reviewProblem('access_reviews.not_found')
    return present(tx, ctx, session, review)
  })
}

async function present(
  tx: Reader,
  ctx: Context,
  session: SessionView,
  review: Review,
): Promise<Answer<typeof getReview>> {
  const rows = await listRows(tx, ctx, review.id)
  const open = review.state === 'open'
  const grants = open ? await grantsOf(tx, ctx, rows) : new Set<string>()
  const ids = rows.flatMap(({ decided_by, stated_by }) => [decided_by, stated_by])
  const names = await people.listNames(tx, [
    ...new Set([review.started_by, review.closed_by, ...ids].filter((id) => id !== null)),
  ])
  const lists = await listLists(tx, ctx, review.id)
  return {
    id: review.id,
    state: review.state,
    startedAt: review.started_at.toISOString(),
    startedBy: names.get(review.started_by) ?? '',
    since: review.since.toISOString(),
    closedAt: review.closed_at?.toISOString() ?? null,
    closedBy: review.closed_by ? (names.get(review.closed_by) ?? '') : null,
    frozenProof: review.frozen_hash.toString('hex'),
    summaryProof: review.summary_hash?.toString('hex') ?? null,
    revision: review.revision,
    ...progressOf(rows),
    rows: rows.map((row) => rowFor(session, row, { open, grants, names })),
    lists: lists.map(({ id, name }) => ({ id, name, rows: rows.filter((row) => row.list_id === id).length })),
    secondPersons: await othersWhoMay(tx, ctx, session),
    mayCallOff: open && mayCallOff(session),
  }
}

/** For a person's page. Throws `access_reviews.not_found` for somebody who is not of this clinic. */
export function ofPerson(ctx: Context, personId: string): Promise<Answer<typeof personReviews>> {
  return read(ctx, async (tx) => {
    const rows = await findDecisionsOn(tx, ctx, personId as PersonId)
    if (!rows) throw reviewProblem('access_reviews.not_found')
    const ids = rows.map(({ decided_by }) => decided_by).filter((one) => one !== null)
    const names = await people.listNames(tx, [...new Set(ids)])
    return {
      decisions: rows.flatMap((row) =>
        row.decision && row.decided_at
          ? [
              {
                reviewId: row.review_id,
                kind: row.kind,
                list: row.list_name,
                what: row.decision,
                newRole: row.new_role,
                note: row.note,
                by: row.decided_name ?? names.get(row.decided_by ?? '') ?? '',
                at: row.decided_at.toISOString(),
              },
            ]
          : [],
      ),
    }
  })
}

/**
 * Puts rows of another system's list at the end of a review that the transaction holds open. The event that stands
 * beside the caller's: how many, and the hash of what was added.
 */
export async function addRows(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  rows: readonly NewRow[],
  list: string,
): Promise<AuditEvent> {
  await insertRows(tx, ctx, reviewId, rows)
  return {
    action: 'review.rows_added',
    category: 'config',
    target: { type: 'review', id: reviewId },
    personal: { list, rows: String(rows.length), hash: hashOf(rows).toString('hex') },
  }
}

/** Takes a list that was given by mistake out again, with what was decided on its rows. */
export async function removeRows(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  list: { id: string; name: string },
): Promise<AuditEvent> {
  const gone = await deleteRowsOfList(tx, ctx, reviewId, list.id)
  return {
    action: 'review.rows_removed',
    category: 'config',
    target: { type: 'review', id: reviewId },
    personal: { list: list.name, rows: String(gone) },
  }
}
