/** Locking by the person's own hand. By idle: features/sessions/gate.ts; by somebody else: features/sessions/shift.ts. */
import type { Context } from '../../server/context.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as sessions from '../sessions/service.ts'

/**
 * The token is dead with this; the cookie stays, so that every tab hears `locked`. Who is not of a shift there, because one
 * factor alone was shown or it is no shared computer, is signed out instead: nothing would open it again.
 */
export async function lock(ctx: Context, session: SessionView): Promise<{ locked: boolean }> {
  const locked = await sessions.lockOnce(ctx, session.sessionId, 'button')
  if (!locked) await sessions.endOnce(ctx, { ...session, why: 'signed_out' })
  return { locked }
}
