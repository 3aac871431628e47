/** The call of the law column that succeeds: of a clinic whose country asks. */
import type { Preparation } from './scene.ts'
import { freshOwner } from './scene.ts'

export const LAW_CALLS: Readonly<Record<string, Preparation>> = {
  'PUT /api/law': async ({ house }) => {
    const { owner, visitor } = await freshOwner(house)
    await house.database.ask(
      'admin',
      "UPDATE clinic SET country = 'GB' WHERE id = (SELECT clinic_id FROM membership WHERE person_id = $1)",
      [owner.id],
    )
    return { house, visitor, sent: { body: { states: [], nhs: true, revision: 0 } } }
  },
}
