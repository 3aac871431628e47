/** What of a row still stands outside of the review: the access it was about, and what was decided on it. */
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import { isOutside } from './judging.ts'
import type { StoredRow } from './row-queries.ts'

/** The grants that there are now, each as `kind id`. */
export async function grantsNow(tx: Reader, ctx: Context, kinds: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set<string>()
  for (const { kind, list } of ctx.kernel.grants)
    if (kinds.has(kind)) for (const { subjectId } of await list(tx, ctx)) found.add(`${kind} ${subjectId}`)
  return found
}

/** Asked of these rows' kinds alone. */
export const grantsOf = (tx: Reader, ctx: Context, rows: readonly StoredRow[]) =>
  grantsNow(tx, ctx, new Set(rows.map(({ kind }) => kind)))

/** Whether the access it is about ended, in whatever way; another system's is not Enamel's to know. */
export function isGone(row: StoredRow, grants: ReadonlySet<string>): boolean {
  if (isOutside(row)) return false
  return row.kind === 'person' ? row.state_now !== 'active' : !grants.has(`${row.kind} ${row.subject_id}`)
}

/** Whether what was decided is so: asked again after it was carried out, and when the review closes. */
export function holds(row: StoredRow, grants: ReadonlySet<string>): boolean {
  if (row.decision === null || row.decision === 'keep') return true
  if (isOutside(row)) return row.carried_out_at !== null
  if (row.decision === 'change_role') return row.state_now !== 'active' || row.role_now === row.new_role
  return isGone(row, grants)
}

/** Taken away in another system, and nobody has stated yet that it is done. */
export const isWaiting = (row: StoredRow): boolean =>
  isOutside(row) && row.decision === 'remove' && row.carried_out_at === null
