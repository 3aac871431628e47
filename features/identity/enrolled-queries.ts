/** SQL of a factor that had to be set up: after the date of a rule, or after a reset. */
import type { Context, PersonId, SessionId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

/** Another secret in place of the one there is: where a colleague asked its person to renew it. */
export async function updateTotp(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  secret: Buffer,
  step: number,
): Promise<void> {
  await tx
    .updateTable('totp')
    .set({ secret, added_at: ctx.now, last_step: step, last_used_at: ctx.now })
    .where('person_id', '=', personId)
    .execute()
}

/** The proof that a session gave beside the password; undefined: none. */
export async function findVouched(
  tx: Reader,
  ctx: Context,
  sessionId: SessionId,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('session')
    .select('vouched_by')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row?.vouched_by ?? undefined
}

/** What a colleague took back is set up anew. */
export async function clearRenewal(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ renew_factor_since: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('renew_factor_since', 'is not', null)
    .execute()
}
