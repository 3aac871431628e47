/** PINs as a review sees them: whose, since when. Also those of people who cannot sign in any more. */
import { sql } from 'kysely'
import type { PersonId } from '../../server/context.ts'
import { asPerson } from '../../server/db/database.ts'
import type { GrantSource } from '../../server/slots.ts'
import { deletePin } from '../identity/service.ts'

export const pinGrants: GrantSource = {
  kind: 'pin',
  async list(tx) {
    const { rows } = await sql<{ person_id: PersonId; name: string; set_at: Date; closed_at: Date | null }>`
      SELECT person_id, name, set_at, closed_at FROM door_pins()`.execute(tx)
    return rows.map(({ person_id, name, set_at, closed_at }) => ({
      subjectId: person_id,
      personId: person_id,
      values: { name, since: set_at.toISOString() },
      flags: closed_at ? ['closed'] : [],
    }))
  },
  async remove(tx, ctx, subjectId) {
    const personId = subjectId as PersonId
    const done = await asPerson(tx, ctx, personId, (there) => deletePin(tx, there, personId))
    const event = {
      action: 'pin.removed',
      category: 'auth',
      target: { type: 'person', id: personId },
    } as const
    return { done, events: done ? [event] : [] }
  },
}
