import type { PersonId } from '../../server/context.ts'
import { route } from '../../server/http/route.ts'
import { close, undo } from './closing.ts'
import * as contract from './contract.ts'
import { ask, makeLink, takeBack } from './handing.ts'
import * as handing from './handing-contract.ts'
import { add, giveTo, settle } from './items.ts'
import { leaverList, saveList } from './list.ts'
import { getLeaverList, saveLeaverList } from './list-contract.ts'
import { certificateFile, itemsFile } from './papers.ts'
import { callOff, plan, whoMayKnow } from './plan.ts'
import { callOffPlan, listConfidants, planLeaving } from './plan-contract.ts'
import { recorded } from './refusals.ts'
import { list, one, preview, start } from './service.ts'
import { linkedItems, myTasks, settleLinked, settleOwn } from './tasks.ts'

const MANAGERS = { who: 'member', permission: 'staff.manage' } as const
const ACT = { ...MANAGERS, activity: true } as const
const OWN = { who: 'member', permission: 'profile.own' } as const
const BY_LINK = { who: 'link', link: 'leaver.items' } as const
const FRESH = { ...ACT, fresh: true } as const

export const leaverRoutes = [
  route(contract.listRuns, MANAGERS, ({ ctx, session }) => list(ctx, session)),
  route(getLeaverList, MANAGERS, ({ ctx }) => leaverList(ctx)),
  route(saveLeaverList, ACT, ({ ctx, session, body }) => saveList(ctx, session, body)),
  route(contract.previewLeaving, MANAGERS, ({ ctx, session, params }) =>
    preview(ctx, session, params.personId as PersonId),
  ),
  route(contract.startRun, FRESH, (call) => start(call)),
  route(planLeaving, FRESH, (call) => plan(call)),
  route(callOffPlan, ACT, (call) => callOff(call)),
  route(listConfidants, MANAGERS, ({ ctx, params }) => whoMayKnow(ctx, params.personId as PersonId)),
  route(contract.getRun, MANAGERS, ({ ctx, session, params: { runId } }) =>
    recorded(ctx, contract.getRun, runId, () => one(ctx, session, runId)),
  ),
  route(contract.addItem, ACT, (call) => add(call)),
  route(contract.settleItem, ACT, (call) => settle(call)),
  route(contract.nameHeir, ACT, (call) => giveTo(call)),
  route(contract.closeRun, ACT, (call) => close(call)),
  route(contract.undoRun, FRESH, (call) => undo(call)),
  route(handing.askColleague, ACT, (call) => ask(call)),
  route(handing.makeItemsLink, ACT, (call) => makeLink(call)),
  route(handing.takeBackLink, ACT, (call) => takeBack(call)),
  route(handing.itemsPdf, MANAGERS, (call) => itemsFile(call)),
  route(handing.listMyTasks, OWN, ({ ctx, session }) => myTasks(ctx, session)),
  route(handing.settleMyTask, { ...OWN, activity: true }, (call) => settleOwn(call)),
  route(handing.openItems, BY_LINK, ({ ctx, link }) => linkedItems(ctx, link)),
  route(handing.settleLinkedItem, BY_LINK, (call) => settleLinked(call)),
  route(contract.certificatePdf, MANAGERS, (call) => certificateFile(call)),
]
