/** Valid calls of leaving, and what of another clinic's is put into their addresses. */
import { addItem, closeRun, getRun, startRun } from '../../features/leavers/contract.ts'
import { answerPlan, NO_ANSWERS } from '../../features/incidents/contract.ts'
import {
  askColleague,
  listMyTasks,
  makeItemsLink,
  openItems,
} from '../../features/leavers/handing-contract.ts'
import { planLeaving } from '../../features/leavers/plan-contract.ts'
import { getLeaverList } from '../../features/leavers/list-contract.ts'
import type { House } from '../app.ts'
import { buildClinic, confirm, signIn } from '../builders.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, type Preparation } from './scene.ts'

/** An Owner, confirmed just now, and a nurse whose leaving has begun; mail of it is taken. */
export async function runOf(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'DENTIST'] })
  const owner = clinic.the('OWNER')
  const visitor = await signIn(house, owner)
  await confirm(house, visitor, owner)
  const deputy = clinic.the('NURSE').name
  await visitor.must(answerPlan, { body: { ...NO_ANSWERS, deputy, revision: 0 } })
  const { runId } = await visitor.must(startRun, {
    params: { personId: clinic.the('NURSE').id },
    body: { note: '' },
  })
  await house.outbox.take('leaver_started')
  const run = await visitor.must(getRun, { params: { runId } })
  return { clinic, owner, visitor, runId, run }
}

type Made = Awaited<ReturnType<typeof runOf>>

const onRun =
  (sentOf: (made: Made) => { params?: object; body?: Record<string, unknown> }): Preparation =>
  async ({ house }) => {
    const made = await runOf(house)
    const { params, body } = sentOf(made)
    return {
      house,
      visitor: made.visitor,
      sent: { params: { runId: made.runId, ...params }, ...(body && { body }) },
    }
  }

const outsideItem = ({ run }: Made) => run.items.find(({ kind }) => kind === 'outside') ?? run.items[0]

const onNurse =
  (body?: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const owner = clinic.the('OWNER')
    const visitor = await signIn(house, owner)
    await confirm(house, visitor, owner)
    return { house, visitor, sent: { params: { personId: clinic.the('NURSE').id }, ...(body && { body }) } }
  }

const PLAN = { day: '2026-12-24', time: '17:30', note: '', seenBy: [] }

export const LEAVER_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/leavers': asOwner(),
  'GET /api/leavers/list': asOwner(),
  'PUT /api/leavers/list': async (scene) => {
    const prepared = await asOwner()(scene)
    const { items, revision } = await prepared.visitor.must(getLeaverList)
    return { ...prepared, sent: { body: { items: items.slice(0, 5), revision } } }
  },
  'GET /api/leavers/people/:personId': onNurse(),
  'POST /api/leavers/people/:personId/start': onNurse({ note: 'Moves to another town' }),
  'GET /api/leavers/:runId': onRun(() => ({})),
  'POST /api/leavers/:runId/items': onRun(() => ({ body: { title: 'Take back the bicycle' } })),
  'PATCH /api/leavers/:runId/items/:itemId': onRun((made) => ({
    params: { itemId: outsideItem(made)?.id },
    body: { state: 'stated', note: '', statedBy: '', revision: 1 },
  })),
  'PUT /api/leavers/:runId/items/:itemId/heir': onRun((made) => ({
    params: { itemId: made.run.items.find(({ kind }) => kind === 'heir')?.id },
    body: { personId: made.clinic.the('DENTIST').id, revision: 1 },
  })),
  'POST /api/leavers/:runId/close': onRun(({ run }) => ({
    body: { reason: 'The rest is with the bank', revision: run.revision },
  })),
  'POST /api/leavers/:runId/undo': onRun(() => ({ body: { reason: 'It was her sister' } })),
  'POST /api/leavers/people/:personId/plan': onNurse(PLAN),
  'GET /api/leavers/people/:personId/confidants': onNurse(),
  'POST /api/leavers/:runId/call-off': (scene) => planned(scene),
  'POST /api/leavers/:runId/ask': onRun((made) => ({
    body: { itemIds: openOnes(made), personId: made.clinic.the('DENTIST').id },
  })),
  'POST /api/leavers/:runId/links': onRun((made) => ({
    body: { itemIds: openOnes(made), name: 'Kofi of Thornfield IT' },
  })),
  'DELETE /api/leavers/:runId/links/:linkId': async ({ house }) => {
    const { visitor, runId } = await linkedTo(house)
    const { items } = await visitor.must(getRun, { params: { runId } })
    const linkId = items.find(({ asked }) => asked)?.asked?.linkId
    return { house, visitor, sent: { params: { runId, linkId } } }
  },
  'GET /api/leavers/:runId/items.pdf': onRun(() => ({})),
  'GET /api/tasks': asOwner(),
  'PATCH /api/tasks/:itemId': async ({ house }) => {
    const made = await runOf(house)
    const { visitor, owner, runId } = made
    await visitor.must(askColleague, {
      params: { runId },
      body: { itemIds: openOnes(made), personId: owner.id },
    })
    const { tasks } = await visitor.must(listMyTasks)
    return {
      house,
      visitor,
      sent: { params: { itemId: tasks[0]?.itemId }, body: { state: 'stated', note: '', revision: 1 } },
    }
  },
  'GET /api/task/items': async ({ house }) => ({
    house,
    visitor: (await linkedTo(house)).outsider,
    sent: {},
  }),
  'PATCH /api/task/items/:itemId': async ({ house }) => {
    const { outsider } = await linkedTo(house)
    const { items } = await outsider.must(openItems)
    return {
      house,
      visitor: outsider,
      sent: { params: { itemId: items[0]?.itemId }, body: { state: 'stated', note: '', revision: 1 } },
    }
  },
  'GET /api/leavers/:runId/certificate.pdf': async (scene) => {
    const prepared = await onRun(() => ({}))(scene)
    const { runId } = prepared.sent.params as { runId: string }
    const { revision } = await prepared.visitor.must(getRun, { params: { runId } })
    await prepared.visitor.must(closeRun, { params: { runId }, body: { reason: 'Enough', revision } })
    return prepared
  },
}

