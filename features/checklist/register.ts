import type { Feature } from '../../server/feature.ts'
import { checklistCadences, stepKeepers } from './cadences.ts'
import { checklistActions, checklistProblem } from './contract.ts'
import { look, LOOK } from './history-look.ts'
import { checklistLeaving } from './leaving.ts'
import { checklistRoutes } from './routes.ts'
import { checkAll } from './self-check.ts'
import { selfCheckActions } from './self-check-contract.ts'

export const checklistFeature: Feature = {
  name: 'checklist',
  routes: checklistRoutes,
  actions: [...checklistActions, ...selfCheckActions],
  daily: checkAll,
  problems: checklistProblem,
  due: { [LOOK]: look },
  // Nothing is measured by the log's hourly and daily signs of life.
  following: [{ kind: LOOK, passes: ['log.heartbeat', 'log.sealed'] }],
  leaving: checklistLeaving,
  fileUses: [{ table: 'statement', column: 'file_id', permission: 'checklist.all' }],
  cadences: checklistCadences,
  stepKeepers,
}
