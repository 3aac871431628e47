/** SQL of items in somebody's hands. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

/** Open ones outside of Enamel among these; the new hands take them from whoever was asked before. */
export async function updateAsked(
  tx: Writer,
  ctx: Context,
  runId: string,
  itemIds: readonly string[],
  to: { personId: PersonId } | { name: string; linkId: string },
): Promise<string[]> {
  const rows = await tx
    .updateTable('leaver_item')
    .set({
      asked: 'personId' in to ? to.personId : null,
      asked_name: 'name' in to ? to.name : null,
      task_link_id: 'linkId' in to ? to.linkId : null,
      asked_at: ctx.now,
    })
    .where('clinic_id', '=', ctx.clinicId)
    .where('run_id', '=', runId)
    .where('id', 'in', [...itemIds])
    .where('kind', '=', 'outside')
    .where('state', '=', 'open')
    .returning('title')
    .execute()
  return rows.map(({ title }) => title)
}

/** Open items of a link that was taken back are nobody's again. */
export async function clearLink(tx: Writer, ctx: Context, runId: string, linkId: string): Promise<void> {
  await tx
    .updateTable('leaver_item')
    .set({ asked_name: null, asked_at: null, task_link_id: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('run_id', '=', runId)
    .where('task_link_id', '=', linkId)
    .where('state', '=', 'open')
    .execute()
}

const tasks = (tx: Reader, ctx: Context) =>
  tx
    .selectFrom('leaver_item as item')
    .innerJoin('leaver_run as run', (on) =>
      on.onRef('run.clinic_id', '=', 'item.clinic_id').onRef('run.id', '=', 'item.run_id'),
    )
    .selectAll('item')
    .select(['run.name as about', 'run.person_id as about_id'])
    .where('item.clinic_id', '=', ctx.clinicId)
    .where('run.state', '=', 'running')
    .orderBy('item.due_at')
    .orderBy('item.position')

export type TaskRow = Awaited<ReturnType<ReturnType<typeof tasks>['executeTakeFirstOrThrow']>>

/** Of those a colleague was asked for: what is open, and what they settled themselves. */
export async function listTasksOf(tx: Reader, ctx: Context, personId: PersonId): Promise<TaskRow[]> {
  return tasks(tx, ctx)
    .where('item.asked', '=', personId)
    .where((the) => the.or([the('item.state', '=', 'open'), the('item.settled_by', '=', personId)]))
    .execute()
}

export async function listLinked(tx: Reader, ctx: Context, linkId: string): Promise<TaskRow[]> {
  return tasks(tx, ctx).where('item.task_link_id', '=', linkId).execute()
}

/** One that is open. */
export async function findTask(
  tx: Reader,
  ctx: Context,
  itemId: string,
  whose: { personId: PersonId } | { linkId: string },
): Promise<TaskRow | undefined> {
  const query = tasks(tx, ctx).where('item.id', '=', itemId).where('item.state', '=', 'open')
  const own =
    'personId' in whose
      ? query.where('item.asked', '=', whose.personId)
      : query.where('item.task_link_id', '=', whose.linkId)
  return own.executeTakeFirst()
}

/** Open items that somebody was asked for in the leavings of others. */
export async function listAskedOf(tx: Reader, ctx: Context, personId: PersonId) {
  return tasks(tx, ctx)
    .where('item.asked', '=', personId)
    .where('item.state', '=', 'open')
    .where('run.person_id', '<>', personId)
    .execute()
}

export async function moveAsked(
  tx: Writer,
  ctx: Context,
  itemId: string,
  { from, to }: { from: PersonId; to: PersonId },
): Promise<boolean> {
  const row = await tx
    .updateTable('leaver_item')
    .set({ asked: to, asked_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', itemId)
    .where('asked', '=', from)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
