/** SQL of the mail server, its health, and the mails that were ordered. */
import { sql } from 'kysely'
import type { MailReason } from '../../pure/mail/reasons.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { RETRY_MAIL } from '../../server/jobs/mail.ts'

export interface ServerRow {
  provider: string
  host: string
  port: number
  security: string
  username: string
  password: Buffer | null
  from_address: string
}

/** The row, also when it is no longer in use. */
export async function findServer(tx: Reader, ctx: Context) {
  return tx
    .selectFrom('mail_server')
    .leftJoin('person', 'person.id', 'mail_server.changed_by')
    .selectAll('mail_server')
    .select('person.name as changed_by_name')
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
}

/** Sets the server if the row still has the revision that was seen (0: none was); false when it has not. */
export async function putServer(
  tx: Writer,
  ctx: Context & { personId?: PersonId | undefined },
  seen: number,
  server: ServerRow,
): Promise<boolean> {
  if (!ctx.personId) throw new Error('A mail server is set up by somebody')
  const values = { ...server, in_use: true, changed_at: ctx.now, changed_by: ctx.personId }
  const row = await tx
    .insertInto('mail_server')
    .values({ clinic_id: ctx.clinicId, ...values, revision: 1 })
    .onConflict((conflict) =>
      conflict
        .column('clinic_id')
        .doUpdateSet({ ...values, revision: seen + 1 })
        .where('mail_server.revision', '=', seen),
    )
    .returning('revision')
    .executeTakeFirst()
  return row !== undefined
}

/** No longer in use, its password forgotten; what it was, undefined when none was in use. */
export async function retireServer(tx: Writer, ctx: Context) {
  return tx
    .updateTable('mail_server')
    .set((row) => ({
      in_use: false,
      password: null,
      changed_at: ctx.now,
      changed_by: ctx.personId ?? row.ref('changed_by'),
      revision: row('revision', '+', 1),
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('in_use', '=', true)
    .returning(['host', 'port', 'security', 'username', 'from_address'])
    .executeTakeFirst()
}

export async function findHealth(tx: Reader, ctx: Context, way: string) {
  return tx
    .selectFrom('mail_health')
    .select(['tried_at', 'reason', 'smtp_status', 'line'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('way', '=', way)
    .executeTakeFirst()
}

export async function countWaiting(tx: Reader, ctx: Context): Promise<number> {
  const row = await tx
    .selectFrom('mail')
    .select((of) => of.fn.countAll<string>().as('n'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** The newest that are not sent, with the reason of the last try and the date of the next. */
export async function listUnsent(tx: Reader, ctx: Context, limit: number) {
  return tx
    .selectFrom('mail')
    .leftJoin('person', 'person.id', 'mail.person_id')
    .leftJoin('mail_attempt as last', (on) =>
      on
        .onRef('last.clinic_id', '=', 'mail.clinic_id')
        .onRef('last.mail_id', '=', 'mail.id')
        .onRef('last.number', '=', 'mail.attempts'),
    )
    .leftJoin('due', (on) =>
      on
        .onRef('due.clinic_id', '=', 'mail.clinic_id')
        .on('due.kind', '=', RETRY_MAIL)
        .on('due.key', '=', sql<string>`mail.id::text`),
    )
    .select([
      'mail.id',
      'mail.template',
      'mail.language',
      'mail.values',
      'mail.created_at',
      'mail.given_up_at',
      // Somebody without an account is called what the mail calls them.
      sql<string>`coalesce(person.name, mail."values" ->> 'name', mail.address)`.as('person'),
      'last.reason',
      'due.at as next_at',
    ])
    .where('mail.clinic_id', '=', ctx.clinicId)
    .where('mail.sent_at', 'is', null)
    .orderBy('mail.created_at', 'desc')
    .limit(limit)
    .execute()
}

export async function listMailsTo(tx: Reader, ctx: Context, personId: PersonId, limit: number) {
  return tx
    .selectFrom('mail')
    .leftJoin('mail_attempt as last', (on) =>
      on
        .onRef('last.clinic_id', '=', 'mail.clinic_id')
        .onRef('last.mail_id', '=', 'mail.id')
        .onRef('last.number', '=', 'mail.attempts'),
    )
    .select([
      'mail.id',
      'mail.template',
      'mail.language',
      'mail.values',
      'mail.address',
      'mail.created_at',
      'mail.sent_at',
      'mail.given_up_at',
      'last.server',
    ])
    .where('mail.clinic_id', '=', ctx.clinicId)
    .where('mail.person_id', '=', personId)
    .orderBy('mail.created_at', 'desc')
    .orderBy('mail.id', 'desc')
    .limit(limit)
    .execute()
}

export interface SentMail {
  id: string
  personId: PersonId
  address: string
  template: string
  values: Record<string, string>
  server: string
  reason: MailReason
  smtpStatus: number | null
}

/** A mail that went while somebody waited for it, beside the queue. */
export async function insertSentMail(tx: Writer, ctx: Context, mail: SentMail): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      clinic_id: ctx.clinicId,
      id: mail.id,
      person_id: mail.personId,
      cause: `${mail.template} ${mail.id}`,
      address: mail.address,
      template: mail.template,
      language: 'en',
      values: JSON.stringify(mail.values),
      created_at: ctx.now,
      sent_at: ctx.now,
      attempts: 1,
    })
    .execute()
  await tx
    .insertInto('mail_attempt')
    .values({
      clinic_id: ctx.clinicId,
      mail_id: mail.id,
      number: 1,
      at: ctx.now,
      outcome: 'sent',
      reason: mail.reason,
      smtp_status: mail.smtpStatus,
      server: mail.server,
    })
    .execute()
}
