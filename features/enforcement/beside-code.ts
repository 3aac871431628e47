/**
 * A code for somebody who sets up their second step beside an Owner or Admin: the proof more that a stolen password does
 * not have. Shown once to who made it, kept hashed as passwords are, ten minutes (ASVS 6.5.5), one open a person.
 */
import { audited } from '../../server/db/database.ts'
import { type Acting, GIVES_PASSWORD, onColleague, wantsOtherHand } from './colleague.ts'
import { makeBesideCode, protectedProblem } from './protected-contract.ts'
import { drawCode, keepCode } from './one-time-codes.ts'
import { hasFactor } from './protection.ts'
import { tellBoth } from './telling.ts'

export async function make(call: Acting): Promise<{ shown: string; endsAt: string }> {
  const { code, hash } = await drawCode(call.ctx)
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`
  return onColleague(call, makeBesideCode, async (scene) => {
    const { tx, ctx, actor, colleague, facts } = scene
    const { personId } = colleague
    if (hasFactor(facts) && !facts.renew_factor_since) throw protectedProblem('protected.code_not_needed')
    await wantsOtherHand(scene, GIVES_PASSWORD)
    const order = { personId, purpose: 'enrol.beside' as const, hash, madeBy: actor.personId }
    const { endsAt } = await keepCode(tx, ctx, order)
    await tellBoth(scene, call.session, {
      template: 'beside_code_made',
      ownersTemplate: 'beside_code_made_owner',
    })
    return audited(
      {
        action: 'enrol_code.made',
        category: 'auth',
        target: { type: 'person', id: personId },
        personal: { target_name: colleague.name, link_ends_at: endsAt.toISOString() },
      },
      { shown, endsAt: endsAt.toISOString() },
    )
  })
}
