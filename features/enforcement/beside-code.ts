/**
 * A code for somebody who sets up their second step beside an Owner or Admin: the proof more that a stolen password does
 * not have. Shown once to who made it, kept hashed as passwords are, ten minutes (ASVS 6.5.5), one open a person.
 */
import { randomInt } from 'node:crypto'
import { audited } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import { type Acting, GIVES_PASSWORD, onColleague, wantsOtherHand } from './colleague.ts'
import { makeBesideCode, protectedProblem } from './protected-contract.ts'
import { replaceBesideCode } from './protected-queries.ts'
import { hasFactor } from './protection.ts'
import { tellBoth } from './telling.ts'

const CODE_MINUTES = 10
/** Digits look like nothing else, and every keyboard has them: 26 bits, five tries, ten minutes (ASVS 6.5.4: 20 bits). */
const DIGITS = 8

export async function make(call: Acting): Promise<{ shown: string; endsAt: string }> {
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
  const shown = `${code.slice(0, DIGITS / 2)} ${code.slice(DIGITS / 2)}`
  const hash = await call.ctx.kernel.hashing.hash(code)
  return onColleague(call, makeBesideCode, async (scene) => {
    const { tx, ctx, actor, colleague, facts } = scene
    const { personId } = colleague
    if (hasFactor(facts) && !facts.renew_factor_since) throw protectedProblem('protected.code_not_needed')
    await wantsOtherHand(scene, GIVES_PASSWORD)
    const endsAt = new Date(ctx.now.getTime() + CODE_MINUTES * 60_000)
    await replaceBesideCode(tx, ctx, { id: newId(ctx.now), personId, by: actor.personId, hash, endsAt })
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
