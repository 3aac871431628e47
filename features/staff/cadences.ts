/** The last days of those who are here for a time: who looks after access hears of them, and their manager. */
import type { Cadence } from '../../server/slots.ts'
import { listAccessEnds } from './acts-queries.ts'

export const staffCadences: readonly Cadence[] = [
  {
    name: 'access_end',
    page: '/settings/staff/people',
    list: async (tx, ctx) =>
      (await listAccessEnds(tx, ctx)).map(({ personId, name, managerId, endsAt }) => ({
        key: `${personId} ${endsAt.toISOString()}`,
        at: new Date(endsAt.getTime() - 1),
        values: { name },
        concerned: { permission: 'security.manage', ...(managerId !== null && { people: [managerId] }) },
        byItself: true,
        // Not every manager sees everybody's.
        hidden: true,
      })),
  },
]
