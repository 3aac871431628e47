/** One decision on each row: keeping it, or taking it away at once (identity.md, rules of the house). */
import type { Role } from '../../pure/roles/roles.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import * as people from '../people/service.ts'
import * as staff from '../staff/service.ts'
import { type Decision, keepRows, reviewProblem, stateRow, takeAway } from './contract.ts'
import { inReview, type Reviewing, type ReviewScene } from './in-review.ts'
import { isAlone, isOutside, mayDecide, nameOf } from './judging.ts'
import {
  holdOthersOf,
  holdRows,
  listRows,
  type StoredRow,
  updateDecided,
  updateStated,
} from './row-queries.ts'
import { grantsOf, holds, isGone, isWaiting } from './standing.ts'

export interface Seen {
  id: string
  revision: number
}

/** Keeps what is named, each row as its reviewer saw it. More than one at once only where none is an Owner's or Admin's. */
export function keep(call: Reviewing & { body: { rows: Seen[]; note: string } }): Promise<{ kept: number }> {
  const { rows: seen, note } = call.body
  return inReview(call, keepRows, 'share', async ({ tx, ctx, review, actor }) => {
    const rows = await seenRows(tx, ctx, review.id, seen)
    const alone = rows.filter(isAlone)
    if (rows.length > 1 && alone.length > 0)
      throw reviewProblem('access_reviews.one_by_one', {
        values: { names: [...new Set(alone.map(nameOf))].join(', ') },
      })
    for (const row of rows) wantsRight(mayDecide(actor, row), 'keep')
    const events = await keepThem(tx, ctx, rows, { how: 'self', by: actor.personId, name: null, note })
    return audited(events, { kept: rows.length })
  })
}

export interface Keeper {
  how: 'self' | 'link' | 'no_second_person'
  /** Null: somebody without an account. */
  by: PersonId | null
  /** Whom a link was given to. */
  name: string | null
  note: string
}

/**
 * Keeps rows that are held, in the caller's transaction: by whom, that caller has judged. Throws
 * `access_reviews.carried_out` where what was decided holds, and `…gone` for what ended meanwhile, unless its end is to be
 * put on record with the rest.
 */
export async function keepThem(
  tx: Writer,
  ctx: Context,
  rows: readonly StoredRow[],
  keeper: Keeper,
  gone: 'refused' | 'recorded' = 'refused',
): Promise<[AuditEvent, ...AuditEvent[]]> {
  const grants = await grantsOf(tx, ctx, rows)
  // What is written down is written in the product's language.
  const words = createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale: 'en', zone: 'UTC' })
  const events: AuditEvent[] = []
  for (const row of rows) {
    wantsOpen(row, grants)
    const ended = isGone(row, grants)
    if (ended && gone === 'refused')
      throw reviewProblem('access_reviews.gone', { values: { name: nameOf(row) } })
    const note = keeper.note || (ended ? words('review.ended_meanwhile') : '')
    const made = { ...keeper, decision: ended ? 'remove' : 'keep', newRole: null, note } as const
    await updateDecided(tx, ctx, row.id, { ...made, carriedOut: ended })
    events.push(eventOf(row, made))
  }
  return events as [AuditEvent, ...AuditEvent[]]
}

/** Another role, the end of access, or the end of a grant, at once; what another system holds waits for a statement. */
export function take(
  call: Reviewing & {
    params: { rowId: string }
    body: { decision: Exclude<Decision, 'keep'>; newRole?: Role | undefined; note: string; revision: number }
  },
): Promise<Record<string, never>> {
  const { rowId } = call.params
  const { decision, note, revision } = call.body
  const whose = async (tx: Writer) =>
    (await listRows(tx, call.ctx, call.params.reviewId))
      .filter(({ id }) => id === rowId)
      .map((row) => row.person_id)
  return inReview(
    call,
    takeAway,
    'share',
    async (scene) => {
      const { tx, ctx, review, actor } = scene
      const [row] = await seenRows(tx, ctx, review.id, [{ id: rowId, revision }])
      if (!row) throw reviewProblem('access_reviews.not_found')
      const grants = await grantsOf(tx, ctx, [row])
      const may = mayDecide(actor, row)
      // What ended by itself is put on record by whoever might have kept it: nothing is taken away by that.
      wantsRight(may === 'keep_only' && isGone(row, grants) ? 'yes' : may, decision)
      wantsOpen(row, grants)
      const newRole = fitting(row, decision, call.body.newRole)
      const events = await carryOut(scene, row, { decision, newRole, note })
      await updateDecided(tx, ctx, row.id, {
        decision,
        newRole,
        note,
        by: actor.personId,
        name: null,
        how: 'self',
        carriedOut: !isOutside(row),
      })
      if (!isOutside(row)) await wantsDone(tx, ctx, row)
      const also = decision === 'disable' ? await endedWith(scene, row, note) : []
      return audited(
        [eventOf(row, { decision, newRole, note, how: 'self', name: null }), ...events, ...also],
        {},
      )
    },
    whose,
  )
}

/** Says that it is done in the other system: by whom, that stands beside it. */
export function state(
  call: Reviewing & { params: { rowId: string }; body: { revision: number } },
): Promise<Record<string, never>> {
  return inReview(call, stateRow, 'share', async ({ tx, ctx, review, actor }) => {
    const [row] = await seenRows(tx, ctx, review.id, [{ id: call.params.rowId, ...call.body }])
    if (!row || !isWaiting(row)) throw reviewProblem('access_reviews.nothing_to_state')
    if (row.person_id === actor.personId) throw reviewProblem('access_reviews.not_yourself')
    await updateStated(tx, ctx, row.id, actor.personId)
    return audited(
      {
        ...about(row),
        action: 'review.stated',
        personal: { target_name: nameOf(row), list: row.list_name ?? '' },
      },
      {},
    )
  })
}

