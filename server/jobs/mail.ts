/**
 * Outgoing mail is a row, unique by person and cause, written in the transaction of what it tells about. A job sends
 * it; each try leaves an attempt, and one that failed its next date in the calendar. Never lost, and twice only when
 * the process dies between the sending and our commit, then with the same Message-ID.
 */
import { sql } from 'kysely'
import { createWords, type Language, type Words } from '../../pure/words/words.ts'
import { type Context, type PersonId } from '../context.ts'
import type { Reader, Writer } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { ClinicWay } from './mail-way.ts'

export const DELIVER_MAIL = 'mail.deliver'
/** Kind of `due` row, by the mail's id: its next try. */
export const RETRY_MAIL = 'mail.retry'

export interface MailOrder {
  /** Null: somebody who has no account in this clinic, called `values.name`. */
  personId: PersonId | null
  address: string
  /** What it tells about; the same cause is told to a person, or to an address that is nobody's yet, once. */
  cause: string
  /** Words under `mail.<template>.subject` and `.body`. */
  template: string
  values: Record<string, string>
  /** Values that only the mail itself may hold, such as a link: sealed until it is sent, gone from our rows afterwards. */
  secrets?: Record<string, string>
  /** Another way than the clinic's of the day; D that one. */
  way?: MailPin
}

/**
 * The way that one mail takes. installation: SMTP_URL's server, which no clinic chose. former: the server that was in use
 * when it was ordered; what it does not take in its first tries goes by the way of the day.
 */
export type MailPin = { by: 'installation' } | { by: 'former'; way: ClinicWay }

/** Orders a mail inside a change. Its id; undefined when of the same cause one was ordered before. */
export async function orderMail(tx: Writer, ctx: Context, mail: MailOrder): Promise<string | undefined> {
  const id = newId(ctx.now)
  const inserted = await tx
    .insertInto('mail')
    .values({
      clinic_id: ctx.clinicId,
      id,
      person_id: mail.personId,
      cause: mail.cause,
      address: mail.address,
      template: mail.template,
      language: 'en',
      values: JSON.stringify({ ...mail.values, at: ctx.now.toISOString() }),
      created_at: ctx.now,
      sealed: mail.secrets ? seal(ctx, id, SECRETS, mail.secrets) : null,
      way: mail.way ? seal(ctx, id, WAY, mail.way) : null,
    })
    // Of a person, or of an address: both are unique.
    .onConflict((row) => row.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return undefined
  await enqueueMail(tx, ctx, id)
  return id
}

const SECRETS = 'mail secrets'
const WAY = 'mail way'

const seal = (ctx: Context, mailId: string, purpose: string, value: object) =>
  ctx.kernel.keys.seal(purpose, Buffer.from(JSON.stringify(value)), `mail ${mailId}`)

/** What was sealed with a mail; undefined when it was sealed under another server key. */
function open<T>(ctx: Context, mailId: string, purpose: string, sealed: Uint8Array): T | undefined {
  try {
    return JSON.parse(ctx.kernel.keys.open(purpose, sealed, `mail ${mailId}`).toString()) as T
  } catch {
    return undefined
  }
}

export const openMailSecrets = (ctx: Context, mailId: string, sealed: Uint8Array) =>
  open<Record<string, string>>(ctx, mailId, SECRETS, sealed)
export const openMailPin = (ctx: Context, mailId: string, sealed: Uint8Array) =>
  open<MailPin>(ctx, mailId, WAY, sealed)

const enqueueMail = (tx: Writer, ctx: Context, mailId: string) =>
  enqueue(tx, DELIVER_MAIL, { clinicId: ctx.clinicId, mailId }, `mail ${mailId}`)

/** Adds a job inside a change; the same key twice is one job. */
export async function enqueue(
  tx: Writer,
  task: string,
  payload: Record<string, string>,
  key: string,
): Promise<void> {
  await sql`SELECT enqueue(${task}, ${JSON.stringify(payload)}::json, ${key})`.execute(tx)
}

/** What waits for its next try is tried now: there is another way. How many. */
export async function retryWaiting(tx: Writer, ctx: Context): Promise<number> {
  await tx.deleteFrom('due').where('clinic_id', '=', ctx.clinicId).where('kind', '=', RETRY_MAIL).execute()
  const waiting = await tx
    .selectFrom('mail')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .orderBy('created_at')
    .execute()
  for (const { id } of waiting) await enqueueMail(tx, ctx, id)
  return waiting.length
}

/** A mail's row, as far as its words come from it. */
export interface MailRow {
  template: string
  language: string
  values: unknown
  created_at: Date
}

/** Subject and text of a clinic's mails, as they are sent. Undefined for a clinic that is not there. */
export async function mailWriter(
  tx: Reader,
  ctx: Context,
): Promise<
  ((mail: MailRow, secrets?: Record<string, string>) => { subject: string; text: string }) | undefined
> {
  const clinic = await tx
    .selectFrom('clinic')
    .select(['zone', 'locale'])
    .where('id', '=', ctx.clinicId)
    .executeTakeFirst()
  if (!clinic) return undefined
  return (mail, secrets) => {
    const values = mail.values as Record<string, string>
    const words = createWords({
      catalogue: ctx.kernel.catalogue,
      language: mail.language as Language,
      locale: clinic.locale,
      zone: clinic.zone,
    })
    const filled = {
      // Only in the mail as it goes; nobody who lists mails sees one.
      link: '',
      ...values,
      ...secrets,
      when: words.exact(new Date(values['at'] ?? mail.created_at)),
      agent: values['agent'] || words('mail.agent_unknown'),
    }
    Object.assign(filled, noticeValues(words, mail.template, filled, secrets?.['not_me']))
    const body = words(`mail.${mail.template}.body`, filled)
    return {
      subject: words(`mail.${mail.template}.subject`, filled),
      text: `${body.trimEnd()}\n\n${words('mail.footer')}\n`,
    }
  }
}

/**
 * What notices say besides their own words. `lines` of the order are kinds, a sentence each (mail.line.<kind>), D the
 * template's own; country, city and own_network become the place; `notMe` is the link of a mail as it goes.
 */
function noticeValues(
  words: Words,
  template: string,
  values: Record<string, string | undefined>,
  notMe: string | undefined,
): Record<string, string> {
  const { country, city } = values
  const land = country && words.country(country)
  const where = values['own_network']
    ? words('mail.where.own_network')
    : city && land
      ? words('mail.where.city', { city, country: land })
      : (city ?? land ?? 'none')
  const lines = (values['lines'] ?? template)
    .split(' ')
    .flatMap((kind) => (words.has(`mail.line.${kind}`) ? [words(`mail.line.${kind}`, values)] : []))
  return {
    provider: values['provider'] ?? 'none',
    where,
    lines: lines.join('\n\n'),
    not_me: notMe ? words('mail.not_me', { link: notMe }) : words('mail.not_me.without_link'),
  }
}
