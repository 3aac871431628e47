/** An act of enforcement on one colleague, with what they prove themselves with. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { outranks } from '../../pure/roles/roles.ts'
import type { Audited } from '../../server/db/database.ts'
import * as staff from '../staff/service.ts'
import { protectedProblem } from './protected-contract.ts'
import { hasActedOn, listKeepers, listProtectedRows, type ProtectedRow } from './protected-queries.ts'

export type Acting = staff.Acting

export interface Scene extends staff.Scene {
  /** What they prove themselves with, and what is asked of them. */
  facts: ProtectedRow
}

/** As `staff.onColleague`, for who may manage security. */
export async function onColleague<T>(
  call: Acting,
  endpoint: Pick<Endpoint, 'method' | 'url'>,
  act: (scene: Scene) => Promise<Audited<T>>,
  { alsoSelf = false } = {},
): Promise<T> {
  return staff.onColleague(call, endpoint, { permission: 'security.manage', alsoSelf }, async (scene) => {
    const [facts] = await listProtectedRows(scene.tx, scene.ctx, scene.colleague.personId)
    if (!facts) throw staff.staffProblem('staff.person_not_found')
    return act({ ...scene, facts })
  })
}

/** What opens an account to whoever has its password; a leaving that was undone took its second step away. */
export const OPENS_WITH_PASSWORD = [
  'auth.2fa.reset',
  'enrol_code.made',
  'grace.given',
  'leaver.undone',
] as const
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
