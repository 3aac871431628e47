/** SQL of what the clinic's rules say to a session, and of holding one while a change goes on. */
import { sql } from 'kysely'
import type { Outsider, Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId, SessionId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

const networkRule = (tx: Reader, ctx: Context, personId: PersonId) =>
  tx
    .selectFrom('clinic')
    .leftJoin('membership', (on) =>
      on.onRef('membership.clinic_id', '=', 'clinic.id').on('membership.person_id', '=', personId),
    )
    .select([
      'clinic.absolute_hours',
      'clinic.break_glass',
      sql<string[] | null>`CASE WHEN clinic.allow_list_on THEN clinic.allowed_networks END`.as(
        'allowed_networks',
      ),
      sql<Role | null>`membership.role`.as('role'),
    ])
    .where('clinic.id', '=', ctx.clinicId)

export const findNetworkRule = (tx: Reader, ctx: Context, personId: PersonId) =>
  networkRule(tx, ctx, personId).executeTakeFirst()

/** The same, and the clinic's rules stay so until the transaction ends: a change of them finds what begins under the old ones. */
export const holdEntry = (tx: Writer, ctx: Context, personId: PersonId) =>
  networkRule(tx, ctx, personId)
    .forShare('clinic')
    .modifyEnd(sql`/* prepared hold_entry */`)
    .executeTakeFirst()

/** False when it was told before. */
export async function markBreakGlass(tx: Writer, ctx: Context, id: SessionId): Promise<boolean> {
  const row = await tx
    .updateTable('session')
    .set({ break_glass_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('break_glass_at', 'is', null)
    .where('state', '<>', 'ended')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Owners pass the list from now on; false when they did before, or there is none. */
export async function allowOwners(tx: Writer, ctx: Context): Promise<boolean> {
  const row = await tx
    .updateTable('clinic')
    .set((of) => ({ break_glass: true, networks_revision: of('networks_revision', '+', 1) }))
    .where('id', '=', ctx.clinicId)
    .where('allow_list_on', '=', true)
    .where('break_glass', '=', false)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A session and its person's membership as they are now; neither changes until the transaction ends. */
export async function holdSession(tx: Writer, ctx: Context, id: SessionId, personId: PersonId) {
  return tx
    .selectFrom('session')
    .innerJoin('membership', (on) =>
      on
        .onRef('membership.clinic_id', '=', 'session.clinic_id')
        .onRef('membership.person_id', '=', 'session.person_id'),
    )
    .select([
      'session.state',
      'session.ended_why',
      'membership.state as membership_state',
      'membership.role',
      'membership.outsider',
    ])
    .$narrowType<{ role: Role; outsider: Outsider | null }>()
    .where('session.clinic_id', '=', ctx.clinicId)
    .where('session.id', '=', id)
    .where('session.person_id', '=', personId)
    .forShare()
    .executeTakeFirst()
}
