import type { Feature } from '../../server/feature.ts'
import { mailActions, mailProblem } from './contract.ts'
import { mailRoutes } from './routes.ts'

export const mail: Feature = {
  name: 'mail',
  routes: mailRoutes,
  actions: mailActions,
  signedAtOnce: ['mail_server.changed', 'mail_server.removed'],
  problems: mailProblem,
}
