/** The next day on which something that several people know is to be changed. */
import { startOfDay } from '../../pure/days/days.ts'
import type { Cadence } from '../../server/slots.ts'
import { findZone, listStored } from './queries.ts'

export const sharedSecretsCadences: readonly Cadence[] = [
  {
    name: 'shared_secret_change',
    page: '/settings/staff/secrets',
    async due(tx, ctx) {
      const days = (await listStored(tx, ctx)).flatMap((one) => one.next_change_on ?? [])
      const [first] = days.toSorted()
      return first === undefined ? undefined : startOfDay(first, await findZone(tx, ctx))
    },
  },
]
