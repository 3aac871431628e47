import { route } from '../../server/http/route.ts'
import {
  getChecklist,
  getFirstPages,
  nameKeepers,
  signException,
  stateStep,
  withdrawException,
  withdrawStatement,
} from './contract.ts'
import { history } from './history.ts'
import { getHistory, getOutcomes } from './history-contract.ts'
import { outcomes } from './outcomes.ts'
import { firstPages } from './first-pages.ts'
import { getSelfCheck } from './self-check-contract.ts'
import { selfCheck } from './self-check.ts'
import { checklist } from './service.ts'
import * as stating from './stating.ts'

const OWNERS = { who: 'member', permission: 'checklist.state', activity: true } as const
const LEADERS = { who: 'member', permission: 'checklist.all' } as const
/** Signing off what stands in the number is no small thing. */
const SIGNING = { ...OWNERS, fresh: true } as const

export const checklistRoutes = [
  route(getChecklist, { who: 'member', permission: 'checklist.read' }, ({ ctx, session }) =>
    checklist(ctx, session),
  ),
  route(getHistory, LEADERS, ({ ctx, query }) => history(ctx, Number(query.days))),
  route(getOutcomes, LEADERS, ({ ctx }) => outcomes(ctx)),
  route(stateStep, OWNERS, ({ ctx, session, params, body }) =>
    stating.state({ ctx, session, step: params.step }, body),
  ),
  route(withdrawStatement, OWNERS, ({ ctx, params, query }) =>
    stating.withdraw({ ctx, step: params.step }, query.seen),
  ),
  route(signException, SIGNING, ({ ctx, session, params, body }) =>
    stating.signException({ ctx, session, step: params.step }, body),
  ),
  route(withdrawException, OWNERS, ({ ctx, params, query }) =>
    stating.withdrawException({ ctx, step: params.step }, query.seen),
  ),
  route(nameKeepers, OWNERS, ({ ctx, params, body }) =>
    stating.nameKeepers({ ctx, step: params.step }, body),
  ),
  route(getSelfCheck, { who: 'member', permission: 'checklist.state' }, ({ ctx }) => selfCheck(ctx)),
  route(getFirstPages, { who: 'member', permission: 'checklist.all' }, ({ ctx, session }) =>
    firstPages(ctx, session),
  ),
]
