/**
 * Outgoing mail is a row, unique by person and cause, written in the transaction of what it tells about. A job sends
 * it; each try leaves an attempt, and one that failed its next date in the calendar. Never lost, and twice only when
 * the process dies between the sending and our commit, then with the same Message-ID.
 */
import { sql } from 'kysely'
import { createWords, type Language } from '../../pure/words/words.ts'
import { type Context, type PersonId } from '../context.ts'
import type { Reader, Writer } from '../db/database.ts'
import { newId } from '../db/ids.ts'

export const DELIVER_MAIL = 'mail.deliver'
/** Kind of `due` row, by the mail's id: its next try. */
export const RETRY_MAIL = 'mail.retry'

export interface MailOrder {
  personId: PersonId
  address: string
  /** What it tells about; the same cause is told to a person once. */
  cause: string
  /** Words under `mail.<template>.subject` and `.body`. */
  template: string
  values: Record<string, string>
}

/** Orders a mail inside a change. */
export async function orderMail(tx: Writer, ctx: Context, mail: MailOrder): Promise<void> {
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
    })
    .onConflict((row) => row.columns(['clinic_id', 'person_id', 'cause', 'address']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) await enqueueMail(tx, ctx, id)
}

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
): Promise<((mail: MailRow) => { subject: string; text: string }) | undefined> {
  const clinic = await tx
    .selectFrom('clinic')
    .select(['zone', 'locale'])
    .where('id', '=', ctx.clinicId)
    .executeTakeFirst()
  if (!clinic) return undefined
  return (mail) => {
    const values = mail.values as Record<string, string>
    const words = createWords({
      catalogue: ctx.kernel.catalogue,
      language: mail.language as Language,
      locale: clinic.locale,
      zone: clinic.zone,
    })
    const filled = {
      ...values,
      when: words.exact(new Date(values['at'] ?? mail.created_at)),
      agent: values['agent'] || words('mail.agent_unknown'),
    }
    const body = words(`mail.${mail.template}.body`, filled)
    return {
      subject: words(`mail.${mail.template}.subject`, filled),
      text: `${body.trimEnd()}\n\n${words('mail.footer')}\n`,
    }
  }
}