const openOnes = ({ run }: Made) => run.items.flatMap(({ id, kind }) => (kind === 'outside' ? [id] : []))

/** Somebody with a link to everything that is open. */
export async function linkedTo(house: House) {
  const made = await runOf(house)
  const { link } = await made.visitor.must(makeItemsLink, {
    params: { runId: made.runId },
    body: { itemIds: openOnes(made), name: 'Kofi of Thornfield IT' },
  })
  const token = link.split('#')[1] ?? ''
  return { ...made, token, outsider: house.visitor({ link: token }) }
}

const planned: Preparation = async (scene) => {
  const prepared = await onNurse()(scene)
  const params = prepared.sent.params as { personId: string }
  const { runId } = await prepared.visitor.must(planLeaving, { params, body: PLAN })
  return { ...prepared, sent: { params: { runId } } }
}

/** A run of yet another clinic, and an item of it. */
async function otherRun(_of: Visitor, house: House) {
  const { runId, run, visitor } = await runOf(house)
  await visitor.must(addItem, { params: { runId }, body: { title: 'Take back the bicycle' } })
  return { runId, itemId: run.items.at(-1)?.id }
}
const otherRunAlone = async (of: Visitor, house: House) => ({ runId: (await otherRun(of, house)).runId })

const otherPerson = async (_of: Visitor, house: House) => ({
  personId: (await buildClinic(house, { roles: ['OWNER', 'NURSE'] })).the('NURSE').id,
})

export const FOREIGN_LEAVERS = {
  'GET /api/leavers/people/:personId': otherPerson,
  'POST /api/leavers/people/:personId/start': otherPerson,
  'GET /api/leavers/:runId': otherRunAlone,
  'POST /api/leavers/:runId/items': otherRunAlone,
  'PATCH /api/leavers/:runId/items/:itemId': otherRun,
  'PUT /api/leavers/:runId/items/:itemId/heir': otherRun,
  'POST /api/leavers/:runId/close': otherRunAlone,
  'POST /api/leavers/:runId/undo': otherRunAlone,
  'GET /api/leavers/:runId/certificate.pdf': otherRunAlone,
  'POST /api/leavers/people/:personId/plan': otherPerson,
  'GET /api/leavers/people/:personId/confidants': otherPerson,
  'POST /api/leavers/:runId/call-off': otherRunAlone,
  'POST /api/leavers/:runId/ask': otherRunAlone,
  'POST /api/leavers/:runId/links': otherRunAlone,
  'DELETE /api/leavers/:runId/links/:linkId': async (of: Visitor, house: House) => {
    const { runId, itemId } = await otherRun(of, house)
    return { runId, linkId: itemId }
  },
  'GET /api/leavers/:runId/items.pdf': otherRunAlone,
  'PATCH /api/tasks/:itemId': async (of: Visitor, house: House) => ({
    itemId: (await otherRun(of, house)).itemId,
  }),
  'PATCH /api/task/items/:itemId': async (of: Visitor, house: House) => ({
    itemId: (await otherRun(of, house)).itemId,
  }),
}
