/** SQL of leavings that lie ahead. */
import { PERMISSIONS, type Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

/** Who works here now and manages staff, by name. */
export async function listManagers(
  tx: Reader,
  ctx: Context,
): Promise<{ personId: PersonId; name: string; role: Role }[]> {
  return tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id as personId', 'person.name', 'membership.role'])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.state', '=', 'active')
    .where('membership.outsider', 'is', null)
    .where('membership.role', 'in', [...PERMISSIONS['staff.manage']])
    .orderBy('person.name')
    .$castTo<{ personId: PersonId; name: string; role: Role }>()
    .execute()
}

/** A plan that has not begun. */
export async function findPlan(tx: Reader, ctx: Context, runId: string) {
  return tx
    .selectFrom('leaver_run')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', runId)
    .where('state', '=', 'planned')
    .executeTakeFirst()
}
