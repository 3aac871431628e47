/**
 * The server by which a clinic's mail goes. Only what works is saved: a save sends a test mail first, and changes
 * nothing when that does not go. The password is sealed, never given back, and never said to another server than
 * the one it was typed for.
 */
import { isLoopbackHost, type MailProvider, type MailSecurity } from '../../pure/mail/providers.ts'
import { type MailReason } from '../../pure/mail/reasons.ts'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { mailWriter, retryWaiting } from '../../server/jobs/mail.ts'
import { messageIdOf, recordHealth, UNREADABLE } from '../../server/jobs/deliver-mail.ts'
import { type ClinicWay, findWay, openMailPassword, sealMailPassword } from '../../server/jobs/mail-way.ts'
import { type Delivery, TEST_LIMITS } from '../../server/outside/mail-sender.ts'
import * as sessions from '../sessions/service.ts'
import { mailProblem, type saveMailServer, type testMailServer } from './contract.ts'
import { tellOwners } from './rerouted.ts'
import { findServer, insertSentMail, putServer, retireServer } from './queries.ts'

export interface Settings {
  provider: MailProvider
  host: string
  port: number
  security: MailSecurity
  username?: string | undefined
  password?: string | undefined
  from: string
}

interface Test {
  ended: Delivery
  id: string
  to: string
  values: Record<string, string>
  server: string
  at: Date
}

/** Sends a test mail to whoever asks, by today's way; what waits follows when it went. Throws `mail.no_server`. */
export async function test(ctx: Context, session: SessionView): Promise<Answer<typeof testMailServer>> {
  const way = await read(ctx, (tx) => findWay(tx, ctx))
  if (way.source === 'outbox') throw mailProblem('mail.no_server')
  const tested = await sendTest(ctx, session, way)
  await write(ctx, async (tx) => {
    await keepTest(tx, ctx, session, tested)
    await recordHealth(tx, { ...ctx, now: tested.at }, way, tested.ended)
    if (tested.ended.outcome === 'sent') await retryWaiting(tx, ctx)
    return audited(testEvent(`${way.server}, from ${way.from}`, tested))
  })
  return { tried: answerOf(tested), to: tested.to }
}

/** Throws `mail.changed_meanwhile` when the settings are not those of `revision` any more, and what `accept` throws. */
export async function save(
  ctx: Context,
  session: SessionView,
  { revision, ...settings }: Settings & { revision: number },
): Promise<Answer<typeof saveMailServer>> {
  const { password, kept, before } = await accept(ctx, settings)
  if ((before?.revision ?? 0) !== revision) throw mailProblem('mail.changed_meanwhile')
  const { host, port, security, username = '', from } = settings
  const tested = await sendTest(ctx, session, {
    way: { kind: 'smtp', server: { host, port, security, username, password } },
    from,
    server: `${host}:${port}`,
  })
  const answer = { tried: answerOf(tested), to: tested.to }
  if (tested.ended.outcome !== 'sent') {
    await write(ctx, async () => audited(testEvent(describe(settings), tested)))
    return { ...answer, saved: false, retried: 0 }
  }
  const retried = await write(ctx, async (tx) => {
    // The test took its time: whoever was signed out or given another role meanwhile saves nothing.
    await sessions.hold(tx, ctx, session, 'mail.manage')
    const wayBefore = await findWay(tx, ctx)
    const saved = await putServer(tx, ctx, revision, {
      provider: settings.provider,
      host,
      port,
      security,
      username,
      password: username ? sealMailPassword(ctx.kernel.keys, ctx.clinicId, password) : null,
      from_address: from,
    })
    if (!saved) throw mailProblem('mail.changed_meanwhile')
    await recordHealth(tx, { ...ctx, now: tested.at }, { source: 'own' }, tested.ended)
    await keepTest(tx, ctx, session, tested)
    const waited = await retryWaiting(tx, ctx)
    await tellOwners(tx, ctx, session, { before: wayBefore, after: await findWay(tx, ctx) })
    return audited(
      {
        action: 'mail_server.changed',
        category: 'config',
        personal: {
          before: before?.in_use ? describe({ ...before, from: before.from_address }) : undefined,
          after: describe(settings),
          password: username ? (kept ? 'kept' : 'new') : 'none',
        },
      },
      waited,
    )
  })
  return { ...answer, saved: true, retried }
}

