/**
 * Whoever may change the mail server could take over accounts by the links that mail carries. So every Owner is told by
 * the server that was in use until then, which the change cannot silence; what that one does not take in three tries
 * goes by the new way.
 */
import type { Context } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import type { ClinicWay } from '../../server/jobs/mail-way.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'

/**
 * Orders the mails in the change, which must not be seen by `before`. Where nothing was sent until now there is no old
 * way: then the others are told by the new one, and whoever set it up has the test.
 */
export async function tellOwners(
  tx: Writer,
  ctx: Context,
  session: SessionView,
  change: { before: ClinicWay; after: ClinicWay },
): Promise<void> {
  const { before, after } = change
  const first = before.source === 'outbox' || before.way === undefined
  const template = after.source === 'outbox' ? 'mail_server_stopped' : 'mail_server_changed'
  await people.tellOwners(tx, ctx, {
    template,
    values: { who: session.personName, before: before.server, server: after.server, from: after.from },
    ...(first ? { but: session.personId } : { way: { by: 'former', way: before } }),
  })
}
