/**
 * One try to send one mail. Its row is held meanwhile: two jobs never send it side by side. The try is recorded
 * whatever came of it, and what failed stands in the calendar again by the product's clock.
 */
import { isFinal, provesSending } from '../../pure/mail/reasons.ts'
import { nextTry } from '../../pure/mail/retries.ts'
import { type ClinicId, type Context, systemContext } from '../context.ts'
import { audited, unaudited, write, type Writer } from '../db/database.ts'
import type { Kernel } from '../kernel.ts'
import type { Delivery } from '../outside/mail-sender.ts'
import { type MailPin, mailWriter, openMailPin, openMailSecrets, RETRY_MAIL } from './mail.ts'
import { type ClinicWay, findWay, installationWay } from './mail-way.ts'
import { schedule } from './schedule.ts'

/** A process that dies at it leaves the mail to whoever looks at the calendar then. Longer than any conversation lasts. */
const LEASE_MS = 10 * 60_000

/** Tries by the way a mail was ordered for, before it takes that of the day. */
const PINNED_TRIES = 3

/** The end of a try whose password could not be opened: nothing was said to anybody. */
export const UNREADABLE: Delivery = { outcome: 'failed', reason: 'password_unreadable', line: '' }

interface Tried {
  id: string
  personId: string | null
  address: string
  template: string
  reason: string
}

/** Tries to send a mail unless it was sent, given up, or is being sent. Throws only when the database is away. */
export async function deliverMail(kernel: Kernel, clinicId: ClinicId, mailId: string): Promise<void> {
  const ctx = systemContext(kernel, clinicId)
  const begun = await unaudited(ctx, 'somebody else goes on when this process dies', (tx) =>
    lease(tx, ctx, mailId),
  )
  if (!begun) return
  const given = await unaudited(ctx, 'the mail’s own rows say when it was tried', (tx) =>
    tryOnce(tx, ctx, mailId),
  )
  if (given) await giveUp({ ...ctx, now: kernel.clock.now() }, given)
}

/** By installation: always. By the server of before: it may be gone, which is why there is another. */
const pinnedWay = (ctx: Context, pin: MailPin): ClinicWay =>
  pin.by === 'installation' ? installationWay(ctx) : pin.way

/** True when the mail is still to be sent. */
async function lease(tx: Writer, ctx: Context, mailId: string): Promise<boolean> {
  const mail = await tx
    .selectFrom('mail')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', mailId)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .executeTakeFirst()
  if (mail)
    await schedule(tx, ctx, { kind: RETRY_MAIL, key: mailId, at: new Date(ctx.now.getTime() + LEASE_MS) })
  return mail !== undefined
}

/** What is to be given up, if that is the end of it. */
async function tryOnce(tx: Writer, ctx: Context, mailId: string): Promise<Tried | undefined> {
  const { kernel, clinicId } = ctx
  const mail = await tx
    .selectFrom('mail')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', mailId)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  const secrets = mail?.sealed ? openMailSecrets(ctx, mail.id, mail.sealed) : {}
  const written = mail && (await mailWriter(tx, ctx))?.(mail, secrets)
  if (!mail || !written) return undefined
  const pin = mail.way ? openMailPin(ctx, mail.id, mail.way) : undefined
  const pinned = pin && (pin.by === 'installation' || mail.attempts < PINNED_TRIES)
  const way = pinned ? pinnedWay(ctx, pin) : await findWay(tx, ctx)
  const ended: Delivery =
    way.way && secrets
      ? await kernel.mail.send(way.way, {
          ...written,
          id: mail.id,
          from: way.from,
          to: mail.address,
          date: mail.created_at,
          messageId: messageIdOf(kernel, mail.id),
        })
      : UNREADABLE

  const at = kernel.clock.now()
  const number = mail.attempts + 1
  const sent = ended.outcome === 'sent'
  kernel.log.info({ mail: mail.id, number, reason: ended.reason, status: ended.smtpStatus }, 'mail')
  await tx
    .insertInto('mail_attempt')
    .values({
      clinic_id: clinicId,
      mail_id: mail.id,
      number,
      at,
      outcome: ended.outcome,
      reason: ended.reason,
      smtp_status: ended.smtpStatus ?? null,
      server: way.server,
    })
    .execute()
  await tx
    .updateTable('mail')
    .set({ attempts: number, ...(sent && { sent_at: at, sealed: null, way: null }) })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', mail.id)
    .execute()

  const now = await findWay(tx, ctx)
  const anotherWay = now.source !== way.source || now.revision !== way.revision
  if (!anotherWay) await recordHealth(tx, { ...ctx, now: at }, way, ended)
  if (sent) {
    await tx
      .deleteFrom('due')
      .where('clinic_id', '=', clinicId)
      .where('kind', '=', RETRY_MAIL)
      .where('key', '=', mail.id)
      .execute()
    return undefined
  }
  // The way was changed while this went on: what failed says nothing of the new one.
  const next = anotherWay && !pinned ? at : nextTry(mail.created_at, number, at)
  // What the server of before refuses for good the one of today may take.
  const final = isFinal(ended.outcome, ended.reason) && !(pinned && pin.by === 'former')
  if (next && !final) {
    await schedule(tx, ctx, { kind: RETRY_MAIL, key: mail.id, at: next })
    return undefined
  }
  const { id, person_id: personId, address, template } = mail
  return { id, personId, address, template, reason: ended.reason }
}

/** Globally unique and the same on every try (RFC 5322 §3.6.4): the mail's id at the host that made it. */
export const messageIdOf = (kernel: Kernel, mailId: string) =>
  `${mailId}@${new URL(kernel.config.origin).hostname}`

/** How sending by this way goes, where this end tells it. */
export async function recordHealth(
  tx: Writer,
  ctx: Context,
  { source }: Pick<ClinicWay, 'source'>,
  ended: Delivery,
): Promise<void> {
  if (provesSending(ended.reason) === undefined) return
  const health = {
    way: source,
    tried_at: ctx.now,
    reason: ended.reason,
    smtp_status: ended.smtpStatus ?? null,
    line: ended.line,
  }
  await tx
    .insertInto('mail_health')
    .values({ clinic_id: ctx.clinicId, ...health })
    .onConflict((row) => row.column('clinic_id').doUpdateSet(health))
    .execute()
}

/** Shown where the person and the clinic look for it; the log has it too. */
async function giveUp(ctx: Context, mail: Tried): Promise<void> {
  await write(ctx, async (tx) => {
    await tx
      .updateTable('mail')
      .set({ given_up_at: ctx.now, sealed: null, way: null })
      .where('clinic_id', '=', ctx.clinicId)
      .where('id', '=', mail.id)
      .execute()
    await tx
      .deleteFrom('due')
      .where('clinic_id', '=', ctx.clinicId)
      .where('kind', '=', RETRY_MAIL)
      .where('key', '=', mail.id)
      .execute()
    return audited({
      action: 'mail.given_up',
      category: 'platform',
      outcome: 'failed',
      ...(mail.personId !== null && { target: { type: 'person', id: mail.personId } }),
      personal: { to: mail.address, mail: mail.template, reason: mail.reason },
    })
  })
}
