import type { Feature } from '../../server/feature.ts'
import { actsActions, actsProblem } from './acts-contract.ts'
import { ENDS, ENDS_SOON } from './acts-queries.ts'
import { actsRoutes } from './acts-routes.ts'
import { staffActions, staffProblem } from './contract.ts'
import { endAtDate, warnBeforeDate } from './end-of-time.ts'
import { handoverActions, handoverProblem } from './handover-contract.ts'
import { updateAnswered } from './handover-queries.ts'
import { linkGrants } from './link-grants.ts'
import { staffRoutes } from './routes.ts'

export const staff: Feature = {
  name: 'staff',
  routes: [...staffRoutes, ...actsRoutes],
  actions: [...staffActions, ...actsActions, ...handoverActions],
  problems: { codes: { ...staffProblem.codes, ...actsProblem.codes, ...handoverProblem.codes } },
  due: { [ENDS]: endAtDate, [ENDS_SOON]: warnBeforeDate },
  grants: [linkGrants],
  leaving: {
    steps: [
      {
        name: 'handovers',
        when: 'access',
        tables: ['handover'],
        end: async (tx, ctx, { personId }) => ({
          count: (await updateAnswered(tx, ctx, { of: personId }, 'withdrawn')).length,
        }),
      },
    ],
    keeps: {
      membership: 'how somebody stood in the clinic, with dates and reason: the staff list shows who left',
      person: 'the log names who acted; deleting an account takes the name out of lists',
      person_email: 'two people cannot sign in with one address; who returns is invited at it',
      role_change: 'the history of a role is what a review proves',
      statement: 'what somebody stated about the clinic stays stated, with their name and date',
      mail: 'what was sent is on record; what is under way tells them of what happened',
    },
  },
}
