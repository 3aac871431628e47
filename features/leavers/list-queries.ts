/** SQL of the clinic's own list of what is done outside. */
import type { Role } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Part } from '../../pure/leaving/parts.ts'
import type { ListItem } from './default-list.ts'

/** Revision 0 and no items: the clinic has no list of its own. */
export async function findList(tx: Reader, ctx: Context): Promise<{ revision: number; items: ListItem[] }> {
  const rows = await tx
    .selectFrom('leaver_list')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .orderBy('position')
    .execute()
  return {
    revision: rows[0]?.revision ?? 0,
    items: rows.map((row) => ({
      part: row.part as Part,
      title: row.title,
      roles: row.roles as Role[],
      inMinutes: row.in_minutes,
      dueDays: row.due_days,
      covers: row.covers,
    })),
  }
}

/** Writes the list anew as the next revision; false when somebody else did meanwhile. */
export async function replaceList(
  tx: Writer,
  ctx: Context,
  revision: number,
  items: readonly ListItem[],
): Promise<boolean> {
  await tx
    .updateTable('leaver_list')
    .set({ ended_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('revision', '=', revision)
    .where('ended_at', 'is', null)
    .execute()
  const made = await tx
    .insertInto('leaver_list')
    .values(
      items.map((one, position) => ({
        clinic_id: ctx.clinicId,
        id: newId(ctx.now),
        part: one.part,
        title: one.title,
        roles: [...one.roles],
        in_minutes: one.inMinutes,
        due_days: one.dueDays,
        covers: one.covers,
        position,
        revision: revision + 1,
      })),
    )
    .onConflict((row) => row.columns(['clinic_id', 'revision', 'position']).doNothing())
    .returning('id')
    .execute()
  return made.length === items.length
}
