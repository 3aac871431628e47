import type { PersonId } from '../../server/context.ts'
import { route } from '../../server/http/route.ts'
import { close, undo } from './closing.ts'
import * as contract from './contract.ts'
import { add, giveTo, settle } from './items.ts'
import { leaverList, saveList } from './list.ts'
import { getLeaverList, saveLeaverList } from './list-contract.ts'
import { certificateFile } from './papers.ts'
import { recorded } from './refusals.ts'
import { list, one, preview, start } from './service.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const
const ACT = { ...MANAGERS, activity: true } as const
const FRESH = { ...ACT, fresh: true } as const

export const leaverRoutes = [
  route(contract.listRuns, MANAGERS, ({ ctx, session }) => list(ctx, session)),
  route(getLeaverList, MANAGERS, ({ ctx }) => leaverList(ctx)),
  route(saveLeaverList, ACT, ({ ctx, session, body }) => saveList(ctx, session, body)),
  route(contract.previewLeaving, MANAGERS, ({ ctx, session, params }) =>
    preview(ctx, session, params.personId as PersonId),
  ),
  route(contract.startRun, FRESH, (call) => start(call)),
  route(contract.getRun, MANAGERS, ({ ctx, session, params: { runId } }) =>
    recorded(ctx, contract.getRun, runId, () => one(ctx, session, runId)),
  ),
  route(contract.addItem, ACT, (call) => add(call)),
  route(contract.settleItem, ACT, (call) => settle(call)),
  route(contract.nameHeir, ACT, (call) => giveTo(call)),
  route(contract.closeRun, ACT, (call) => close(call)),
  route(contract.undoRun, FRESH, (call) => undo(call)),
  route(contract.certificatePdf, MANAGERS, (call) => certificateFile(call)),
]
