/** A row as a reviewer sees it. */
import type { SessionView } from '../../server/http/session-view.ts'
import type { ReviewRow } from './contract.ts'
import { isAlone, isOutside, mayDecide, nameOf } from './judging.ts'
import type { StoredRow } from './row-queries.ts'
import { holds, isGone } from './standing.ts'

interface About {
  open: boolean
  grants: ReadonlySet<string>
  names: ReadonlyMap<string, string>
}

const iso = (at: Date | null) => at?.toISOString() ?? null

export function rowFor(session: SessionView, row: StoredRow, { open, grants, names }: About): ReviewRow {
  const over = !open || (row.carried_out_at !== null && holds(row, grants))
  return {
    id: row.id,
    kind: row.kind,
    personId: row.person_id,
    name: nameOf(row),
    person: row.frozen.person ?? null,
    values: row.frozen.values,
    listId: row.list_id,
    listName: row.list_name,
    matchedBy: row.matched_by,
    matchedTo: row.list_id ? row.person_name : null,
    flags: row.flags,
    gone: open && isGone(row, grants),
    roleNow: row.role_now,
    outside: isOutside(row),
    decision:
      row.decision && row.decided_at
        ? {
            what: row.decision,
            newRole: row.new_role,
            note: row.note,
            by: row.decided_name ?? names.get(row.decided_by ?? '') ?? '',
            how: row.decided_how ?? 'self',
            at: row.decided_at.toISOString(),
          }
        : null,
    question: questionOf(row),
    carriedOutAt: iso(row.carried_out_at),
    statedBy: row.stated_by ? (names.get(row.stated_by) ?? '') : null,
    checkedAt: iso(row.checked_at),
    may: over ? 'over' : mayDecide(session, row),
    alone: isAlone(row),
    hasManager: row.manager_id !== null && row.manager_id !== session.personId,
    revision: row.revision,
  }
}

function questionOf(row: StoredRow): ReviewRow['question'] {
  if (!row.asked_at) return null
  return {
    to: row.asked_name ?? '',
    of: row.asked === null ? 'outsider' : row.asked === row.person_id ? 'person' : 'manager',
    at: row.asked_at.toISOString(),
    needed: row.needed,
    answer: row.answer,
    answeredAt: iso(row.answered_at),
  }
}
