import { route } from '../../server/http/route.ts'
import { adoption } from './adoption.ts'
import * as contract from './contract.ts'
import { answerDevices, devices, invitation, tell } from './invitation.ts'

const OWN = { who: 'member', permission: 'profile.own' } as const
/** Also to whoever may only enrol: the question stands on the page where they do. */
const ENROLLING = { who: 'enrolling', permission: 'profile.own' } as const

export const adoptionRoutes = [
  route(contract.getAdoption, { who: 'member', permission: 'security.manage' }, ({ ctx, session }) =>
    adoption(ctx, session),
  ),
  route(contract.getPasskeyDevices, ENROLLING, ({ ctx, session }) => devices(ctx, session)),
  route(contract.answerPasskeyDevices, { ...ENROLLING, activity: true }, ({ ctx, session, body }) =>
    answerDevices(ctx, session, body.answer),
  ),
  route(contract.getInvitation, OWN, ({ ctx, session }) => invitation(ctx, session)),
  route(contract.tellInvitation, OWN, ({ ctx, session, body }) => tell(ctx, session, body.what)),
]
