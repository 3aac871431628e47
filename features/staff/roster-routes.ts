import type { PersonId } from '../../server/context.ts'
import { route } from '../../server/http/route.ts'
import * as contract from './places-contract.ts'
import * as places from './places.ts'
import * as profile from './profile.ts'
import * as roster from './roster.ts'
import {
  getMyProfile,
  getStaffPerson,
  listStaff,
  setMyName,
  setOutsider,
  setStaffProfile,
} from './roster-contract.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const
const OWN = { who: 'member', permission: 'profile.own' } as const
const PLACES = { who: 'member', permission: 'locations.manage' } as const
const CHANGE_PLACES = { ...PLACES, activity: true } as const

export const rosterRoutes = [
  route(listStaff, MANAGERS, ({ ctx, session }) => roster.list(ctx, session)),
  route(getStaffPerson, MANAGERS, ({ ctx, session, params }) =>
    roster.person(ctx, session, params.personId as PersonId),
  ),
  route(setStaffProfile, { ...MANAGERS, activity: true }, (call) => profile.set(call)),
  // Taking the mark of outside IT off gives rights.
  route(setOutsider, { ...MANAGERS, fresh: true, activity: true }, (call) => profile.mark(call)),
  route(contract.setPersonPlaces, CHANGE_PLACES, (call) => places.limit(call)),

  route(getMyProfile, OWN, ({ ctx, session }) => roster.mine(ctx, session)),
  route(setMyName, { ...OWN, activity: true }, ({ ctx, session, body }) =>
    profile.rename(ctx, session, body.name),
  ),

  route(contract.listPlaces, PLACES, ({ ctx }) => places.list(ctx)),
  route(contract.addPlace, CHANGE_PLACES, ({ ctx, body }) => places.add(ctx, body.name)),
  route(contract.renamePlace, CHANGE_PLACES, ({ ctx, params, body }) =>
    places.rename(ctx, params.placeId, body),
  ),
  route(contract.closePlace, CHANGE_PLACES, ({ ctx, params }) => places.close(ctx, params.placeId)),
]
