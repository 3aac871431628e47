import type { Feature } from '../../server/feature.ts'
import { witnessCadences } from './cadence.ts'
import { witnessActions, witnessProblem } from './contract.ts'
import { DAILY, LOOK, lookAtPost, mailDaily, schedule } from './mailing.ts'
import { witnessRoutes } from './routes.ts'

export const witnesses: Feature = {
  name: 'witnesses',
  routes: witnessRoutes,
  actions: witnessActions,
  problems: witnessProblem,
  // Who was named last is in a checkpoint before the next mail goes to others.
  signedAtOnce: ['witness.named', 'witness.ended'],
  due: { [DAILY]: mailDaily, [LOOK]: lookAtPost },
  daily: schedule,
  cadences: witnessCadences,
}
