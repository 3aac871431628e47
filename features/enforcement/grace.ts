/** 24 hours in which the rules of the second step are not asked of one person (facts.md). The gate reads `grace_ends_at`. */
import { audited } from '../../server/db/database.ts'
import { type Acting, GIVES_PASSWORD, onColleague, wantsOtherHand } from './colleague.ts'
import { endGrace, giveGrace, protectedProblem } from './protected-contract.ts'
import { endGraceNow, updateGrace } from './protected-queries.ts'
import { GRACE_APART_MS, graceHelps } from './protection.ts'
import { momentFor, tellBoth, tellColleague } from './telling.ts'

const GRACE_MS = 24 * 3_600_000

export async function give(call: Acting & { body: { reason: string } }): Promise<{ endsAt: string }> {
  const { session, body } = call
  return onColleague(call, giveGrace, async (scene) => {
    const { tx, ctx, actor, colleague, facts } = scene
    if (!graceHelps(facts, ctx)) throw protectedProblem('protected.grace_not_needed')
    // Whoever holds this person's password by a link of theirs must not open the door to it as well.
    await wantsOtherHand(scene, GIVES_PASSWORD)
    const endsAt = new Date(ctx.now.getTime() + GRACE_MS)
    const notSince = new Date(ctx.now.getTime() - GRACE_APART_MS)
    const { personId } = colleague
    if (
      !(await updateGrace(tx, ctx, { personId, by: actor.personId, reason: body.reason, endsAt, notSince }))
    ) {
      const next = new Date((facts.grace_given_at?.getTime() ?? 0) + GRACE_APART_MS)
      throw protectedProblem('protected.grace_again', { values: { from: momentFor(scene, session, next) } })
    }
    await tellBoth(scene, session, {
      template: 'grace_given',
      ownersTemplate: 'grace_given_owner',
      values: { reason: body.reason, until: momentFor(scene, session, endsAt) },
    })
    return audited(
      {
        action: 'grace.given',
        category: 'config',
        target: { type: 'person', id: personId },
        personal: { target_name: colleague.name, reason: body.reason, grace_ends_at: endsAt.toISOString() },
      },
      { endsAt: endsAt.toISOString() },
    )
  })
}

/** Ended by itself otherwise. What is asked then is asked at this person's next step, and a mail tells them so. */
export async function end(call: Acting): Promise<Record<string, never>> {
  return onColleague(call, endGrace, async (scene) => {
    const { tx, ctx, colleague } = scene
    if (!(await endGraceNow(tx, ctx, colleague.personId))) throw protectedProblem('protected.grace_none')
    await tellColleague(scene, call.session, { template: 'grace_ended' })
    return audited(
      {
        action: 'grace.ended',
        category: 'config',
        target: { type: 'person', id: colleague.personId },
        personal: { target_name: colleague.name },
      },
      {},
    )
  })
}
