/** SQL of "this wasn't me". Every statement speaks for the person. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { NoticeAbout } from '../identity/service.ts'

const PURPOSE = 'sign_in.not_me'

export interface Notice {
  about: NoticeAbout
  madeAt: Date
}

export async function findNotice(tx: Reader, tokenHash: Buffer): Promise<Notice | undefined> {
  const row = await tx
    .selectFrom('one_time_link')
    .select(['about', 'made_at'])
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', PURPOSE)
    .executeTakeFirst()
  return row && { about: (row.about ?? {}) as NoticeAbout, madeAt: row.made_at }
}

/**
 * Notices that nobody answered yet of what else was done in the session of this one, or added the passkey it began with; the
 * newest first.
 */
export async function listAlong(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
  { about }: Notice,
): Promise<Notice[]> {
  if (about.session === undefined) return []
  const rows = await tx
    .selectFrom('one_time_link')
    .select(['about', 'made_at'])
    .where('person_id', '=', personId)
    .where('purpose', '=', PURPOSE)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .where(
      sql<boolean>`(about->>'session' = ${about.session} OR about->>'passkey' = (
        SELECT s.passkey_id::text FROM session s WHERE s.clinic_id = ${ctx.clinicId} AND s.id = ${about.session}::uuid))`,
    )
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({ about: (row.about ?? {}) as NoticeAbout, madeAt: row.made_at }))
}

/** Kept as a used link: what is left of an account without a factor wants more than its mailbox. */
export async function insertLeftWithout(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  tokenHash: Buffer,
): Promise<void> {
  await tx
    .insertInto('one_time_link')
    .values({
      token_hash: tokenHash,
      purpose: PURPOSE,
      person_id: personId,
      made_at: ctx.now,
      ends_at: ctx.now,
      used_at: ctx.now,
      about: JSON.stringify({ clinic: ctx.clinicId, kinds: ['left_without_factor'] }),
    })
    .execute()
}

export async function wasLeftWithout(tx: Reader, personId: PersonId, since: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('one_time_link')
    .select('token_hash')
    .where('person_id', '=', personId)
    .where('purpose', '=', PURPOSE)
    .where('made_at', '>', since)
    .where(sql<boolean>`about->'kinds' ? 'left_without_factor'`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** One that nobody was verified with is no factor yet: nobody loses a way in by it. */
export async function deleteUnverified(tx: Writer, personId: PersonId, passkeyId: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('passkey')
    .where('person_id', '=', personId)
    .where('id', '=', passkeyId)
    .where('verified_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}

/** Removes the backup codes that were made at that moment, not others made since. */
export async function deleteCodesOf(tx: Writer, personId: PersonId, madeAt: Date): Promise<boolean> {
  const gone = await tx
    .deleteFrom('backup_code')
    .where('person_id', '=', personId)
    .where('made_at', '=', madeAt)
    .returning('selector')
    .execute()
  if (gone.length === 0) return false
  await tx
    .updateTable('person')
    .set({ backup_codes_made_at: null, backup_codes_confirmed_at: null })
    .where('id', '=', personId)
    .execute()
  return true
}

/** Whether there is another way to prove a second factor besides this one. */
export async function hasOtherFactor(
  tx: Reader,
  personId: PersonId,
  but: 'app' | { passkey: string },
): Promise<boolean> {
  const passkey = but === 'app' ? null : but.passkey
  const { rows } = await sql<{ other: boolean }>`
    SELECT (${but !== 'app'} AND EXISTS (SELECT FROM totp WHERE person_id = ${personId}))
        OR EXISTS (SELECT FROM passkey k JOIN installation i ON i.rp_id = k.rp_id
                    WHERE k.person_id = ${personId} AND k.verified_at IS NOT NULL AND k.id IS DISTINCT FROM ${passkey}::uuid) AS other`.execute(
    tx,
  )
  return rows[0]?.other ?? false
}

/** Until a factor is set up nothing else is reached in the context's clinic. */
export async function updateMustRenew(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ renew_factor_since: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

/** When one of the person's own sessions of this clinic began; undefined for anybody else's. */
export async function findOwnSession(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
  sessionId: string,
): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('session')
    .select('started_at')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row?.started_at
}
