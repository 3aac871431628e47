/** Calls of opening hours and the guided setup that succeed, and ids of another clinic's. */
import { addClosedDay, getOpeningHours, setWeek } from '../../features/opening-hours/contract.ts'
import { addPlace } from '../../features/staff/places-contract.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

const week = [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? [{ opens: '08:30', closes: '17:00' }] : []))
const CLOSED = { placeId: null, first: '2027-08-02', last: '2027-08-13', reason: 'Summer break' }

async function placeWithHours(visitor: Visitor) {
  const { placeId } = await visitor.must(addPlace, { body: { name: 'Harbour Street' } })
  await visitor.must(setWeek, { body: { placeId, week, revision: 0 } })
  return { placeId }
}

async function closing(visitor: Visitor) {
  return { closedDayId: (await visitor.must(addClosedDay, { body: CLOSED })).closedDayId }
}

const on =
  (made: (visitor: Visitor) => Promise<Record<string, string>>): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    return { house, visitor, sent: { params: await made(visitor) } }
  }

export const SETUP_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/opening-hours': asOwner(),
  'PUT /api/opening-hours/week': asOwner({ body: { placeId: null, week, revision: 0 } }),
  'PUT /api/opening-hours/holidays': asOwner({
    body: {
      placeId: null,
      year: 2027,
      part: 'EAW',
      days: [{ key: 'christmas', day: '2027-12-25' }],
      revision: 0,
    },
  }),
  'DELETE /api/opening-hours/places/:placeId': on(placeWithHours),
  'POST /api/opening-hours/closed-days': asOwner({ body: CLOSED }),
  'DELETE /api/opening-hours/closed-days/:closedDayId': on(closing),
  'GET /api/guided-setup': asOwner(),
  'PUT /api/guided-setup/steps': asOwner({ body: { step: 'range', answer: 'skipped' } }),
  'POST /api/guided-setup/finish': asOwner(),
  'POST /api/guided-setup/put-away': asOwner(),
}

export const FOREIGN_SETUP: Readonly<
  Record<string, (stranger: Visitor) => Promise<Record<string, unknown>>>
> = {
  'DELETE /api/opening-hours/places/:placeId': placeWithHours,
  'DELETE /api/opening-hours/closed-days/:closedDayId': async (stranger) => {
    await closing(stranger)
    return { closedDayId: (await stranger.must(getOpeningHours)).closed[0]?.closedDayId }
  },
}
