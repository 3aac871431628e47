/**
 * Help with a forgotten password, for a colleague who cannot read mail: a link to the page where they choose a new one by
 * themselves. Nobody chooses it for them (ASVS 6.4.6), and it never stands in for their second step (ASVS 6.4.3).
 */
import { audited } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newForgotLink } from '../recovery/service.ts'
import { type Acting, onColleague, OPENS_WITH_PASSWORD, wantsOtherHand } from './colleague.ts'
import { makePasswordLink, protectedProblem } from './protected-contract.ts'
import { staffProblem } from '../staff/service.ts'
import { tellBoth } from './telling.ts'

export async function make(
  call: Acting & { body: { reason: string } },
): Promise<{ link: string; endsAt: string }> {
  const { session, body } = call
  return onColleague(call, makePasswordLink, async (scene) => {
    const { tx, ctx, actor, colleague, facts } = scene
    // The password opens their account in the other clinic too.
    if (facts.elsewhere) throw protectedProblem('protected.link_elsewhere')
    await wantsOtherHand(scene, OPENS_WITH_PASSWORD)
    const { personId } = colleague
    const made = await newForgotLink(tx, ctx, { personId, by: actor.personId })
    if (!made.ok)
      throw made.why === 'elsewhere'
        ? protectedProblem('protected.link_elsewhere')
        : staffProblem('staff.person_not_found')
    const { link, endsAt } = made
    await tellBoth(scene, session, {
      template: 'password_link_given',
      ownersTemplate: 'password_link_given_owner',
      values: { reason: body.reason },
    })
    const shown: AuditEvent = {
      action: 'link.shown',
      category: 'auth',
      target: { type: 'person', id: personId },
      personal: {
        target_name: colleague.name,
        link: 'password.forgot',
        reason: body.reason,
        link_ends_at: endsAt.toISOString(),
      },
    }
    return audited([made.event, shown], { link, endsAt: endsAt.toISOString() })
  })
}
