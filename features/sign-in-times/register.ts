import type { Feature } from '../../server/feature.ts'
import { signInTimesRoutes } from './routes.ts'

export const signInTimes: Feature = { name: 'sign-in-times', routes: signInTimesRoutes }
