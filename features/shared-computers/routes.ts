import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import { overview } from './service.ts'

const KEEPERS = { who: 'member', permission: 'devices.manage' } as const

export const sharedComputerRoutes = [route(contract.listSharedComputers, KEEPERS, ({ ctx }) => overview(ctx))]
