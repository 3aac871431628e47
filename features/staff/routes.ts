import { read } from '../../server/db/database.ts'
import { route } from '../../server/http/route.ts'
import { listColleagues } from './contract.ts'
import { listActive } from './queries.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const

export const staffRoutes = [
  route(listColleagues, MANAGERS, async ({ ctx }) => ({
    colleagues: await read(ctx, (tx) => listActive(tx, ctx)),
  })),
]
