/** SQL of what about leavers has a date. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

export interface OpenItem {
  runId: string
  /** Whose leaving it is, by name. */
  about: string
  startedAt: Date
  inMinutes: boolean
  dueAt: Date
  /** The colleague who was asked to see to it. */
  asked: PersonId | null
}

/** Of all runs that go on. */
export async function listOpenItems(tx: Reader, ctx: Context): Promise<OpenItem[]> {
  return tx
    .selectFrom('leaver_run as run')
    .innerJoin('leaver_item as item', (on) =>
      on.onRef('item.clinic_id', '=', 'run.clinic_id').onRef('item.run_id', '=', 'run.id'),
    )
    .select([
      'run.id as runId',
      'run.name as about',
      'run.started_at as startedAt',
      'item.in_minutes as inMinutes',
      'item.due_at as dueAt',
      'item.asked',
    ])
    .where('run.clinic_id', '=', ctx.clinicId)
    .where('run.state', '=', 'running')
    .where('run.started_at', 'is not', null)
    .where('item.state', '=', 'open')
    .orderBy('run.id')
    .orderBy('item.position')
    .$castTo<OpenItem>()
    .execute()
}

export interface Planned {
  id: string
  personId: PersonId
  plannedFor: Date
  plannedBy: PersonId
  seenBy: PersonId[]
}

export async function listPlans(tx: Reader, ctx: Context): Promise<Planned[]> {
  return tx
    .selectFrom('leaver_run')
    .select([
      'id',
      'person_id as personId',
      'planned_for as plannedFor',
      'planned_by as plannedBy',
      'seen_by as seenBy',
    ])
    .where('clinic_id', '=', ctx.clinicId)
    .where('state', '=', 'planned')
    .$castTo<Planned>()
    .execute()
}
