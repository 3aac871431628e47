import type { Feature } from '../../server/feature.ts'
import { reminderActions, reminderProblem } from './contract.ts'
import { remindersLeaving } from './leaving.ts'
import { reminderRoutes } from './routes.ts'
import { LOOK, MORNING, schedule, tellOfMorning, tellOfUrgent } from './telling.ts'

export const reminders: Feature = {
  name: 'reminders',
  routes: reminderRoutes,
  actions: reminderActions,
  problems: reminderProblem,
  due: { [MORNING]: tellOfMorning, [LOOK]: tellOfUrgent },
  daily: schedule,
  leaving: remindersLeaving,
}
