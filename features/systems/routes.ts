import { route } from '../../server/http/route.ts'
import { recordingNotFound } from '../staff/service.ts'
import { ofPerson, stateAll } from './accounts.ts'
import {
  addSystems,
  endSystem,
  getSystem,
  listAccountsOfPerson,
  listSystems,
  stateAccounts,
  stateSystem,
} from './contract.ts'
import { add, end, state, system, systems } from './stating.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const
const CHANGE = { ...MANAGERS, activity: true } as const

export const systemsRoutes = [
  route(listSystems, MANAGERS, ({ ctx, session }) => systems(ctx, session)),
  route(addSystems, CHANGE, ({ ctx, session, body }) => add(ctx, session, body.systems)),
  route(listAccountsOfPerson, MANAGERS, ({ ctx, params }) =>
    recordingNotFound(ctx, listAccountsOfPerson, ofPerson(ctx, params.personId)),
  ),
  route(getSystem, MANAGERS, ({ ctx, params }) =>
    recordingNotFound(ctx, getSystem, system(ctx, params.systemId)),
  ),
  route(stateSystem, CHANGE, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, stateSystem, state(ctx, session, params.systemId, body)),
  ),
  route(stateAccounts, CHANGE, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, stateAccounts, stateAll(ctx, session, params.systemId, body)),
  ),
  route(endSystem, CHANGE, ({ ctx, params }) => recordingNotFound(ctx, endSystem, end(ctx, params.systemId))),
]
