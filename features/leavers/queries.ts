/** SQL of runs. */
import { type Expression, sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { Viewer } from './policy.ts'

export type RunState = 'planned' | 'running' | 'closed' | 'undone' | 'called_off'

const nameOf = (id: Expression<string | null>) =>
  sql<string | null>`(SELECT person.name FROM person WHERE person.id = ${id})`

const runs = (tx: Reader, ctx: Context) =>
  tx
    .selectFrom('leaver_run as run')
    .selectAll('run')
    .select((the) => [
      nameOf(the.ref('run.planned_by')).as('planned_by_name'),
      nameOf(the.ref('run.started_by')).as('started_by_name'),
      nameOf(the.ref('run.closed_by')).as('closed_by_name'),
      nameOf(the.ref('run.undone_by')).as('undone_by_name'),
    ])
    .where('run.clinic_id', '=', ctx.clinicId)

export type RunRow = Awaited<ReturnType<ReturnType<typeof runs>['executeTakeFirstOrThrow']>>

/** What lies ahead, or was called off before anybody knew, is the Owners’ and those’s whom its planner named; never the person’s own. */
const seenBy = <Q extends ReturnType<typeof runs>>(query: Q, viewer: Viewer) =>
  query.where((the) =>
    the.or([
      the('run.state', 'not in', ['planned', 'called_off']),
      the.and([
        the('run.person_id', '<>', viewer.personId),
        the.or([
          the.val(viewer.role === 'OWNER'),
          the('run.planned_by', '=', viewer.personId),
          sql<boolean>`${viewer.personId} = ANY (run.seen_by)`,
        ]),
      ]),
    ]),
  )

/** As many as a list shows. */
const MOST = 200

export async function listRuns(tx: Reader, ctx: Context, viewer: Viewer): Promise<RunRow[]> {
  return seenBy(runs(tx, ctx), viewer)
    .where('run.state', '<>', 'called_off')
    .orderBy('run.planned_for', 'desc')
    .orderBy('run.id')
    .limit(MOST)
    .execute()
}

export async function listRunsOf(
  tx: Reader,
  ctx: Context,
  viewer: Viewer,
  personId: PersonId,
): Promise<RunRow[]> {
  return seenBy(runs(tx, ctx), viewer)
    .where('run.person_id', '=', personId)
    .where('run.state', '<>', 'called_off')
    .orderBy('run.planned_for', 'desc')
    .execute()
}

export async function findRun(
  tx: Reader,
  ctx: Context,
  viewer: Viewer,
  runId: string,
): Promise<RunRow | undefined> {
  return seenBy(runs(tx, ctx), viewer).where('run.id', '=', runId).executeTakeFirst()
}

/** A run that nobody else changes until the transaction ends. */
export async function holdRun(tx: Writer, ctx: Context, runId: string) {
  return tx
    .selectFrom('leaver_run')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', runId)
    .forUpdate()
    .executeTakeFirst()
}

/** The same, of one that runs. */
export async function holdRunning(tx: Writer, ctx: Context, runId: string) {
  const run = await holdRun(tx, ctx, runId)
  return run?.state === 'running' ? run : undefined
}

/** Somebody of this clinic, however they stand. */
export async function findMember(tx: Reader, ctx: Context, personId: PersonId) {
  return tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.name', 'membership.role', 'membership.state'])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.person_id', '=', personId)
    .where('membership.state', '<>', 'invited')
    .$castTo<{ name: string; role: Role; state: 'active' | 'disabled' | 'left' }>()
    .executeTakeFirst()
}

export interface NewRun {
  id: string
  personId: PersonId
  name: string
  role: Role
  state: 'planned' | 'running'
  plannedFor: Date
  plannedBy: PersonId
  note: string
  seenBy: readonly string[]
}

/** False when there is one that runs. */
export async function insertRun(tx: Writer, ctx: Context, run: NewRun): Promise<boolean> {
  const row = await tx
    .insertInto('leaver_run')
    .values({
      clinic_id: ctx.clinicId,
      id: run.id,
      person_id: run.personId,
      name: run.name,
      role: run.role,
      state: run.state,
      planned_for: run.plannedFor,
      planned_at: ctx.now,
      planned_by: run.plannedBy,
      note: run.note,
      seen_by: [...run.seenBy],
    })
    .onConflict((row) => row.columns(['clinic_id', 'person_id']).where('state', '=', 'running').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateRun(
  tx: Writer,
  ctx: Context,
  runId: string,
  change: Partial<{
    state: RunState
    started_at: Date
    started_by: string | null
    was_active: boolean
    was_access_ends_at: Date | null
    minutes_done_at: Date | null
    closed_at: Date
    closed_by: string
    closed_reason: string | null
    certificate: Buffer
    certificate_hash: Buffer
    undone_at: Date
    undone_by: string
    undone_reason: string
  }>,
): Promise<void> {
  await tx
    .updateTable('leaver_run')
    .set((the) => ({ ...change, revision: sql`${the.ref('revision')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', runId)
    .execute()
}

/** Plans of a person that somebody else's start has overtaken. */
export async function callOffPlans(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  but?: string,
): Promise<void> {
  let query = tx
    .updateTable('leaver_run')
    .set({ state: 'called_off' })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('state', '=', 'planned')
  if (but !== undefined) query = query.where('id', '<>', but)
  await query.execute()
}

/** Until when access was to last before it ended. */
export async function findAccessEnd(tx: Reader, ctx: Context, personId: PersonId): Promise<Date | null> {
  const row = await tx
    .selectFrom('membership')
    .select('access_ends_at')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.access_ends_at ?? null
}

/** They stand as they stood before; false when it was not this run by which they left, they came back, or were deleted. */
export async function updateBack(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  was: { leftAt: Date; active: boolean; accessEndsAt: Date | null; reason: string },
): Promise<boolean> {
  const back = was.active
    ? { state: 'active', disabled_at: null, disabled_by: null, disabled_how: null, disabled_reason: null }
    : { state: 'disabled', disabled_reason: was.reason }
  const row = await tx
    .updateTable('membership')
    .set((the) => ({
      ...back,
      left_at: null,
      // What proved them is gone, or is another clinic's: a new second step wants one proof more than the password.
      renew_factor_since: ctx.now,
      access_ends_at: was.accessEndsAt,
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('state', '=', 'left')
    .where('disabled_how', '=', 'leaver')
    .where('left_at', '=', was.leftAt)
    .where('deleted_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}
