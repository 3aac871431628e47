import type { PersonId } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import { route } from '../../server/http/route.ts'
import { getTask, listColleagues } from './contract.ts'
import { listActive } from './queries.ts'
import * as roster from './roster.ts'
import { getMyProfile, getStaffPerson, listStaff } from './roster-contract.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const

export const staffRoutes = [
  route(getTask, { who: 'link', link: 'any' }, async ({ link }) => ({
    purpose: link.purpose,
    name: link.name,
    clinic: { name: link.clinicName, zone: link.zone, locale: link.locale },
  })),
  route(listColleagues, MANAGERS, async ({ ctx, session }) => ({
    colleagues: await read(ctx, (tx) => listActive(tx, ctx, roster.viewerOf(session))),
  })),
  route(listStaff, MANAGERS, ({ ctx, session }) => roster.list(ctx, session)),
  route(getStaffPerson, MANAGERS, ({ ctx, session, params }) =>
    roster.person(ctx, session, params.personId as PersonId),
  ),
  route(getMyProfile, { who: 'member', permission: 'profile.own' }, ({ ctx, session }) =>
    roster.mine(ctx, session),
  ),
]
