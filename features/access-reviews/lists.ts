/** Lists of other systems join a review while it is open: each account matched to a person, or flagged as nobody's. */
import { matchAccounts, type Match } from '../../pure/accounts/match-accounts.ts'
import { isSharedAccount } from '../../pure/accounts/shared-account.ts'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { audited, read } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import * as people from '../people/service.ts'
import { reviewProblem } from './contract.ts'
import { seenRows } from './deciding.ts'
import type { NewRow } from './freezing.ts'
import { inReview, type Reviewing } from './in-review.ts'
import { mayDecide, nameOf } from './judging.ts'
import {
  bringList,
  type ListFlag,
  type listBrought,
  listProblem,
  matchRow,
  takeListOut,
} from './lists-contract.ts'
import {
  deleteList,
  insertList,
  isSystem,
  type Known,
  listKnown,
  listLists,
  updateMatch,
} from './lists-queries.ts'
import { findReview } from './queries.ts'
import { type Brought, type Entry, readList } from './reading-lists.ts'
import { listRows, type StoredRow } from './row-queries.ts'
import { addRows, removeRows } from './service.ts'

type Bringing = Reviewing & {
  body: { name: string; systemId?: string | undefined; list: Brought }
}

/**
 * Brings a whole list into the open review. Throws `access_reviews.list_not_read` with the line of its fault,
 * `…list_there`, `…system_not_found`, and what `inReview` throws.
 */
export function bring(call: Bringing): Promise<Answer<typeof bringList>> {
  const { name, systemId = null, list } = call.body
  const entries = readList(list)
  if ('why' in entries)
    throw listProblem('access_reviews.list_not_read', {
      values: { why: entries.why, line: entries.line ?? 0 },
    })
  return inReview(call, bringList, 'alone', async ({ tx, ctx, review, actor }) => {
    if (systemId !== null && !(await isSystem(tx, ctx, systemId)))
      throw listProblem('access_reviews.system_not_found')
    const there = await listLists(tx, ctx, review.id)
    if (there.some((one) => one.name.toLowerCase() === name.toLowerCase()))
      throw listProblem('access_reviews.list_there', { values: { name } })
    const known = await listKnown(tx, ctx)
    const matches = matchAccounts(entries, known)
    const listId = newId(ctx.now)
    await insertList(tx, ctx, {
      id: listId,
      reviewId: review.id,
      systemId,
      name,
      how: list.how,
      by: actor.personId,
    })
    const rows = entries.map((entry, index) => rowOf(entry, index, { matches, known, listId }))
    const event = await addRows(tx, ctx, review.id, rows, name)
    const by = (how: Match['by']) => matches.filter((match) => match.by === how).length
    return audited(event, {
      listId,
      entries: rows.length,
      byAddress: by('address'),
      byName: by('name'),
      byHand: 0,
      nobody: by('none'),
    })
  })
}

function rowOf(
  entry: Entry,
  index: number,
  { matches, known, listId }: { matches: readonly Match[]; known: readonly Known[]; listId: string },
): NewRow {
  const match = matches[index]
  const owner = known.find(({ personId }) => personId === match?.personId)
  const again = matches.slice(0, index).some(({ personId }) => owner && personId === owner.personId)
  const { login, address, role, seen } = entry
  const values = {
    name: entry.name || login || address,
    ...(login && { login }),
    ...(address && { address }),
    ...(role && { role_there: role }),
    ...(seen && { seen }),
    ...(entry.shut && { shut: 'yes' }),
  }
  return {
    kind: 'list_entry',
    subjectId: null,
    personId: owner?.personId ?? null,
    listId,
    matchedBy: match?.by ?? 'none',
    frozen: { values },
    // Nobody signs in with an account that is shut.
    flags: entry.shut ? [] : flagsOf({ owner, shared: isShared(entry, match), again }),
  }
}

/** Whose address it is has it alone, however it begins. */
const isShared = (entry: Entry, match: Match | undefined) =>
  isSharedAccount(match?.by === 'address' ? { ...entry, address: '' } : entry)

function flagsOf({
  owner,
  shared,
  again,
}: {
  owner: Known | undefined
  shared: boolean
  again: boolean
}): ListFlag[] {
  const flags: ListFlag[] = []
  if (!owner) flags.push('no_match')
  else if (!owner.active) flags.push('left_here')
  if (shared) flags.push('shared_account')
  if (again) flags.push('second_account')
  return flags
}

const isOpen = (row: StoredRow) => row.matched_by === 'none' && row.decision === null

const valuesOf = ({ frozen }: StoredRow) => ({
  name: frozen.values['name'] ?? '',
  login: frozen.values['login'] ?? '',
  address: frozen.values['address'] ?? '',
})

