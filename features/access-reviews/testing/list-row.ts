/** A line of another system's list in a review, as an import makes it. */
import { newId } from '../../../server/db/ids.ts'
import type { House } from '../../../test/app.ts'

/** `removed`: decided to be taken away there, and stated by nobody yet. */
export async function listRow(
  house: House,
  clinicId: string,
  reviewId: string,
  {
    name = 'Tobi Larkspur',
    personId = null,
    removed = false,
  }: { name?: string; personId?: string | null; removed?: boolean } = {},
): Promise<{ rowId: string; revision: number }> {
  const [listId, rowId] = [newId(house.clock.now()), newId(house.clock.now())]
  const [review] = await house.database.ask<{ by: string; last: number }>(
    'admin',
    `SELECT r.started_by AS by, (SELECT max(position) FROM access_review_row w WHERE w.clinic_id = r.clinic_id AND w.review_id = r.id) AS last
       FROM access_review r WHERE r.clinic_id = $1 AND r.id = $2`,
    [clinicId, reviewId],
  )
  if (!review) throw new Error('No such review')
  await house.database.ask(
    'admin',
    `INSERT INTO access_review_list (clinic_id, id, review_id, name, how, imported_at, imported_by)
     VALUES ($1, $2, $3, 'Dentally', 'typed', $4, $5)`,
    [clinicId, listId, reviewId, house.clock.now(), review.by],
  )
  await house.database.ask(
    'admin',
    `INSERT INTO access_review_row (clinic_id, id, review_id, position, kind, person_id, list_id, matched_by, frozen, flags,
                                    decision, note, decided_by, decided_how, decided_at)
     VALUES ($1, $2, $3, $4, 'list_entry', $5, $6, $7, jsonb_build_object('values', jsonb_build_object('name', $8::text)), '{}',
             $9, $10, $11, $12, $13)`,
    [
      clinicId,
      rowId,
      reviewId,
      review.last + 1,
      personId,
      listId,
      personId ? 'hand' : 'none',
      name,
      removed ? 'remove' : null,
      removed ? 'Left in May' : '',
      removed ? review.by : null,
      removed ? 'self' : null,
      removed ? house.clock.now() : null,
    ],
  )
  return { rowId, revision: 1 }
}
