import type { Feature } from '../../server/feature.ts'
import { carryOut } from './carrying-out.ts'
import { keepingTimesActions, keepingTimesProblem } from './contract.ts'
import { keepingTimesRoutes } from './routes.ts'

export const keepingTimes: Feature = {
  name: 'keeping-times',
  routes: keepingTimesRoutes,
  actions: keepingTimesActions,
  signedAtOnce: ['keeping_times.changed', 'hold.lifted', 'event.redacted', 'log.rows_erased'],
  problems: keepingTimesProblem,
  daily: carryOut,
  leaving: {
    keeps: {
      keeping_time: 'who set how long the log is kept stays known for as long as it holds',
      redaction: 'who ordered that something is erased stays known beside the basis; whose it was goes',
      legal_hold: 'who placed a hold stays known for as long as it tells why lines are still there',
    },
  },
}
