/** The page of the check: what was found, and that an Owner looked into it. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { may } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type getLogCheck, logCheckProblem, MOST_KEPT } from './contract.ts'
import { findCheck, listFindings, updateLooked } from './state-queries.ts'
import { valuesOf } from './telling.ts'

export async function lastCheck(ctx: Context, { role }: SessionView): Promise<Answer<typeof getLogCheck>> {
  const { checked, findings } = await read(ctx, async (tx) => ({
    checked: await findCheck(tx, ctx),
    findings: await listFindings(tx, ctx, 2 * MOST_KEPT),
  }))
  return {
    checkedAt: checked?.checkedAt.toISOString() ?? null,
    entries: checked?.entries ?? 0,
    read: checked?.read ?? 0,
    findings: findings.map((one) => ({
      id: one.id,
      problem: one.problem,
      values: valuesOf(one),
      eventAt: one.at?.toISOString() ?? null,
      foundAt: one.foundAt.toISOString(),
      looked: one.looked
        ? { by: one.looked.by, at: one.looked.at.toISOString(), note: one.looked.note }
        : null,
    })),
    more: checked?.more ?? 0,
    mayLook: may(role, 'checklist.state'),
  }
}

/** Throws `log_check.changed_meanwhile` unless nobody looked into any of these before. */
export async function lookInto(
  ctx: Context,
  { personId }: SessionView,
  { findingIds, note }: { findingIds: readonly string[]; note: string },
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const ids = [...new Set(findingIds)]
    if ((await updateLooked(tx, ctx, { findingIds: ids, note, by: personId })) !== ids.length)
      throw logCheckProblem('log_check.changed_meanwhile')
    return audited(
      {
        action: 'log.check_looked_into',
        category: 'platform',
        target: { type: 'log' },
        personal: { reason: note, findings: String(ids.length) },
      },
      {},
    )
  })
}
