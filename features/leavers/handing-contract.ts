/** Items in somebody's hands: a colleague's tasks, a link for somebody without an account, paper. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing, paragraph } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { PARTS } from '../../pure/leaving/parts.ts'

const runOnly = z.strictObject({ runId: id })
const itemIds = z.array(id).min(1, { error: 'not_empty' }).max(100, { error: 'too_many:100' })
const at = z.iso.datetime()
const note = z.union([z.literal(''), paragraph(400)])

/** For how long a link to items works. */
export const LINK_DAYS = 14

export const askColleague = endpoint({
  method: 'POST',
  url: '/api/leavers/:runId/ask',
  summary:
    'Asks a colleague to see to open items; they find them under My profile, Tasks, and are told by mail.',
  params: runOnly,
  body: z.strictObject({ itemIds, personId: id }),
  response: z.object({ asked: z.number().int() }),
})

export const makeItemsLink = endpoint({
  method: 'POST',
  url: '/api/leavers/:runId/links',
  summary:
    'A link to open items for somebody without an account; it works for 14 days, or until it is taken back.',
  params: runOnly,
  body: z.strictObject({ itemIds, name: line(80) }),
  response: z.object({ link: z.string(), endsAt: at }),
})

export const takeBackLink = endpoint({
  method: 'DELETE',
  url: '/api/leavers/:runId/links/:linkId',
  summary: 'Takes a link back; what it asked for is nobody’s again.',
  params: z.strictObject({ runId: id, linkId: id }),
  response: nothing,
})

export const itemsPdf = fileEndpoint({
  method: 'GET',
  url: '/api/leavers/:runId/items.pdf',
  summary: 'What is open, on paper: boxes to tick, lines to sign.',
  params: runOnly,
  type: 'application/pdf',
})

const task = z.object({
  itemId: z.uuid(),
  part: z.enum(PARTS),
  title: z.string(),
  inMinutes: z.boolean(),
  dueAt: at,
  /** What was said of it; null: it is open. */
  state: z.enum(['stated', 'not_applicable']).nullable(),
  note: z.string(),
  settledAt: at.nullable(),
  revision: z.number().int(),
})

export const listMyTasks = endpoint({
  method: 'GET',
  url: '/api/tasks',
  summary: 'What colleagues asked me to see to about somebody who left.',
  response: z.object({ tasks: z.array(task.extend({ about: z.string(), askedAt: at })) }),
})

const said = z.strictObject({
  state: z.enum(['stated', 'not_applicable']),
  note,
  revision: z.number().int().min(1),
})

export const settleMyTask = endpoint({
  method: 'PATCH',
  url: '/api/tasks/:itemId',
  summary: 'States a task of mine: done, or does not apply and why.',
  params: z.strictObject({ itemId: id }),
  body: said,
  response: nothing,
})

export const openItems = endpoint({
  method: 'GET',
  url: '/api/task/items',
  summary: 'By a link: who left, and what of it was asked for.',
  response: z.object({ about: z.string(), items: z.array(task) }),
})

export const settleLinkedItem = endpoint({
  method: 'PATCH',
  url: '/api/task/items/:itemId',
  summary: 'By a link: states one of its items.',
  params: z.strictObject({ itemId: id }),
  body: said,
  response: nothing,
})
