/** SQL of memberships as staff: how somebody stands in the clinic. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { withinPlaces } from './roster-queries.ts'

/** Whether somebody of this clinic belongs to another too. */
export async function isElsewhere(tx: Reader, personId: PersonId): Promise<boolean> {
  const { rows } = await sql<{ elsewhere: boolean }>`SELECT door_elsewhere(${personId}) AS elsewhere`.execute(
    tx,
  )
  return rows[0]?.elsewhere ?? false
}

export interface EndOfAccess {
  state: 'disabled' | 'left'
  how: 'hand' | 'end_date' | 'leaver' | 'review'
  reason: string
  by: PersonId | undefined
}

/** False when they were not active, or disabled, before. */
export async function updateEnded(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  end: EndOfAccess,
): Promise<boolean> {
  const row = await tx
    .updateTable('membership')
    .set((the) => ({
      state: end.state,
      disabled_at: ctx.now,
      disabled_by: end.by ?? null,
      disabled_how: end.how,
      disabled_reason: end.reason,
      access_ends_at: null,
      ...(end.state === 'left' && { left_at: ctx.now }),
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('state', 'in', end.state === 'left' ? ['active', 'disabled'] : ['active'])
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

export interface Colleague {
  personId: PersonId
  name: string
  role: Role
}

/** Who is active in the clinic, by name, and works where `viewer` does. */
export async function listActive(tx: Reader, ctx: Context, viewer: PersonId | null): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    SELECT p.id AS "personId", p.name, m.role FROM membership m JOIN person p ON p.id = m.person_id
     WHERE m.clinic_id = ${ctx.clinicId} AND m.state = 'active' AND ${withinPlaces(viewer)}
     ORDER BY p.name, p.id`.execute(tx)
  return rows
}
