/** SQL of the clinic's places, and of who works where. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Place {
  placeId: string
  name: string
  revision: number
  /** Who is limited to some places, this one among them; by name. */
  people: string[]
  /** Those of them who would be limited to none without it. */
  only: string[]
}

/** Open ones, by name. */
export async function listPlaces(tx: Reader, ctx: Context): Promise<Place[]> {
  const { rows } = await sql<Place>`
    WITH here AS (
      SELECT a.location_id, p.name, EXISTS (SELECT FROM membership_location b WHERE b.clinic_id = a.clinic_id
               AND b.person_id = a.person_id AND b.location_id <> a.location_id) AS others
        FROM membership_location a
        JOIN membership m ON m.clinic_id = a.clinic_id AND m.person_id = a.person_id AND m.state IN ('active', 'disabled')
        JOIN person p ON p.id = a.person_id
       WHERE a.clinic_id = ${ctx.clinicId}
      UNION ALL
      -- Whoever was asked to join works there from the day they do.
      SELECT place, i.name, cardinality(i.location_ids) > 1 FROM invitation i, unnest(i.location_ids) AS place
       WHERE i.clinic_id = ${ctx.clinicId} AND i.accepted_at IS NULL AND i.cancelled_at IS NULL)
    SELECT l.id AS "placeId", l.name, l.revision,
           ARRAY(SELECT h.name FROM here h WHERE h.location_id = l.id ORDER BY h.name) AS people,
           ARRAY(SELECT h.name FROM here h WHERE h.location_id = l.id AND NOT h.others ORDER BY h.name) AS only
      FROM location l WHERE l.clinic_id = ${ctx.clinicId} AND l.closed_at IS NULL ORDER BY lower(l.name), l.id`.execute(
    tx,
  )
  return rows
}

/** One change of places at a time in a clinic: names are compared, and who works where. */
export async function holdPlaces(tx: Writer, ctx: Context): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('places ' || ${ctx.clinicId}::text, 0))`.execute(tx)
}

export async function insertPlace(tx: Writer, ctx: Context, id: string, name: string): Promise<void> {
  await tx.insertInto('location').values({ clinic_id: ctx.clinicId, id, name, created_at: ctx.now }).execute()
}

export async function updatePlace(
  tx: Writer,
  ctx: Context,
  placeId: string,
  change: { name: string } | { closed_at: Date },
): Promise<void> {
  await tx
    .updateTable('location')
    .set((the) => ({ ...change, revision: sql`${the.ref('revision')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', placeId)
    .execute()
}

/** Nobody works there any more, nor will whoever was asked to join. */
export async function clearPlace(tx: Writer, ctx: Context, placeId: string): Promise<void> {
  await tx
    .deleteFrom('membership_location')
    .where('clinic_id', '=', ctx.clinicId)
    .where('location_id', '=', placeId)
    .execute()
  await sql`UPDATE invitation SET location_ids = array_remove(location_ids, ${placeId}::uuid)
             WHERE clinic_id = ${ctx.clinicId} AND ${placeId}::uuid = ANY(location_ids)`.execute(tx)
}

/** Where somebody works from now on. */
export async function replacePlacesOf(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  placeIds: readonly string[],
): Promise<string[]> {
  const before = await tx
    .deleteFrom('membership_location')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .returning('location_id')
    .execute()
  if (placeIds.length > 0) {
    await tx
      .insertInto('membership_location')
      .values(
        placeIds.map((placeId) => ({
          clinic_id: ctx.clinicId,
          person_id: personId,
          location_id: placeId,
        })),
      )
      .execute()
  }
  return before.map((row) => row.location_id)
}
