import type { Feature } from '../../server/feature.ts'
import { carryOut } from './carrying-out.ts'
import { keepingTimesActions } from './contract.ts'

export const keepingTimes: Feature = {
  name: 'keeping-times',
  actions: keepingTimesActions,
  daily: carryOut,
  leaving: {
    keeps: {
      keeping_time: 'who set how long the log is kept stays known for as long as it holds',
      legal_hold: 'who placed a hold stays known for as long as it tells why lines are still there',
    },
  },
}
