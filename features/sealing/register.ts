import type { Feature } from '../../server/feature.ts'
import { DAILY, HEARTBEAT, REOPENED } from '../../server/seal/seal.ts'
import { sealingActions } from './contract.ts'
import { beat, orderMissing, sayReopened, saySealed } from './service.ts'

export const sealing: Feature = {
  name: 'sealing',
  actions: sealingActions,
  signedAtOnce: ['log.reopened'],
  due: { [HEARTBEAT]: beat, [DAILY]: saySealed, [REOPENED]: sayReopened },
  daily: orderMissing,
}
