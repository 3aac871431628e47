/** Setting up a factor: who may, and what it means for whoever had to. */
import type { Context } from '../../server/context.ts'
import { refuse, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { tellOwners } from '../people/service.ts'
import { identityProblem } from './contract.ts'
import { own } from './own.ts'
import { clearRenewal, findVouched } from './enrolled-queries.ts'

/**
 * Stops a stolen password from setting up the first factor after the date, or after a reset (identity.md, trap 2).
 * Throws `identity.vouch_needed`.
 */
export async function wantVouched(ctx: Context, session: SessionView): Promise<void> {
  if (session.mayEnrol || session.must === 'password') return
  const problem = identityProblem('identity.vouch_needed')
  await refuse(ctx, problem, {
    ...own(session, 'auth.2fa.deny', { reason: problem.code }),
    outcome: 'refused',
  })
}

/**
 * To be called in the change that adds a factor. Where it had to be added, the clinic's Owners are told who did and by
 * which way, and what a colleague took back counts as renewed (NIST SP 800-63B-4 §4.2.3: recovery notifies).
 */
export async function factorAdded(
  tx: Writer,
  ctx: Context,
  session: SessionView,
  factor: 'app' | 'passkey',
): Promise<AuditEvent[]> {
  if (session.state !== 'enrolling' || !session.must || session.must === 'password') return []
  const { must } = session
  const way = (await findVouched(tx, ctx, session.sessionId)) ?? 'two_factors'
  await clearRenewal(tx, ctx, session.personId)
  await tellOwners(tx, ctx, {
    template: 'enrolled',
    values: { person: session.personName, factor, way, why: must === 'renew' ? 'renew' : 'rule' },
    but: session.personId,
  })
  return [own(session, 'auth.2fa.enrolled', { factor, way, reason: must })]
}
