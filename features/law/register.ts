import type { Feature } from '../../server/feature.ts'
import { lawActions, lawProblem } from './contract.ts'
import { lawRoutes } from './routes.ts'

export const law: Feature = {
  name: 'law',
  routes: lawRoutes,
  actions: lawActions,
  problems: lawProblem,
  leaving: {
    keeps: { clinic_law: 'what was said of the clinic for the law stays, with the name of who said it' },
  },
}
