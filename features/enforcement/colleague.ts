/** An act on one colleague: who may, held against all that happens meanwhile, and every refusal on record. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import { outranks } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { type Audited, inClinic, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { protectedProblem } from './protected-contract.ts'
import { hasActedOn, listKeepers, listProtectedRows, type ProtectedRow } from './protected-queries.ts'

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
  /** What they prove themselves with, and what is asked of them. */
  facts: ProtectedRow
}

/**
 * Does something to a colleague of lower rank (Owners also to Owners) in one transaction, in which the acting session
 * lives and neither of the two changes role or state. Throws `protected.person_not_found`, `…not_yourself`,
 * `…rank_too_low`, `session.ended`, and what `act` throws. `alsoSelf`: for what changes no right.
 */
export async function onColleague<T>(
  { ctx, session, params }: Acting,
  endpoint: Pick<Endpoint, 'method' | 'url'>,
  act: (scene: Scene) => Promise<Audited<T>>,
  { alsoSelf = false } = {},
): Promise<T> {
  const personId = params.personId as PersonId
  return write(ctx, async (tx) => {
    const held = await people.holdMembers(tx, ctx, [session.personId, personId])
    const [actor, colleague] = [held.get(session.personId), held.get(personId)]
    await sessions.hold(tx, ctx, session, 'security.manage')
    const [facts] = await listProtectedRows(tx, ctx, personId)
    if (!actor || colleague?.state !== 'active' || !facts)
      throw protectedProblem('protected.person_not_found')
    if (personId === session.personId && !alsoSelf) throw protectedProblem('protected.not_yourself')
    if (personId !== session.personId && !outranks(actor.role, colleague.role))
      throw protectedProblem('protected.rank_too_low')
    // Only from here on in the name of somebody who is known to be of this clinic.
    return inClinic(tx, { ...ctx, personId }, ctx.clinicId, (there) =>
      act({ tx, ctx: there, actor, colleague, facts }),
    )
  }).catch(async (error: unknown) => {
    if (error instanceof Problem && error.code.startsWith('protected.')) {
      await recordRefusal(ctx, {
        action: 'request.refused',
        category: 'auth',
        outcome: 'refused',
        target: { type: 'person', id: personId },
        personal: { route: `${endpoint.method} ${endpoint.url}`, reason: error.code },
      })
    }
    throw error
  })
}

/** What opens an account to whoever has its password. */
export const OPENS_WITH_PASSWORD = ['auth.2fa.reset', 'enrol_code.made', 'grace.given'] as const
/** What gives the password away. */
export const GIVES_PASSWORD = ['link.shown'] as const
const APART_MS = 24 * 3_600_000

/**
 * One Admin alone must not hold both halves of somebody's account (the acts above, on one person, within a day).
 * Owners may: they answer for the clinic. Throws `protected.other_hand` with the names of who else can.
 */
export async function wantsOtherHand(
  { tx, ctx, actor, colleague }: Scene,
  did: readonly string[],
): Promise<void> {
  if (actor.role === 'OWNER') return
  const since = new Date(ctx.now.getTime() - APART_MS)
  const { personId: by } = actor
  if (!(await hasActedOn(tx, ctx, { by, on: colleague.personId, actions: did, since }))) return
  const others = (await listKeepers(tx, ctx)).filter(
    ({ person_id, role }) => person_id !== by && outranks(role, colleague.role),
  )
  throw protectedProblem('protected.other_hand', {
    values: { who: others.map(({ name }) => name).join(', ') },
  })
}
