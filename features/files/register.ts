import type { Feature } from '../../server/feature.ts'
import { filesActions, filesProblem } from './contract.ts'
import { DROP_UNUSED, dropUnused } from './dropping.ts'
import { filesRoutes } from './routes.ts'

export const files: Feature = {
  name: 'files',
  routes: filesRoutes,
  actions: filesActions,
  problems: filesProblem,
  due: { [DROP_UNUSED]: dropUnused },
  leaving: {
    keeps: {
      file: 'what a statement rests on stays with the statement, whoever brought it',
      file_upload: 'what is on its way goes by itself within a day',
    },
  },
}
