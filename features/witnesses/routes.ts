import { route } from '../../server/http/route.ts'
import { endWitness, getWitnesses, nameWitness } from './contract.ts'
import * as witnesses from './service.ts'

const READS = { who: 'member', permission: 'security.manage' } as const
/** Whoever could change it unseen could cut off the copies before changing the log. */
const CHANGES = { ...READS, fresh: true, activity: true } as const

export const witnessRoutes = [
  route(getWitnesses, READS, ({ ctx }) => witnesses.witnesses(ctx)),
  route(nameWitness, CHANGES, ({ ctx, session, params, body }) =>
    witnesses.name(ctx, session, params.kind, body),
  ),
  route(endWitness, CHANGES, ({ ctx, session, params }) => witnesses.end(ctx, session, params.kind)),
]
