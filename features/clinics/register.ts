import type { Feature } from '../../server/feature.ts'
import { clinicActions, clinicProblem } from './contract.ts'
import { clinicRoutes } from './routes.ts'

export const clinics: Feature = {
  name: 'clinics',
  routes: clinicRoutes,
  actions: clinicActions,
  signedAtOnce: ['clinic.created', 'staff.joined'],
  problems: clinicProblem,
}
