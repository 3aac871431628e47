import { route } from '../../server/http/route.ts'
import { answerLaw, getLaw } from './contract.ts'
import { answer, law } from './service.ts'

export const lawRoutes = [
  route(getLaw, { who: 'member', permission: 'checklist.all' }, ({ ctx }) => law(ctx)),
  route(
    answerLaw,
    { who: 'member', permission: 'security.manage', activity: true },
    ({ ctx, session, body }) => answer(ctx, session, body),
  ),
]
