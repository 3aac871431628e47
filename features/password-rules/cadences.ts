/** The day on which somebody's word on their passwords is a year old. */
import type { Cadence } from '../../server/slots.ts'
import { listStated } from './queries.ts'
import { yearAfter } from './service.ts'

export const passwordRulesCadences: readonly Cadence[] = [
  {
    name: 'password_statement',
    page: '/profile/password-manager',
    list: async (tx, ctx) =>
      (await listStated(tx, ctx)).flatMap(({ personId, statedAt }) =>
        statedAt === null
          ? []
          : {
              key: `${personId} ${statedAt.toISOString()}`,
              at: yearAfter(statedAt),
              concerned: { people: [personId] },
              hidden: true,
            },
      ),
  },
]
