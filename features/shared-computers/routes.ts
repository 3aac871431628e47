import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import * as devices from './devices-contract.ts'
import * as known from './known-devices.ts'
import { lockSheet } from './lock-sheet.ts'
import * as marking from './marking.ts'
import { answerOffer } from './offers.ts'
import { computers, overview } from './service.ts'
import { answerShares, chooseLockNames } from './settings.ts'

const KEEPERS = { who: 'member', permission: 'devices.manage' } as const
const CHANGE = { ...KEEPERS, activity: true } as const
/** What makes a browser count for more, or for less: "confirm it's you" first. */
const FRESH = { ...CHANGE, fresh: true } as const
const LOOK = { who: 'member', permission: 'profile.own' } as const
const OWN = { ...LOOK, activity: true } as const

export const sharedComputerRoutes = [
  route(contract.listSharedComputers, KEEPERS, ({ ctx, cookies }) => overview(ctx, cookies)),
  route(contract.listComputers, { who: 'member', permission: 'devices.read' }, ({ ctx }) => computers(ctx)),
  route(contract.makeSharedCode, FRESH, ({ ctx, session, body }) => marking.makeCode(ctx, session, body)),
  // Public, because nobody has to be signed in at the browser: the code is the proof.
  route(contract.markThisBrowser, { who: 'public' }, (call) => marking.markHere(call)),
  route(contract.changeSharedComputer, CHANGE, ({ ctx, params, body }) =>
    marking.change(ctx, params.computerId, body),
  ),
  route(contract.takeMark, FRESH, ({ ctx, session, params, cookies }) =>
    marking.takeMarkOff(ctx, session, params.computerId, cookies),
  ),
  route(contract.answerOffer, FRESH, ({ ctx, session, params, body }) =>
    answerOffer(ctx, session, params.deviceId, body),
  ),
  route(contract.answerShares, CHANGE, ({ ctx, session, body }) => answerShares(ctx, session, body.answer)),
  route(contract.chooseLockNames, CHANGE, ({ ctx, body }) => chooseLockNames(ctx, body.names)),
  route(contract.getLockSheet, LOOK, ({ ctx, session }) => lockSheet(ctx, session)),

  route(devices.listMyDevices, LOOK, ({ ctx }) => known.myDevices(ctx)),
  route(devices.renameMyDevice, OWN, ({ ctx, params, body }) =>
    known.rename(ctx, params.deviceId, body.name),
  ),
  route(devices.stateOwnDevice, OWN, ({ ctx, params, body }) =>
    known.stateOwn(ctx, params.deviceId, body.own),
  ),
  route(devices.forgetMyDevice, OWN, ({ ctx, session, params, cookies }) =>
    known.forgetMine(ctx, session, params.deviceId, cookies),
  ),
  route(devices.listKnownDevices, KEEPERS, ({ ctx, session }) => known.everybodysDevices(ctx, session)),
  route(devices.forgetKnownDevice, FRESH, ({ ctx, session, params, body }) =>
    known.forgetOf(ctx, session, params, body.reason),
  ),
]
