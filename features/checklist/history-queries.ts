/** SQL of how the number moved: the state at the last look, and a row for each line that moved. */
import { sql } from 'kysely'
import type { Standing } from '../../pure/score/changes.ts'
import type { Actor, Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'

export interface State {
  revision: number
  beganAt: Date
  beganNumber: number
  lookedAt: Date
  standing: Standing
}

/** A date becomes text in JSON, and is one again here. */
const revive = (key: string, value: unknown) =>
  (key === 'until' || key === 'endsAt') && typeof value === 'string' ? new Date(value) : value

export async function findState(tx: Reader, ctx: Context): Promise<State | undefined> {
  const row = await tx
    .selectFrom('score_state')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
  return (
    row && {
      revision: row.revision,
      beganAt: row.began_at,
      beganNumber: row.began_number,
      lookedAt: row.looked_at,
      standing: JSON.parse(JSON.stringify(row.standing), revive) as Standing,
    }
  )
}

/** False when another look was there first. */
export async function saveState(
  tx: Writer,
  ctx: Context,
  seen: State | undefined,
  is: { standing: Standing; number: number },
): Promise<boolean> {
  const standing = JSON.stringify(is.standing)
  const { numAffectedRows } = seen
    ? await sql`
        UPDATE score_state SET revision = revision + 1, looked_at = ${ctx.now}, standing = ${standing}::jsonb
         WHERE clinic_id = ${ctx.clinicId} AND revision = ${seen.revision}`.execute(tx)
    : await sql`
        INSERT INTO score_state (clinic_id, revision, began_at, began_number, looked_at, standing)
        VALUES (${ctx.clinicId}, 1, ${ctx.now}, ${is.number}, ${ctx.now}, ${standing}::jsonb)
        ON CONFLICT (clinic_id) DO NOTHING`.execute(tx)
  return numAffectedRows === 1n
}

/** An event that may have moved the number. */
export interface Mover {
  id: string
  at: Date
  action: string
  target_type: string | null
  actor_kind: Actor['kind']
  actor_id: string | null
}

const MOST_MOVERS = 500

/** Acts that were done since then with these beginnings, the newest first, but for those that are a cause already. */
export async function listMovers(
  tx: Reader,
  ctx: Context,
  since: Date,
  beginnings: readonly string[],
): Promise<Mover[]> {
  const forms = beginnings.map((one) => `${one.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  const { rows } = await sql<Mover>`
    SELECT e.id, e.at, e.action, e.target_type, e.actor_kind, e.actor_id
      FROM event e
     WHERE e.clinic_id = ${ctx.clinicId} AND e.at >= ${since} AND e.outcome = 'ok' AND e.action LIKE ANY (${forms}::text[])
       AND NOT EXISTS (SELECT FROM score_change c WHERE c.clinic_id = e.clinic_id AND c.at >= ${since} AND c.event_id = e.id)
     ORDER BY e.at DESC, e.id DESC LIMIT ${MOST_MOVERS}`.execute(tx)
  return rows
}

export interface Moved {
  at: Date
  line: number
  before: number
  after: number
  how_before: string
  how_after: string
  number: number
  cause: 'event' | 'half' | 'gone' | 'exception_over' | 'looked'
  event_id: string | null
  action: string | null
  actor_kind: string | null
  actor_id: string | null
}

export async function insertChanges(tx: Writer, ctx: Context, changes: readonly Moved[]): Promise<void> {
  if (changes.length === 0) return
  await tx
    .insertInto('score_change')
    .values(changes.map((change) => ({ ...change, clinic_id: ctx.clinicId, id: newId(ctx.now) })))
    .execute()
}

/** The newest first. */
export async function listChanges(
  tx: Reader,
  ctx: Context,
  { since, limit }: { since: Date; limit: number },
): Promise<Moved[]> {
  return tx
    .selectFrom('score_change')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .orderBy('line')
    .limit(limit)
    .$castTo<Moved>()
    .execute()
}

/** When each step last came to be as it is, and what it was found to be then. */
export async function listLatestOfSteps(
  tx: Reader,
  ctx: Context,
): Promise<Pick<Moved, 'line' | 'at' | 'after' | 'how_after'>[]> {
  const { rows } = await sql<Pick<Moved, 'line' | 'at' | 'after' | 'how_after'>>`
    SELECT DISTINCT ON (line) line, at, after, how_after
      FROM score_change WHERE clinic_id = ${ctx.clinicId} AND line > 0
     ORDER BY line, at DESC, id DESC`.execute(tx)
  return rows
}

/** The next look by time: at `at`, or when one stands already that is earlier, then. `instead`: whatever stands. */
export async function orderLook(
  tx: Writer,
  ctx: Context,
  { kind, at, instead }: { kind: string; at: Date; instead: boolean },
): Promise<void> {
  await sql`
    INSERT INTO due (clinic_id, kind, key, at) VALUES (${ctx.clinicId}, ${kind}, 'next', ${at})
    ON CONFLICT (clinic_id, kind, key) DO UPDATE
       SET at = CASE WHEN ${instead} THEN excluded.at ELSE least(due.at, excluded.at) END`.execute(tx)
}
