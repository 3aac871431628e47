/** SQL of the items of runs. */
import { type Expression, sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Part } from '../../pure/leaving/parts.ts'

const nameOf = (id: Expression<string | null>) =>
  sql<string | null>`(SELECT person.name FROM person WHERE person.id = ${id})`

const items = (tx: Reader, ctx: Context) =>
  tx
    .selectFrom('leaver_item as item')
    .selectAll('item')
    .select((the) => [
      nameOf(the.ref('item.asked')).as('asked_person'),
      nameOf(the.ref('item.heir_id')).as('heir_name'),
      sql<Date | null>`(SELECT link.ends_at FROM task_link link WHERE link.clinic_id = item.clinic_id
        AND link.id = item.task_link_id AND link.ended_at IS NULL AND link.ends_at > ${ctx.now})`.as(
        'link_ends_at',
      ),
    ])
    .where('item.clinic_id', '=', ctx.clinicId)
    .orderBy('item.position')

export type ItemRow = Awaited<ReturnType<ReturnType<typeof items>['executeTakeFirstOrThrow']>>

export async function listItems(tx: Reader, ctx: Context, runId: string): Promise<ItemRow[]> {
  return items(tx, ctx).where('item.run_id', '=', runId).execute()
}

export async function listItemsOf(
  tx: Reader,
  ctx: Context,
  runIds: readonly string[],
): Promise<Map<string, ItemRow[]>> {
  if (runIds.length === 0) return new Map()
  const rows = await items(tx, ctx).where('item.run_id', 'in', runIds).execute()
  return Map.groupBy(rows, (row) => row.run_id)
}

export interface NewItem {
  kind: 'inside' | 'outside' | 'heir'
  part: Part
  title: string
  inMinutes: boolean
  dueAt: Date
  step?: string
  key?: string
  subjectId?: string
  /** Inside: done at once, so many. */
  done?: { count: number }
}

/** Adds them behind those there are; their ids. */
export async function insertItems(
  tx: Writer,
  ctx: Context,
  runId: string,
  made: readonly NewItem[],
): Promise<string[]> {
  if (made.length === 0) return []
  const { last } = await tx
    .selectFrom('leaver_item')
    .select(({ fn }) => fn.coalesce(fn.max('position'), sql<number>`0`).as('last'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow()
  const rows = made.map((one, index) => ({
    clinic_id: ctx.clinicId,
    id: newId(ctx.now),
    run_id: runId,
    position: last + index + 1,
    kind: one.kind,
    part: one.part,
    title: one.title,
    in_minutes: one.inMinutes,
    due_at: one.dueAt,
    step: one.step ?? null,
    key: one.key ?? null,
    subject_id: one.subjectId ?? null,
    state: one.done ? 'done' : 'open',
    count: one.done?.count ?? null,
    settled_at: one.done ? ctx.now : null,
  }))
  await tx.insertInto('leaver_item').values(rows).execute()
  return rows.map(({ id }) => id)
}

/** One item of a run; undefined: none of this run. */
export async function findItem(
  tx: Reader,
  ctx: Context,
  runId: string,
  itemId: string,
): Promise<ItemRow | undefined> {
  return items(tx, ctx).where('item.run_id', '=', runId).where('item.id', '=', itemId).executeTakeFirst()
}

/** Its new revision; undefined when it is no longer at this one. */
export async function updateItem(
  tx: Writer,
  ctx: Context,
  { id, revision }: Pick<ItemRow, 'id' | 'revision'>,
  change: {
    state: 'open' | 'stated' | 'done' | 'not_applicable'
    settled_by: PersonId | null
    settled_name: string | null
    note: string
    heir_id?: string | null
  },
): Promise<number | undefined> {
  const row = await tx
    .updateTable('leaver_item')
    .set({ ...change, settled_at: change.state === 'open' ? null : ctx.now, revision: revision + 1 })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('revision')
    .executeTakeFirst()
  return row?.revision
}
