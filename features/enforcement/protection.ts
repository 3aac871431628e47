/** What is asked of a person and how far they meet it, as the list says it; the gate judges the same for each session. */
import type { Context } from '../../server/context.ts'
import type { ProtectedRow } from './protected-queries.ts'

const DAY_MS = 24 * 3_600_000
/** At most one grace a person in 30 days (facts.md). */
export const GRACE_APART_MS = 30 * DAY_MS

export const hasFactor = (row: ProtectedRow) => row.has_totp || row.passkeys > 0

/** Nothing can prove a passkey where Enamel is reached by a number: that rung is not asked then. */
const passkeysPossible = ({ kernel }: Pick<Context, 'kernel'>) => kernel.config.reachedAs !== 'number'

export type State = 'protected' | 'not_yet' | 'overdue' | 'renew'

export function stateOf(row: ProtectedRow, ctx: Context): State {
  if (row.renew_factor_since) return 'renew'
  const next = deadlineOf(row, ctx)
  if (hasFactor(row)) return 'protected'
  return next && next.at <= ctx.now ? 'overdue' : 'not_yet'
}

/** The first date that this person does not meet; it may be over. */
export function deadlineOf(
  row: ProtectedRow,
  ctx: Context,
): { at: Date; asks: 'two_factors' | 'passkey' } | undefined {
  const open = [
    ...(!hasFactor(row) && row.two_factors_from
      ? [{ at: row.two_factors_from, asks: 'two_factors' as const }]
      : []),
    ...(row.passkeys === 0 && row.passkey_from && passkeysPossible(ctx)
      ? [{ at: row.passkey_from, asks: 'passkey' as const }]
      : []),
  ]
  return open.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]
}

/**
 * Whether 24 hours without the rules let this person do more than they can: a date that they do not meet is over or
 * comes within the day, or passkeys are asked for and theirs may be out of reach. After a reset the rules are not what
 * keeps them out.
 */
export function graceHelps(row: ProtectedRow, ctx: Context): boolean {
  if (row.renew_factor_since) return false
  const soon = ctx.now.getTime() + DAY_MS
  const unmet = deadlineOf(row, ctx)
  const passkeyAsked = row.passkey_from && row.passkey_from.getTime() <= soon && passkeysPossible(ctx)
  return (unmet !== undefined && unmet.at.getTime() <= soon) || Boolean(passkeyAsked)
}

/** App, passkey (also one of an earlier address) or unused backup code. */
export const hasAnythingToReset = (row: ProtectedRow) =>
  row.has_totp || row.passkeys_of_all_names > 0 || row.backup_codes > 0
