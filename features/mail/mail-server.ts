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
import { recordHealth } from '../../server/jobs/deliver-mail.ts'
import { openMailPassword, sealMailPassword } from '../../server/jobs/mail-way.ts'
import { type Delivery, TEST_LIMITS } from '../../server/outside/mail-sender.ts'
import { mailProblem, type saveMailServer, type testMailServer } from './contract.ts'
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
  at: Date
}

/** Sends a test mail to whoever asks. Throws what `accept` throws. */
export async function test(
  ctx: Context,
  session: SessionView,
  settings: Settings,
): Promise<Answer<typeof testMailServer>> {
  const { password } = await accept(ctx, settings)
  const tested = await sendTest(ctx, session, settings, password)
  await write(ctx, async (tx) => {
    await keepTest(tx, ctx, session, settings, tested)
    return audited(testEvent(settings, tested))
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
  const tested = await sendTest(ctx, session, settings, password)
  const answer = { tried: answerOf(tested), to: tested.to }
  if (tested.ended.outcome !== 'sent') {
    await write(ctx, async () => audited(testEvent(settings, tested)))
    return { ...answer, saved: false, retried: 0 }
  }
  const retried = await write(ctx, async (tx) => {
    const saved = await putServer(tx, ctx, revision, {
      provider: settings.provider,
      host: settings.host,
      port: settings.port,
      security: settings.security,
      username: settings.username ?? '',
      password: settings.username ? sealMailPassword(ctx.kernel.keys, ctx.clinicId, password) : null,
      from_address: settings.from,
    })
    if (!saved) throw mailProblem('mail.changed_meanwhile')
    await recordHealth(tx, { ...ctx, now: tested.at }, { source: 'own' }, tested.ended)
    await keepTest(tx, ctx, session, settings, tested)
    return audited(
      {
        action: 'mail_server.changed',
        category: 'config',
        personal: {
          before: before?.in_use ? describe({ ...before, from: before.from_address }) : undefined,
          after: describe(settings),
          password: settings.username ? (kept ? 'kept' : 'new') : 'none',
        },
      },
      await retryWaiting(tx, ctx),
    )
  })
  return { ...answer, saved: true, retried }
}

/** Mail goes as if no server had been set up here. Throws `mail.no_server` when none was. */
export async function remove(ctx: Context): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const before = await retireServer(tx, ctx)
    if (!before) throw mailProblem('mail.no_server')
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
  settings: Settings,
  password: string,
): Promise<Test> {
  const { kernel, now } = ctx
  const { host, port, security, username = '' } = settings
  const id = newId(now)
  const to = session.address
  const values = {
    name: session.personName,
    clinic: session.clinicName,
    server: `${host}:${port}`,
    at: now.toISOString(),
  }
  const write = await read(ctx, (tx) => mailWriter(tx, ctx))
  const message = write?.({ template: 'test', language: 'en', values, created_at: now })
  if (!message) throw new Error('A clinic that is signed in to and not there')
  const ended = await kernel.mail.send(
    { kind: 'smtp', server: { host, port, security, username, password } },
    {
      ...message,
      id,
      from: settings.from,
      to,
      date: now,
      messageId: `${id}@${new URL(kernel.config.origin).hostname}`,
    },
    TEST_LIMITS,
  )
  return { ended, id, to, values, at: kernel.clock.now() }
}

/** A test mail that went is one of Enamel's mails to that person; it is on their list. */
async function keepTest(
  tx: Writer,
  ctx: Context,
  session: SessionView,
  { host, port }: Settings,
  { ended, id, to, values }: Test,
): Promise<void> {
  if (ended.outcome !== 'sent') return
  await insertSentMail(tx, ctx, {
    id,
    personId: session.personId,
    address: to,
    template: 'test',
    values,
    server: `${host}:${port}`,
    reason: ended.reason,
    smtpStatus: ended.smtpStatus ?? null,
  })
}

const testEvent = (settings: Settings, { ended, to }: Test): AuditEvent => ({
  action: 'mail_server.tested',
  category: 'config',
  outcome: ended.outcome === 'sent' ? 'ok' : 'failed',
  personal: { server: describe(settings), to, reason: ended.reason },
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
