/** A person's own act on their own proofs: the call, and the event it leaves. */
import type { Context } from '../../server/context.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { Cookies } from '../../server/http/route.ts'
import type { SessionView } from '../../server/http/session-view.ts'

export type Own = { ctx: Context; session: SessionView; cookies: Cookies }

export const own = (
  session: SessionView,
  action: string,
  personal: Record<string, string> = {},
): AuditEvent => ({
  action,
  category: 'auth',
  target: { type: 'person', id: session.personId },
  personal: { target_name: session.personName, ...personal },
})

export const person = (session: SessionView) => ({
  personId: session.personId,
  name: session.personName,
  address: session.address,
})
