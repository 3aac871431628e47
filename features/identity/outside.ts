/**
 * A sign-in from outside of the clinic's networks: refused in the same way for everybody, and only when all that was asked
 * for was right, so that it tells nobody anything who does not have it.
 */
import type { Context } from '../../server/context.ts'
import { recordRefusal } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { Problem } from '../../pure/contract/problem.ts'
import { httpProblem } from '../../server/http/contract.ts'
import type { PersonAtDoor } from '../people/service.ts'
import * as sessions from '../sessions/service.ts'

export const keptOut = (
  { personId }: Pick<PersonAtDoor, 'personId'>,
  name: string,
  factor: string,
): AuditEvent => ({
  action: 'auth.signin.fail',
  category: 'auth',
  outcome: 'refused',
  target: { type: 'person', id: personId },
  personal: { target_name: name, factor, reason: 'session.outside_network' },
})

/** What the begin of a session throws to somebody outside, when all that they proved was right; not recorded yet. */
export const isOfOutside = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'session.outside_network'

/** Throws `session.outside_network`, recorded. `ctx` speaks for the person and the clinic that is entered. */
export async function keepOutside(ctx: Context, person: PersonAtDoor, factor: string): Promise<void> {
  if (!(await sessions.isKeptOut(ctx, person.personId))) return
  await recordRefusal(ctx, keptOut(person, person.name, factor))
  throw httpProblem('session.outside_network')
}