/** Mail goes as if no server had been set up here. Throws `mail.no_server` when none was. */
export async function remove(ctx: Context, session: SessionView): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const wayBefore = await findWay(tx, ctx)
    const before = await retireServer(tx, ctx)
    if (!before) throw mailProblem('mail.no_server')
    await tellOwners(tx, ctx, session, { before: wayBefore, after: await findWay(tx, ctx) })
    await retryWaiting(tx, ctx)
    return audited({
      action: 'mail_server.removed',
      category: 'config',
      personal: { before: describe({ ...before, from: before.from_address }) },
    })
  })
  return {}
}

/**
 * The password to say. Throws `mail.encryption_needed`, `mail.account_needed` (a password without one), and
 * `mail.password_needed`: the saved one is for the server and account it was typed for, or whoever may change the
 * server could have it said to one of their own.
 */
async function accept(ctx: Context, settings: Settings) {
  const { host, port, security, username } = settings
  if (security === 'none' && !isLoopbackHost(host)) throw mailProblem('mail.encryption_needed')
  if (settings.password !== undefined && !username) throw mailProblem('mail.account_needed')
  const before = await read(ctx, (tx) => findServer(tx, ctx))
  if (!username || settings.password !== undefined)
    return { before, password: settings.password ?? '', kept: false }
  const same =
    before?.in_use === true &&
    before.host === host &&
    before.port === port &&
    before.security === security &&
    before.username === username
  const password =
    same && before.password !== null
      ? openMailPassword(ctx.kernel.keys, ctx.clinicId, before.password)
      : undefined
  if (password === undefined) throw mailProblem('mail.password_needed')
  return { before, password, kept: true }
}

async function sendTest(
  ctx: Context,
  session: SessionView,
  { way, from, server }: Pick<ClinicWay, 'way' | 'from' | 'server'>,
): Promise<Test> {
  const { kernel, now } = ctx
  const id = newId(now)
  const to = session.address
  const values = {
    name: session.personName,
    clinic: session.clinicName,
    server,
    at: now.toISOString(),
  }
  const words = await read(ctx, (tx) => mailWriter(tx, ctx))
  const message = words?.({ template: 'test', language: 'en', values, created_at: now })
  if (!message) throw new Error('A clinic that is signed in to and not there')
  const mail = { ...message, id, from, to, date: now, messageId: messageIdOf(kernel, id) }
  const ended = way ? await kernel.mail.send(way, mail, TEST_LIMITS) : UNREADABLE
  return { ended, id, to, values, server, at: kernel.clock.now() }
}

/** A test mail that went is one of Enamel's mails to that person; it is on their list. */
async function keepTest(
  tx: Writer,
  ctx: Context,
  session: SessionView,
  { ended, id, to, values, server }: Test,
): Promise<void> {
  if (ended.outcome !== 'sent') return
  await insertSentMail(tx, ctx, {
    id,
    personId: session.personId,
    address: to,
    template: 'test',
    values,
    server,
    reason: ended.reason,
    smtpStatus: ended.smtpStatus ?? null,
  })
}

const testEvent = (server: string, { ended, to }: Test): AuditEvent => ({
  action: 'mail_server.tested',
  category: 'config',
  outcome: ended.outcome === 'sent' ? 'ok' : 'failed',
  personal: { server, to, reason: ended.reason },
})

/** For the log: which server and account, never a password. */
const describe = (of: {
  host: string
  port: number
  security: string
  username?: string | undefined
  from: string
}): string => `${of.host}:${of.port} (${of.security}), ${of.username || 'no account'}, from ${of.from}`

const answerOf = ({ ended, at }: Test) => ({
  at: at.toISOString(),
  reason: ended.reason satisfies MailReason,
  smtpStatus: ended.smtpStatus ?? null,
  line: ended.line,
})
