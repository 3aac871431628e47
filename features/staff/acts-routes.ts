import { route } from '../../server/http/route.ts'
import { look } from './acts.ts'
import * as contract from './acts-contract.ts'
import * as disabling from './disabling.ts'
import * as endDate from './end-date.ts'
import * as handover from './handover.ts'
import * as ownership from './handover-contract.ts'
import * as loneOwner from './lone-owner.ts'
import * as lone from './lone-owner-contract.ts'
import * as roleChange from './role-change.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const
const ACT = { ...MANAGERS, activity: true } as const
const FRESH = { ...ACT, fresh: true } as const
const OWNERS = { who: 'member', permission: 'owners.make' } as const
const OWN = { who: 'member', permission: 'profile.own', activity: true } as const

export const actsRoutes = [
  route(contract.getActs, MANAGERS, (call) => look(call)),
  route(contract.setRole, FRESH, (call) => roleChange.set(call)),
  // Taking access away never waits for a password, and is taken back in one step.
  route(contract.disablePerson, ACT, (call) => disabling.disableByHand(call)),
  route(contract.enablePerson, FRESH, (call) => disabling.enable(call)),
  route(contract.deletePerson, FRESH, (call) => disabling.remove(call)),
  route(contract.setEndDate, FRESH, (call) => endDate.set(call)),
  route(ownership.offerOwnership, { ...FRESH, permission: 'owners.make' }, (call) => handover.offer(call)),
  route(ownership.getHandover, { who: 'member', permission: 'profile.own' }, ({ ctx, session }) =>
    handover.look(ctx, session),
  ),
  route(ownership.acceptOwnership, { ...OWN, fresh: true }, ({ ctx, session, body }) =>
    handover.accept(ctx, session, body.handoverId),
  ),
  route(ownership.declineOwnership, OWN, ({ ctx, session, body }) =>
    handover.decline(ctx, session, body.handoverId),
  ),
  route(ownership.withdrawOwnership, { ...ACT, permission: 'owners.make' }, ({ ctx, session }) =>
    handover.withdraw(ctx, session),
  ),
  route(lone.getLoneOwner, OWNERS, ({ ctx, session }) => loneOwner.look(ctx, session)),
  route(lone.sealEnvelope, { ...OWNERS, activity: true }, ({ ctx, session, body }) =>
    loneOwner.seal(ctx, session, body.place),
  ),
  route(lone.getEnvelopeSheet, OWNERS, ({ ctx, session }) => loneOwner.sheet(ctx, session)),
]
