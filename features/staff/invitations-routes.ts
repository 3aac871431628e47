import { route } from '../../server/http/route.ts'
import * as contract from './invitations-contract.ts'
import * as invitations from './invitations.ts'
import * as table from './invitation-table.ts'
import * as join from './join-contract.ts'
import * as joining from './joining.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const
const ACTING = { ...MANAGERS, activity: true } as const
/** What lets somebody in is not done from a screen that was left open. */
const FRESH = { ...ACTING, fresh: true } as const

export const invitationRoutes = [
  route(contract.getInviting, MANAGERS, (call) => invitations.inviting(call)),
  route(contract.invite, FRESH, (call) => invitations.invite(call)),
  route(contract.sendAgain, ACTING, (call) => invitations.sendAgain(call)),
  route(contract.showInvitation, FRESH, (call) => invitations.showLink(call)),
  route(contract.cancelInvitation, ACTING, (call) => invitations.cancel(call)),
  route(contract.lookAtTable, MANAGERS, (call) => table.lookAt(call)),
  route(contract.inviteTable, FRESH, (call) => table.inviteFrom(call)),
  route(contract.invitationTemplate, MANAGERS, async ({ ctx }) => table.template(ctx)),
  // Public, because nobody is known yet: each asks for the token of an invitation.
  route(join.openInvitation, { who: 'public' }, (call) => joining.open(call)),
  route(join.joinWithPassword, { who: 'public' }, (call) => joining.withPassword(call)),
  route(join.beginJoinPasskey, { who: 'public' }, (call) => joining.beginPasskey(call)),
  route(join.joinWithPasskey, { who: 'public' }, (call) => joining.withPasskey(call)),
  route(join.joinAsKnown, { who: 'public' }, (call) => joining.asKnown(call)),
  route(join.joinAsKnownByPasskey, { who: 'public' }, (call) => joining.asKnownByPasskey(call)),
]
