/** What is said of how Enamel sends, and of the mails it ordered. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { MailProvider, MailSecurity } from '../../pure/mail/providers.ts'
import type { MailReason } from '../../pure/mail/reasons.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { mailWriter } from '../../server/jobs/mail.ts'
import { findWay } from '../../server/jobs/mail-way.ts'
import type { getMailServer, listMyMails } from './contract.ts'
import { countWaiting, findHealth, findServer, listMailsTo, listUnsent } from './queries.ts'

/** Facts: the page lists the last 20. */
const LISTED = 20

export async function mailServer(ctx: Context): Promise<Answer<typeof getMailServer>> {
  const { config } = ctx.kernel
  return read(ctx, async (tx) => {
    const { source } = await findWay(tx, ctx)
    const row = await findServer(tx, ctx)
    const last = await findHealth(tx, ctx, source)
    const write = await mailWriter(tx, ctx)
    const unsent = await listUnsent(tx, ctx, LISTED)
    return {
      source,
      own: row?.in_use
        ? {
            provider: row.provider as MailProvider,
            host: row.host,
            port: row.port,
            security: row.security as MailSecurity,
            username: row.username,
            from: row.from_address,
            passwordSaved: row.password !== null,
            changedAt: row.changed_at.toISOString(),
            changedBy: row.changed_by_name ?? '',
          }
        : null,
      preset: config.smtp
        ? {
            host: config.smtp.host,
            port: config.smtp.port,
            security: config.smtp.security,
            username: config.smtp.username,
            from: config.mailFrom,
          }
        : null,
      revision: row?.revision ?? 0,
      last: last
        ? {
            at: last.tried_at.toISOString(),
            reason: last.reason as MailReason,
            smtpStatus: last.smtp_status,
            line: last.line,
          }
        : null,
      waiting: await countWaiting(tx, ctx),
      unsent: unsent.map((mail) => ({
        id: mail.id,
        person: mail.person,
        subject: write?.(mail).subject ?? '',
        orderedAt: mail.created_at.toISOString(),
        givenUp: mail.given_up_at !== null,
        reason: mail.reason as MailReason | null,
        nextAt: mail.next_at?.toISOString() ?? null,
      })),
    }
  })
}

export async function myMails(ctx: Context, session: SessionView): Promise<Answer<typeof listMyMails>> {
  return read(ctx, async (tx) => {
    const write = await mailWriter(tx, ctx)
    const mails = await listMailsTo(tx, ctx, session.personId, LISTED)
    return {
      mails: mails.map((mail) => ({
        id: mail.id,
        subject: write?.(mail).subject ?? '',
        to: mail.address,
        orderedAt: mail.created_at.toISOString(),
        state: stateOf(mail),
        sentAt: mail.sent_at?.toISOString() ?? null,
      })),
    }
  })
}

function stateOf(mail: {
  sent_at: Date | null
  given_up_at: Date | null
  server: string | null
}): Answer<typeof listMyMails>['mails'][number]['state'] {
  if (mail.sent_at) return mail.server === 'outbox' ? 'outbox' : 'sent'
  return mail.given_up_at ? 'given_up' : 'waiting'
}
