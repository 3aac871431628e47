/** SQL of changes of what several people know: asked for, made, and who is told the new one. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface AskedChange {
  id: string
  secretId: string
  personId: PersonId
  name: string
  askedAt: Date
}

/** Changes that are asked for and not made, with because of whom; of one person, or all. */
export async function listAsked(
  tx: Reader,
  ctx: Context,
  of: { personId?: PersonId } = {},
): Promise<AskedChange[]> {
  let query = tx
    .selectFrom('shared_secret_change as c')
    .innerJoin('shared_secret as s', (join) =>
      join.onRef('s.clinic_id', '=', 'c.clinic_id').onRef('s.id', '=', 'c.secret_id'),
    )
    .innerJoin('person as p', 'p.id', 'c.leaver_id')
    .select(['c.id', 'c.secret_id as secretId', 'c.leaver_id as personId', 'p.name', 'c.asked_at as askedAt'])
    .where('c.clinic_id', '=', ctx.clinicId)
    .where('c.changed_at', 'is', null)
    .where('c.withdrawn_at', 'is', null)
    .where('s.ended_at', 'is', null)
  if (of.personId !== undefined) query = query.where('c.leaver_id', '=', of.personId)
  return query.orderBy('c.asked_at').orderBy('c.id').$castTo<AskedChange>().execute()
}

/** False when it was asked for already, because of the same person. */
export async function insertAsked(
  tx: Writer,
  ctx: Context,
  change: { id: string; secretId: string; personId: string },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO shared_secret_change (clinic_id, id, secret_id, leaver_id, asked_at)
    VALUES (${ctx.clinicId}, ${change.id}, ${change.secretId}, ${change.personId}, ${ctx.now})
    ON CONFLICT (clinic_id, secret_id, leaver_id) WHERE changed_at IS NULL AND withdrawn_at IS NULL DO NOTHING
    RETURNING id`.execute(tx)
  return rows.length > 0
}

/** Of these people alone, or of one secret altogether. */
export async function updateWithdrawn(
  tx: Writer,
  ctx: Context,
  of: { secretId: string; personIds: readonly string[] },
): Promise<void> {
  if (of.personIds.length === 0) return
  await tx
    .updateTable('shared_secret_change')
    .set({ withdrawn_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('secret_id', '=', of.secretId)
    .where('leaver_id', 'in', [...of.personIds])
    .where('changed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** It was changed: all that was asked for is made by it. Because of whom it was asked for. */
export async function updateMade(
  tx: Writer,
  ctx: Context,
  secretId: string,
  by: PersonId | undefined,
): Promise<string[]> {
  const rows = await tx
    .updateTable('shared_secret_change')
    .set({ changed_at: ctx.now, changed_by: by ?? null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('secret_id', '=', secretId)
    .where('changed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('leaver_id')
    .execute()
  return rows.flatMap((row) => (row.leaver_id === null ? [] : [row.leaver_id]))
}

/** The change itself, from which those who are to know the new one are told. */
export async function insertMade(
  tx: Writer,
  ctx: Context,
  change: { id: string; secretId: string; by: PersonId | undefined; note: string },
): Promise<void> {
  await tx
    .insertInto('shared_secret_change')
    .values({
      clinic_id: ctx.clinicId,
      id: change.id,
      secret_id: change.secretId,
      asked_at: ctx.now,
      changed_at: ctx.now,
      changed_by: change.by ?? null,
      note: change.note,
    })
    .execute()
}

export interface Telling {
  changeId: string
  secretId: string
  personId: PersonId
  name: string
  toldAt: Date | null
}

/** Who is to be told by the newest change of each, told or not. */
export async function listTellings(tx: Reader, ctx: Context): Promise<Telling[]> {
  const { rows } = await sql<Telling>`
    SELECT t.change_id AS "changeId", c.secret_id AS "secretId", t.person_id AS "personId", p.name, t.told_at AS "toldAt"
      FROM (SELECT DISTINCT ON (secret_id) id, secret_id FROM shared_secret_change
             WHERE clinic_id = ${ctx.clinicId} AND changed_at IS NOT NULL AND leaver_id IS NULL
             ORDER BY secret_id, changed_at DESC, id DESC) c
      JOIN shared_secret_telling t ON t.clinic_id = ${ctx.clinicId} AND t.change_id = c.id
      JOIN person p ON p.id = t.person_id
     ORDER BY p.name, t.person_id`.execute(tx)
  return rows
}

export async function insertTelling(
  tx: Writer,
  ctx: Context,
  changeId: string,
  personId: string,
  told: PersonId | undefined,
): Promise<void> {
  await tx
    .insertInto('shared_secret_telling')
    .values({
      clinic_id: ctx.clinicId,
      change_id: changeId,
      person_id: personId,
      ...(told && { told_at: ctx.now, told_by: told }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function updateTold(
  tx: Writer,
  ctx: Context,
  telling: { changeId: string; personId: string; by: PersonId | undefined },
): Promise<void> {
  await tx
    .updateTable('shared_secret_telling')
    .set(telling.by ? { told_at: ctx.now, told_by: telling.by } : { told_at: null, told_by: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('change_id', '=', telling.changeId)
    .where('person_id', '=', telling.personId)
    .execute()
}

/** Nobody has to tell them any more: of one secret, or of all. */
export async function deleteTellings(
  tx: Writer,
  ctx: Context,
  of: { personId: string; changeId?: string },
): Promise<void> {
  let query = tx
    .deleteFrom('shared_secret_telling')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', of.personId)
    .where('told_at', 'is', null)
  if (of.changeId !== undefined) query = query.where('change_id', '=', of.changeId)
  await query.execute()
}
