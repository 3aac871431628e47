import type { Feature } from '../../server/feature.ts'
import { proofActions, proofProblem } from './contract.ts'
import { proofLeaving } from './leaving.ts'
import { proofRoutes } from './routes.ts'
import { sweep } from './service.ts'

export const proofFolder: Feature = {
  name: 'proof-folder',
  routes: proofRoutes,
  actions: proofActions,
  signedAtOnce: ['proof.folder_taken', 'proof.read_folder_taken', 'proof.answers_taken'],
  problems: proofProblem,
  daily: sweep,
  leaving: proofLeaving,
}
