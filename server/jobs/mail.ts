/**
 * Outgoing mail is a row, unique by person and cause, written in the transaction of what it tells about, and
 * sent by a job with retries: never lost, and twice only when the process dies between the sending and our
 * commit, then with the same Message-ID.
 */
import { sql } from 'kysely'
import { createWords, type Language } from '../../pure/words/words.ts'
import { type ClinicId, type Context, type PersonId, systemContext } from '../context.ts'
import { unaudited, type Writer } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { Kernel } from '../kernel.ts'

export const DELIVER_MAIL = 'mail.deliver'

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
  if (inserted) await enqueue(tx, DELIVER_MAIL, { clinicId: ctx.clinicId, mailId: id }, `mail ${id}`)
}

/** Adds a job inside a change; the same key twice is one job. */
export async function enqueue(
  tx: Writer,
  task: string,
  payload: Record<string, string>,
  key: string,
): Promise<void> {
  await sql`SELECT enqueue(${task}, ${JSON.stringify(payload)}::json, ${key})`.execute(tx)
}

/**
 * Sends one mail unless it is sent. Its row is held meanwhile: a second job for the same mail waits, and finds it
 * sent. Throws when it could not be sent: the queue tries again.
 */
export async function deliverMail(kernel: Kernel, clinicId: ClinicId, mailId: string): Promise<void> {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'the mail’s own row says when it went', async (tx) => {
    const mail = await tx
      .selectFrom('mail')
      .selectAll()
      .where('clinic_id', '=', clinicId)
      .where('id', '=', mailId)
      .where('sent_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    const clinic = await tx
      .selectFrom('clinic')
      .select(['zone', 'locale'])
      .where('id', '=', clinicId)
      .executeTakeFirst()
    if (!mail || !clinic) return
    const values = mail.values as Record<string, string>
    const words = createWords({
      catalogue: kernel.catalogue,
      language: mail.language as Language,
      locale: clinic.locale,
      zone: clinic.zone,
    })
    const filled = {
      ...values,
      when: words.exact(new Date(values['at'] ?? mail.created_at)),
      agent: values['agent'] || words('mail.agent_unknown'),
    }
    await kernel.mail.send({
      id: mail.id,
      from: kernel.config.mailFrom,
      to: mail.address,
      subject: words(`mail.${mail.template}.subject`, filled),
      text: words(`mail.${mail.template}.body`, filled),
      date: mail.created_at,
    })
    await tx
      .updateTable('mail')
      .set({ sent_at: kernel.clock.now() })
      .where('clinic_id', '=', clinicId)
      .where('id', '=', mailId)
      .execute()
  })
}