/** Throws `access_reviews.not_found`. */
export function brought(ctx: Context, reviewId: string): Promise<Answer<typeof listBrought>> {
  return read(ctx, async (tx) => {
    if (!(await findReview(tx, ctx, reviewId))) throw reviewProblem('access_reviews.not_found')
    const [lists, rows, known] = [
      await listLists(tx, ctx, reviewId),
      (await listRows(tx, ctx, reviewId)).filter(({ list_id }) => list_id !== null),
      await listKnown(tx, ctx),
    ]
    const nameBy = await people.listNames(tx, [...new Set(lists.map((list) => list.imported_by))])
    const nameOfKnown = new Map(known.map(({ personId, name }) => [personId as string, name]))
    return {
      lists: lists.map((list) => {
        const own = rows.filter(({ list_id }) => list_id === list.id)
        const by = (how: StoredRow['matched_by']) => own.filter((row) => row.matched_by === how).length
        const open = own.filter(isOpen)
        const guesses = matchAccounts(open.map(valuesOf), known)
        return {
          id: list.id,
          name: list.name,
          how: list.how,
          importedAt: list.imported_at.toISOString(),
          importedBy: nameBy.get(list.imported_by) ?? '',
          entries: own.length,
          byAddress: by('address'),
          byName: by('name'),
          byHand: by('hand'),
          nobody: by('none'),
          decided: own.filter(({ decision }) => decision !== null).length,
          open: open.map((row, index) => ({
            rowId: row.id,
            name: nameOf(row),
            details: [
              row.frozen.values['login'],
              row.frozen.values['address'],
              row.frozen.values['role_there'],
            ]
              .filter((text) => text !== undefined)
              .filter((text) => text !== nameOf(row)),
            shared: row.flags.includes('shared_account'),
            revision: row.revision,
            candidates: (guesses[index]?.candidates ?? []).map((personId) => ({
              personId,
              name: nameOfKnown.get(personId) ?? '',
            })),
          })),
        }
      }),
      people: known.map(({ personId, name, active }) => ({ personId, name, here: active })),
    }
  })
}

/** Throws `access_reviews.list_not_found`, `…list_decided`. */
export function takeOut(call: Reviewing & { params: { listId: string } }): Promise<Record<string, never>> {
  return inReview(call, takeListOut, 'alone', async ({ tx, ctx, review }) => {
    const list = (await listLists(tx, ctx, review.id)).find(({ id }) => id === call.params.listId)
    if (!list) throw listProblem('access_reviews.list_not_found')
    const decided = (await listRows(tx, ctx, review.id)).filter(
      (row) => row.list_id === list.id && row.decision !== null,
    ).length
    if (decided > 0) throw listProblem('access_reviews.list_decided', { values: { decided } })
    const event = await removeRows(tx, ctx, review.id, list)
    await deleteList(tx, ctx, list.id)
    return audited(event, {})
  })
}

/** Whose account it is, by somebody who knows. Throws `access_reviews.no_match_here`, `…not_found`, `…changed_meanwhile`. */
export function match(
  call: Reviewing & { params: { rowId: string }; body: { personId: string | null; revision: number } },
): Promise<Record<string, never>> {
  const { personId, revision } = call.body
  return inReview(call, matchRow, 'share', async ({ tx, ctx, review, actor }) => {
    const [row] = await seenRows(tx, ctx, review.id, [{ id: call.params.rowId, revision }])
    if (!row || row.kind !== 'list_entry' || row.decision !== null)
      throw listProblem('access_reviews.no_match_here')
    // Whoever could say that an account is nobody's could keep their own that way.
    const may = mayDecide(actor, row)
    if (may === 'self') throw reviewProblem('access_reviews.not_yourself')
    if (may !== 'yes') throw reviewProblem('access_reviews.rank_too_low')
    const owner = (await listKnown(tx, ctx)).find((one) => one.personId === personId)
    if (personId !== null && !owner) throw reviewProblem('access_reviews.not_found')
    const again =
      owner !== undefined &&
      (await listRows(tx, ctx, review.id)).some(
        (other) => other.id !== row.id && other.list_id === row.list_id && other.person_id === owner.personId,
      )
    const shared = row.flags.includes('shared_account')
    await updateMatch(tx, ctx, row.id, {
      personId: owner?.personId ?? null,
      flags: row.frozen.values['shut'] ? [] : flagsOf({ owner, shared, again }),
    })
    return audited(
      {
        action: 'review.row_matched',
        category: 'config',
        target: owner ? { type: 'person', id: owner.personId } : { type: 'review_row', id: row.id },
        personal: {
          target_name: nameOf(row),
          before: row.person_name ?? undefined,
          after: owner?.name,
          list: row.list_name ?? '',
        },
      },
      {},
    )
  })
}
