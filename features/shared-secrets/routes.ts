import { route } from '../../server/http/route.ts'
import { recordingNotFound } from '../staff/service.ts'
import {
  addSecret,
  editSecret,
  endSecret,
  listKnownByPerson,
  listOwnKnown,
  listSecrets,
  stateKnowers,
  stateOwnKnowing,
  stateReplaced,
  stateTold,
} from './contract.ts'
import { add, edit, end, secrets, stateWhoKnows } from './keeping.ts'
import { ofPerson, ownKnown, stateOwn } from './knowing.ts'
import { newcomer, newcomerPdf } from './newcomer.ts'
import { getNewcomerList, getNewcomerPdf } from './newcomer-contract.ts'
import { stateReplacing, tick } from './replacing.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const
const CHANGE = { ...MANAGERS, activity: true } as const
const OWN = { who: 'member', permission: 'profile.own' } as const

export const sharedSecretsRoutes = [
  route(listSecrets, MANAGERS, ({ ctx, session }) => secrets(ctx, session)),
  route(addSecret, CHANGE, ({ ctx, session, body }) =>
    recordingNotFound(ctx, addSecret, add(ctx, session, body)),
  ),
  route(listKnownByPerson, MANAGERS, ({ ctx, params }) =>
    recordingNotFound(ctx, listKnownByPerson, ofPerson(ctx, params.personId)),
  ),
  route(editSecret, CHANGE, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, editSecret, edit(ctx, session, params.secretId, body)),
  ),
  route(endSecret, CHANGE, ({ ctx, params }) => recordingNotFound(ctx, endSecret, end(ctx, params.secretId))),
  route(stateKnowers, CHANGE, ({ ctx, params, body }) =>
    recordingNotFound(ctx, stateKnowers, stateWhoKnows(ctx, params.secretId, body)),
  ),
  route(stateReplaced, CHANGE, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, stateReplaced, stateReplacing(ctx, session, params.secretId, body)),
  ),
  route(stateTold, CHANGE, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, stateTold, tick(ctx, session, params, body.told)),
  ),
  route(getNewcomerList, MANAGERS, ({ ctx, query }) => newcomer(ctx, query.role)),
  route(getNewcomerPdf, MANAGERS, ({ ctx, session, query }) => newcomerPdf(ctx, session, query.role)),
  route(listOwnKnown, OWN, ({ ctx, session }) => ownKnown(ctx, session)),
  route(stateOwnKnowing, { ...OWN, activity: true }, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, stateOwnKnowing, stateOwn(ctx, session, params.secretId, body.knows)),
  ),
]
