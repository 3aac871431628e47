import { protectedRoutes } from './protected-routes.ts'

export const enforcementRoutes = [...protectedRoutes]
