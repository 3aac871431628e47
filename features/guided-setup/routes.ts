import { route } from '../../server/http/route.ts'
import { answerStep, finishGuidedSetup, getGuidedSetup, putGuidedSetupAway } from './contract.ts'
import { answer, end, guidedSetup } from './service.ts'

const MANAGERS = { who: 'member', permission: 'security.manage' } as const
const CHANGE = { ...MANAGERS, activity: true } as const

export const guidedSetupRoutes = [
  route(getGuidedSetup, MANAGERS, ({ ctx, session }) => guidedSetup(ctx, session)),
  route(answerStep, CHANGE, ({ ctx, session, body }) => answer(ctx, session, body.step, body.answer)),
  route(finishGuidedSetup, CHANGE, ({ ctx }) => end(ctx, 'finished')),
  route(putGuidedSetupAway, CHANGE, ({ ctx }) => end(ctx, 'put_away')),
]
