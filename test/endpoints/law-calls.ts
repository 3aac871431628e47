/** Calls of the law column, of a clinic whose country asks, and of what changed and why, that succeed. */
import { asOwner, freshOwner, type Preparation } from './scene.ts'

export const LAW_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/checklist/history': asOwner({ query: { days: '30' } }),
  'GET /api/checklist/outcomes': asOwner(),
  'GET /api/law': asOwner(),
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
