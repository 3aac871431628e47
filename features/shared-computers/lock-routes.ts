import { route } from '../../server/http/route.ts'
import * as draftContract from './draft-contract.ts'
import * as drafts from './drafts.ts'
import * as contract from './lock-contract.ts'
import { lock } from './lock.ts'
import * as pin from './pin.ts'
import * as roster from './roster.ts'
import * as unlock from './unlock.ts'

const KEEPERS = { who: 'member', permission: 'devices.manage' } as const
const OWN = { who: 'member', permission: 'profile.own' } as const

export const lockRoutes = [
  // Public, because the screen is locked: each asks for the device cookie of a shared computer, and for a person of its shift.
  route(contract.getSharedComputer, { who: 'public' }, ({ ctx, cookies }) => roster.lockScreen(ctx, cookies)),
  route(contract.getUnlockChallenge, { who: 'public' }, ({ ctx, cookies, body }) =>
    unlock.challenge(ctx, cookies, body.personId),
  ),
  route(contract.unlockWithPasskey, { who: 'public' }, (call) => unlock.byPasskey(call)),
  route(contract.unlockWithPassword, { who: 'public' }, (call) => unlock.byPassword(call)),
  route(contract.unlockWithPin, { who: 'public' }, (call) => unlock.byPin(call)),
  route(contract.lockComputer, { who: 'enrolling', permission: 'profile.own' }, ({ ctx, session }) =>
    lock(ctx, session),
  ),
  route(contract.listShift, KEEPERS, ({ ctx, params }) => roster.shiftOf(ctx, params.computerId)),
  route(contract.endShiftOfPerson, { ...KEEPERS, activity: true }, async ({ ctx, params }) => {
    await roster.endShift(ctx, params)
    return {}
  }),
  route(contract.endWholeShift, { ...KEEPERS, activity: true }, ({ ctx, params }) =>
    roster.endShift(ctx, params),
  ),
  route(contract.getPin, OWN, ({ ctx, session }) => pin.pinState(ctx, session)),
  route(contract.setPin, { ...OWN, fresh: true, activity: true }, ({ ctx, session, body }) =>
    pin.setPin(ctx, session, body.pin),
  ),
  route(contract.removePin, { ...OWN, fresh: true, activity: true }, ({ ctx, session }) =>
    pin.removePin(ctx, session),
  ),
  // No activity: what saves itself is no sign of a person (identity.md, trap 4); the keys that were typed are.
  route(draftContract.getDraft, OWN, ({ ctx, session, params }) => drafts.find(ctx, session, params.form)),
  route(draftContract.putDraft, OWN, ({ ctx, session, params, body }) =>
    drafts.keep(ctx, session, params.form, body.values),
  ),
  route(draftContract.deleteDraft, OWN, ({ ctx, session, params }) =>
    drafts.forget(ctx, session, params.form),
  ),
]
