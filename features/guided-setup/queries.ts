/** SQL of the guided setup: what was said in it, and the few facts that answer its steps. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Stored {
  answered: string[]
  skipped: string[]
  finishedAt: Date | null
  putAwayAt: Date | null
}

export async function findSetup(tx: Reader, ctx: Context): Promise<Stored> {
  const row = await tx
    .selectFrom('guided_setup')
    .select(['answered', 'skipped', 'finished_at as finishedAt', 'put_away_at as putAwayAt'])
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
  return row ?? { answered: [], skipped: [], finishedAt: null, putAwayAt: null }
}

/** Two at one instant both stay. */
export async function putStep(
  tx: Writer,
  ctx: Context,
  step: string,
  answer: 'answered' | 'skipped',
): Promise<void> {
  const [answered, skipped] = answer === 'answered' ? [[step], []] : [[], [step]]
  await sql`
    INSERT INTO guided_setup (clinic_id, answered, skipped) VALUES (${ctx.clinicId}, ${answered}::text[], ${skipped}::text[])
    ON CONFLICT (clinic_id) DO UPDATE SET
      answered = array_remove(guided_setup.answered, ${step}) || excluded.answered,
      skipped = array_remove(guided_setup.skipped, ${step}) || excluded.skipped`.execute(tx)
}

/** The first time stays. */
export async function putEnd(tx: Writer, ctx: Context, how: 'finished' | 'put_away'): Promise<void> {
  const [finished, putAway] = how === 'finished' ? [ctx.now, null] : [null, ctx.now]
  await sql`
    INSERT INTO guided_setup (clinic_id, finished_at, put_away_at) VALUES (${ctx.clinicId}, ${finished}, ${putAway})
    ON CONFLICT (clinic_id) DO UPDATE SET
      finished_at = coalesce(guided_setup.finished_at, excluded.finished_at),
      put_away_at = coalesce(guided_setup.put_away_at, excluded.put_away_at)`.execute(tx)
}

export interface Facts {
  sharesAnswered: boolean
  rangeService: boolean
  /** Who works here, but for one; and who was asked to. */
  others: number
  /** Somebody was asked to be an Owner, and may still say yes. */
  ownerInvited: boolean
}

export async function findFacts(tx: Reader, ctx: Context): Promise<Facts> {
  const { rows } = await sql<Facts>`
    SELECT c.shares_computers IS NOT NULL AS "sharesAnswered", c.range_service AS "rangeService",
           (SELECT count(*) FROM membership m WHERE m.clinic_id = c.id AND m.state = 'active')::int - 1
           + (SELECT count(*) FROM invitation i WHERE i.clinic_id = c.id AND i.accepted_at IS NULL AND i.cancelled_at IS NULL)::int AS others,
           EXISTS (SELECT FROM invitation i WHERE i.clinic_id = c.id AND i.role = 'OWNER' AND i.accepted_at IS NULL AND i.cancelled_at IS NULL) AS "ownerInvited"
      FROM clinic c WHERE c.id = ${ctx.clinicId}`.execute(tx)
  const [facts] = rows
  if (!facts) throw new Error('no clinic')
  return facts
}
