/** The days on which something that several people know is to be changed. */
import { startOfDay } from '../../pure/days/days.ts'
import type { Cadence } from '../../server/slots.ts'
import * as people from '../people/service.ts'
import { listStored } from './queries.ts'

export const sharedSecretsCadences: readonly Cadence[] = [
  {
    name: 'shared_secret_change',
    page: '/settings/staff/secrets',
    async list(tx, ctx) {
      const { zone } = await people.getClinic(tx, ctx)
      return (await listStored(tx, ctx)).flatMap(({ id, name, place, next_change_on: day }) =>
        day === null
          ? []
          : {
              key: `${id} ${day}`,
              at: startOfDay(day, zone),
              values: { name, place: place || 'none' },
              concerned: { permission: 'staff.manage' } as const,
            },
      )
    },
  },
]
