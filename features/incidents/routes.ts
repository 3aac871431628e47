import { route } from '../../server/http/route.ts'
import { answerPlan, getPlan, getPlanPdf } from './contract.ts'
import { answer, plan, planPdf } from './service.ts'

const READERS = { who: 'member', permission: 'plan.read' } as const

export const incidentRoutes = [
  route(getPlan, READERS, ({ ctx, session }) => plan(ctx, session)),
  route(answerPlan, { who: 'member', permission: 'plan.answer', activity: true }, ({ ctx, session, body }) =>
    answer(ctx, session, body),
  ),
  route(getPlanPdf, READERS, ({ ctx, session }) => planPdf(ctx, session)),
]