/** The rows as they were seen. Throws `access_reviews.not_found`, and `…changed_meanwhile` with who was quicker. */
export async function seenRows(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  seen: readonly Seen[],
): Promise<StoredRow[]> {
  const revisions = new Map(seen.map(({ id, revision }) => [id, revision]))
  const rows = await holdRows(tx, ctx, reviewId, [...revisions.keys()])
  if (rows.length !== revisions.size) throw reviewProblem('access_reviews.not_found')
  const changed = rows.find(({ id, revision }) => revisions.get(id) !== revision)
  if (changed) {
    const names = await people.listNames(tx, changed.decided_by ? [changed.decided_by] : [])
    throw reviewProblem('access_reviews.changed_meanwhile', {
      values: {
        name: nameOf(changed),
        by: changed.decided_name ?? names.get(changed.decided_by ?? '') ?? '',
        decision: changed.decision ?? 'none',
        revision: changed.revision,
      },
    })
  }
  return rows
}

function wantsRight(may: ReturnType<typeof mayDecide>, decision: Decision): void {
  if (may === 'self') throw reviewProblem('access_reviews.not_yourself')
  if (may === 'rank') throw reviewProblem('access_reviews.rank_too_low')
  if (may === 'keep_only' && decision !== 'keep') throw reviewProblem('access_reviews.keep_only')
}

/** What was carried out is not decided anew while it holds. */
function wantsOpen(row: StoredRow, grants: ReadonlySet<string>): void {
  if (row.carried_out_at && holds(row, grants)) throw reviewProblem('access_reviews.carried_out')
}

function fitting(row: StoredRow, decision: Decision, newRole: Role | undefined): Role | null {
  const person = row.kind === 'person'
  const role = decision === 'change_role' ? newRole : undefined
  if (person === (decision === 'remove') || (decision === 'change_role') !== (newRole !== undefined))
    throw reviewProblem('access_reviews.decision_wrong')
  return role ?? null
}

interface Taking {
  decision: Decision
  newRole: Role | null
  note: string
}

async function carryOut(
  { tx, ctx, actor, members }: ReviewScene,
  row: StoredRow,
  { decision, newRole, note }: Taking,
): Promise<AuditEvent[]> {
  if (isOutside(row)) return []
  if (decision === 'remove') return (await removeGrant(tx, ctx, row, note)).events
  const colleague = members.get((row.person_id ?? '') as PersonId)
  if (!colleague) throw reviewProblem('access_reviews.not_found')
  const scene: staff.Scene = { tx, ctx, actor, colleague }
  // It ended meanwhile, by whatever hand: what is left to do is to have it on record.
  if (colleague.state !== 'active') {
    if (decision === 'disable') return []
    throw reviewProblem('access_reviews.gone', { values: { name: nameOf(row) } })
  }
  if (newRole) return staff.changeRole(scene, { role: newRole, reason: note })
  return (await staff.disable(scene, { how: 'review', reason: note })).events
}

async function removeGrant(tx: Writer, ctx: Context, row: StoredRow, reason: string) {
  const source = ctx.kernel.grants.find(({ kind }) => kind === row.kind)
  if (!source || row.subject_id === null) throw reviewProblem('access_reviews.decision_wrong')
  const { events } = await source.remove(tx, ctx, row.subject_id, reason)
  return { events: [...events] }
}

/** Asked again: what was to be taken away is gone. */
async function wantsDone(tx: Writer, ctx: Context, { id, review_id }: StoredRow): Promise<void> {
  const [row] = await holdRows(tx, ctx, review_id, [id])
  if (!row || !holds(row, await grantsOf(tx, ctx, [row]))) throw new Error('A removal that removed nothing')
}

/** What somebody held besides, which went with their access: decided by the same decision, never by silence. */
async function endedWith(
  { tx, ctx, review, actor }: ReviewScene,
  of: StoredRow,
  note: string,
): Promise<AuditEvent[]> {
  if (of.person_id === null) return []
  const kinds = ctx.kernel.grants.map(({ kind }) => kind)
  const others = await holdOthersOf(tx, ctx, review.id, of.person_id, kinds)
  const grants = await grantsOf(tx, ctx, others)
  const events: AuditEvent[] = []
  for (const row of others.filter((one) => isGone(one, grants))) {
    const made = { decision: 'remove', newRole: null, note, name: null, how: 'self' } as const
    await updateDecided(tx, ctx, row.id, { ...made, by: actor.personId, carriedOut: true })
    events.push(eventOf(row, made))
  }
  return events
}

const about = (row: StoredRow) => ({
  category: 'config' as const,
  target: row.person_id ? { type: 'person', id: row.person_id } : { type: 'review_row', id: row.id },
})

function eventOf(
  row: StoredRow,
  made: { decision: Decision; newRole: Role | null; note: string; name: string | null; how: Keeper['how'] },
): AuditEvent {
  const before = row.frozen.person?.role
  const after = made.decision === 'keep' ? before : (made.newRole ?? undefined)
  return {
    ...about(row),
    action: 'review.decided',
    personal: {
      target_name: nameOf(row),
      held: row.kind === 'person' ? undefined : row.kind,
      list: row.list_name ?? undefined,
      decision: made.decision,
      before,
      after,
      reason: made.note,
      ...(made.how !== 'self' && { how: made.how }),
      ...(made.name && { by: made.name }),
    },
  }
}
