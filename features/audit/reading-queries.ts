/** SQL of who was recorded as a reader of the log, and until when. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export async function isReadingKnown(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
  what: string,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM log_reading
     WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND what = ${what} AND until > ${ctx.now}
     /* prepared log_reading_known */`.execute(tx)
  return rows.length > 0
}

/** False when it is there already. Those of this person that are over go. */
export async function insertReading(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  { what, until }: { what: string; until: Date },
): Promise<boolean> {
  await sql`
    DELETE FROM log_reading
     WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND until <= ${ctx.now} AND what <> ${what}`.execute(
    tx,
  )
  const { rows } = await sql`
    INSERT INTO log_reading AS r (clinic_id, person_id, what, until) VALUES (${ctx.clinicId}, ${personId}, ${what}, ${until})
    ON CONFLICT (clinic_id, person_id, what) DO UPDATE SET until = excluded.until WHERE r.until <= ${ctx.now}
    RETURNING 1`.execute(tx)
  return rows.length > 0
}
