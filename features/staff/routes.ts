import { read } from '../../server/db/database.ts'
import { route } from '../../server/http/route.ts'
import { getTask, listColleagues } from './contract.ts'
import { listActive } from './queries.ts'
import { viewerOf } from './roster.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const

export const staffRoutes = [
  route(getTask, { who: 'link', link: 'any' }, async ({ link }) => ({
    purpose: link.purpose,
    name: link.name,
    clinic: { name: link.clinicName, zone: link.zone, locale: link.locale },
  })),
  route(listColleagues, MANAGERS, async ({ ctx, session }) => ({
    colleagues: await read(ctx, (tx) => listActive(tx, ctx, viewerOf(session))),
  })),
]
