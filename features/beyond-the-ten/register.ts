import type { Feature } from '../../server/feature.ts'
import { beyondCadences } from './cadences.ts'
import { beyondActions, beyondProblem } from './contract.ts'
import { beyondRoutes } from './routes.ts'

export const beyondTheTen: Feature = {
  name: 'beyond-the-ten',
  routes: beyondRoutes,
  actions: beyondActions,
  problems: beyondProblem,
  cadences: beyondCadences,
  fileUses: [{ table: 'beyond_statement', column: 'file_id', permission: 'beyond.read' }],
  leaving: {
    keeps: { beyond_statement: 'what was stated stays stated by who said it, until somebody states it anew' },
  },
}
