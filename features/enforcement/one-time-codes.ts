/**
 * Codes of 8 digits that vouch for somebody who sets up a factor: ten minutes, five tries, replaced by a newer one. They
 * open nothing by themselves and stand beside the password alone (NIST SP 800-63B-4 §3.1.3.1: an address check, no
 * authentication by mail).
 */
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import { unaudited, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'

export type CodePurpose = 'enrol.mail' | 'enrol.beside'

/** NIST SP 800-63B-4 §4.2.1.2 asks for 6 digits at least; OWASP ASVS 6.5.5 for ten minutes at most. */
const DIGITS = 8
export const CODE_MINUTES = 10
export const CODE_TRIES = 5

/** A code, and its hash as passwords are hashed. Made before the change that keeps it: hashing takes its time. */
export async function drawCode(ctx: Context): Promise<{ code: string; hash: string }> {
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
  return { code, hash: await ctx.kernel.hashing.hash(code) }
}

/** Keeps it in place of the one before. The transaction speaks for the clinic. */
export async function keepCode(
  tx: Writer,
  ctx: Context,
  order: { personId: PersonId; purpose: CodePurpose; hash: string; madeBy: string | null },
): Promise<{ id: string; endsAt: Date }> {
  await tx
    .updateTable('one_time_code')
    .set({ ends_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', order.personId)
    .where('purpose', '=', order.purpose)
    .where('ends_at', '>', ctx.now)
    .execute()
  const id = newId(ctx.now)
  const endsAt = new Date(ctx.now.getTime() + CODE_MINUTES * 60_000)
  await tx
    .insertInto('one_time_code')
    .values({
      clinic_id: ctx.clinicId,
      id,
      person_id: order.personId,
      purpose: order.purpose,
      hash: order.hash,
      made_at: ctx.now,
      made_by: order.madeBy,
      ends_at: endsAt,
    })
    .execute()
  return { id, endsAt }
}

/** How many were made since then. */
export async function countCodes(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  purpose: CodePurpose,
  since: Date,
): Promise<number> {
  const row = await tx
    .selectFrom('one_time_code')
    .select((the) => the.fn.countAll<string>().as('n'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('made_at', '>', since)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Takes one of its tries, before the code is looked at and in one statement, so that a burst cannot slip through. */
export async function takeTry(
  ctx: Context,
  personId: PersonId,
  purpose: CodePurpose,
): Promise<{ id: string; hash: string; left: number } | undefined> {
  return unaudited(ctx, 'tries of a code are counted before it is looked at', async (tx) => {
    const row = await tx
      .updateTable('one_time_code')
      .set({ tries: sql<number>`tries + 1` })
      .where('clinic_id', '=', ctx.clinicId)
      .where('person_id', '=', personId)
      .where('purpose', '=', purpose)
      .where('used_at', 'is', null)
      .where('ends_at', '>', ctx.now)
      .where('tries', '<', CODE_TRIES)
      .returning(['id', 'hash', 'tries'])
      .executeTakeFirst()
    return row && { id: row.id, hash: row.hash, left: CODE_TRIES - row.tries }
  })
}

/** The code was not looked at after all: the try is given back. */
export async function giveTryBack(ctx: Context, id: string): Promise<void> {
  await unaudited(ctx, 'a try that was none is given back', (tx) =>
    tx
      .updateTable('one_time_code')
      .set({ tries: sql<number>`greatest(tries - 1, 0)` })
      .where('clinic_id', '=', ctx.clinicId)
      .where('id', '=', id)
      .execute(),
  )
}

/** Uses it up; false when another request was quicker, or it is over. */
export async function useCode(tx: Writer, ctx: Context, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('one_time_code')
    .set({ used_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
