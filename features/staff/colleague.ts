/** An act on one colleague: who may, held against all that happens meanwhile, and every refusal on record. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import { may, outranks, type Permission } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { type Audited, inClinic, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { staffProblem } from './contract.ts'
import { isWithin } from './roster-queries.ts'

export interface Acting {
  ctx: Context
  session: SessionView
  params: { personId: string }
}

export interface Scene {
  tx: Writer
  /** Speaks for the colleague; the actor is still who acts. */
  ctx: Context
  actor: people.Member
  colleague: people.Member
}

export interface ActRule {
  /** The one the endpoint asks for; still held when the change is written. */
  permission: Permission
  /** How the colleague must stand in the clinic. */
  states?: readonly people.Member['state'][]
  /** For what changes no right. */
  alsoSelf?: boolean
  /** What the log has as the target of a refusal by `act`, where it must not say whom it was about; D the colleague. */
  refusalOf?: { type: string }
}

/**
 * Does something to a colleague of lower rank (Owners also to Owners) in one transaction, in which the acting session
 * lives and neither of the two changes role or state. Throws `staff.person_not_found`, `…not_yourself`,
 * `…rank_too_low`, `session.ended`, and what `act` throws.
 */
export async function onColleague<T>(
  { ctx, session, params }: Acting,
  endpoint: Pick<Endpoint, 'method' | 'url'>,
  { permission, states = ['active'], alsoSelf = false, refusalOf }: ActRule,
  act: (scene: Scene) => Promise<Audited<T>>,
): Promise<T> {
  const personId = params.personId as PersonId
  let acting = false
  return write(ctx, async (tx) => {
    const held = await people.holdMembers(tx, ctx, [session.personId, personId])
    const [actor, colleague] = [held.get(session.personId), held.get(personId)]
    await sessions.hold(tx, ctx, session, permission)
    if (!actor || !colleague || !states.includes(colleague.state))
      throw staffProblem('staff.person_not_found')
    if (personId === session.personId && !alsoSelf) throw staffProblem('staff.not_yourself')
    if (personId !== session.personId && !outranks(actor.role, colleague.role))
      throw staffProblem('staff.rank_too_low')
    // Whoever is limited to some places acts on nobody who works at others alone (decision 066).
    if (!may(actor.role, 'security.manage') && !(await isWithin(tx, ctx, actor.personId, personId)))
      throw staffProblem('staff.person_not_found')
    // Only from here on in the name of somebody who is known to be of this clinic.
    acting = true
    return inClinic(tx, { ...ctx, personId }, ctx.clinicId, (there) =>
      act({ tx, ctx: there, actor, colleague }),
    )
  }).catch(async (error: unknown) => {
    if (
      error instanceof Problem &&
      /^(?:staff|handover|protected|leavers|access_reviews)\./.test(error.code)
    ) {
      await recordRefusal(ctx, {
        action: 'request.refused',
        category: 'auth',
        outcome: 'refused',
        target: (acting && refusalOf) || { type: 'person', id: personId },
        personal: { route: `${endpoint.method} ${endpoint.url}`, reason: error.code },
      })
    }
    throw error
  })
}
