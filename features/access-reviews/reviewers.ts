/** Who else of the clinic may decide what is a reviewer's own. */
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import { mayDecide } from './judging.ts'
import { listReviewers } from './second-person-queries.ts'

/** Names of those who may at least keep it; none: there is no second person. */
export async function othersWhoMay(
  tx: Reader,
  ctx: Context,
  { personId, role }: { personId: PersonId; role: Role },
): Promise<string[]> {
  const own = { person_id: personId, role_now: role, frozen: { values: {} } }
  return (await listReviewers(tx, ctx))
    .filter((other) => other.personId !== personId)
    .filter((other) => ['yes', 'keep_only'].includes(mayDecide(other, own)))
    .map(({ name }) => name)
}
