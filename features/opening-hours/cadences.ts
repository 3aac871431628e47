/** The day from which on next year's public holidays want to be chosen, where somebody chose this year's. */
import { startOfDay } from '../../pure/days/days.ts'
import type { Cadence } from '../../server/slots.ts'
import * as people from '../people/service.ts'
import { listHours } from './queries.ts'

export const openingHoursCadences: readonly Cadence[] = [
  {
    name: 'public_holidays',
    page: '/settings/clinic/opening-hours',
    async list(tx, ctx) {
      const last = (await listHours(tx, ctx)).find(({ placeId }) => placeId === null)?.years.at(-1)
      if (last === undefined) return []
      const { zone } = await people.getClinic(tx, ctx)
      return [
        {
          key: String(last + 1),
          at: startOfDay(`${last}-12-01`, zone),
          values: { year: String(last + 1) },
          concerned: { permission: 'locations.manage' },
        },
      ]
    },
  },
]
