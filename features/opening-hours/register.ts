import type { Feature } from '../../server/feature.ts'
import { openingHoursCadences } from './cadences.ts'
import { openingHoursActions, openingHoursProblem } from './contract.ts'
import { openingHoursRoutes } from './routes.ts'

export const openingHours: Feature = {
  name: 'opening-hours',
  routes: openingHoursRoutes,
  actions: openingHoursActions,
  problems: openingHoursProblem,
  cadences: openingHoursCadences,
}
