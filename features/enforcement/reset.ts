/**
 * Reset of a colleague's second step: what was lost is taken away, every session ends, and the way back wants the
 * password and one proof more (identity.md, trap 2). No window of any rule opens anew.
 */
import { audited, type Audited } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { holdSignIns, takeProofs } from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type Acting, GIVES_PASSWORD, onColleague, type Scene, wantsOtherHand } from './colleague.ts'
import { protectedProblem, resetFactor } from './protected-contract.ts'
import { endCodes, markRenew } from './protected-queries.ts'
import { hasAnythingToReset } from './protection.ts'
import { tellBoth } from './telling.ts'

interface Done {
  sessionsEnded: number
  removed: boolean
}

/**
 * Throws what `onColleague` throws, `protected.nothing_to_reset`, `…last_owner`, `…other_hand`. Of two Owners who reset
 * each other at the same instant the second finds its session ended.
 */
export async function reset(call: Acting & { body: { reason: string } }): Promise<Done> {
  const { session, body } = call
  return onColleague(call, resetFactor, async (scene): Promise<Audited<Done>> => {
    const { tx, ctx, colleague, facts } = scene
    const { personId } = colleague
    if (!hasAnythingToReset(facts)) throw protectedProblem('protected.nothing_to_reset')
    if (colleague.role === 'OWNER' && !(await people.keepsAnOwner(tx, ctx, personId)))
      throw protectedProblem('protected.last_owner')
    await wantsOtherHand(scene, GIVES_PASSWORD)
    await holdSignIns(tx, personId)
    const end = () => sessions.endSessionsHere(tx, ctx, { personId, why: 'factor_reset' })
    // Sessions before proofs, as a second step takes them too; looked for again, so that none that began meanwhile is left.
    const before = await end()
    // Theirs in another clinic too: nothing of a person is taken away by one of several clinics (data.md).
    const removed = facts.elsewhere ? undefined : await takeProofs(tx, ctx, personId)
    const ended = [...before, ...(await end())]
    // The lost phone is often a known device itself: after a reset none vouches for anybody.
    if (!facts.elsewhere) await sessions.forgetKnownDevices(tx, ctx, personId)
    await endCodes(tx, ctx, personId)
    await markRenew(tx, ctx, personId)
    await tellBoth(scene, session, {
      template: facts.elsewhere ? 'renewal_asked' : 'factor_reset',
      ownersTemplate: 'factor_reset_owner',
      values: { reason: body.reason },
    })
    return audited([resetEvent(scene, body.reason, removed, ended.length), ...endings(scene, ended)], {
      sessionsEnded: ended.length,
      removed: removed !== undefined,
    })
  })
}

const about = ({ colleague }: Scene) => ({
  category: 'auth' as const,
  target: { type: 'person', id: colleague.personId },
})

function resetEvent(
  scene: Scene,
  reason: string,
  removed: Awaited<ReturnType<typeof takeProofs>> | undefined,
  sessionsEnded: number,
): AuditEvent {
  const some = (n: number | undefined) => (n ? String(n) : undefined)
  return {
    ...about(scene),
    action: 'auth.2fa.reset',
    personal: {
      target_name: scene.colleague.name,
      reason,
      app_removed: some(Number(removed?.app ?? 0)),
      passkeys_removed: some(removed?.passkeys),
      codes_removed: some(removed?.backupCodes),
      ended: String(sessionsEnded),
    },
  }
}

const endings = (scene: Scene, ids: readonly string[]): AuditEvent[] =>
  ids.map((id) => ({
    ...about(scene),
    action: 'session.end',
    sessionId: id,
    personal: { target_name: scene.colleague.name, reason: 'factor_reset' },
  }))
