/** SQL of changing what the clinic has on file of one person. */
import { sql } from 'kysely'
import type { Outsider } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface OnFile {
  revision: number
  managerId: PersonId | null
  managerName: string | null
  outsider: Outsider | null
  accessEndsAt: Date | null
}

/** As it is now; the row is held already (`people.holdMembers`). */
export async function getOnFile(tx: Reader, ctx: Context, personId: PersonId): Promise<OnFile> {
  return tx
    .selectFrom('membership')
    .leftJoin('person as manager', 'manager.id', 'membership.manager_id')
    .select([
      'membership.revision',
      'membership.manager_id as managerId',
      'manager.name as managerName',
      'membership.outsider',
      'membership.access_ends_at as accessEndsAt',
    ])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.person_id', '=', personId)
    .$castTo<OnFile>()
    .executeTakeFirstOrThrow()
}

/** The name of somebody who works here now; undefined: they do not. */
export async function findActiveName(
  tx: Reader,
  ctx: Context,
  personId: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select('person.name')
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.person_id', '=', personId)
    .where('membership.state', '=', 'active')
    .executeTakeFirst()
  return row?.name
}

/** The transaction speaks for this person. */
export async function updateName(tx: Writer, personId: PersonId, name: string): Promise<void> {
  await tx.updateTable('person').set({ name }).where('id', '=', personId).execute()
}

export async function updateOnFile(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  change: { manager_id?: string | null; outsider?: Outsider | null },
): Promise<void> {
  await tx
    .updateTable('membership')
    .set((the) => ({ ...change, revision: sql`${the.ref('revision')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}
