import { route } from '../../server/http/route.ts'
import { listExports, orderExport, readExport, saveExport } from './contract.ts'
import * as exports from './service.ts'

const READS = { who: 'member', permission: 'audit.read' } as const
/** All that everybody did, names and addresses among it, leaves the product. */
const TAKES = { ...READS, fresh: true } as const

export const logExportRoutes = [
  route(orderExport, { ...TAKES, activity: true }, ({ ctx, session, body }) =>
    exports.order(ctx, session, body),
  ),
  route(listExports, READS, ({ ctx }) => exports.list(ctx)),
  route(readExport, TAKES, ({ ctx, params }) => exports.look(ctx, params.exportId)),
  route(saveExport, TAKES, ({ ctx, params }) => exports.save(ctx, params.exportId)),
]
