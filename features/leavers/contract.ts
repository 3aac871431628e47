/** Somebody leaves: the run that ends all they have, its items, its closing, its undoing. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing, paragraph } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'
import { PARTS } from '../../pure/leaving/parts.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const leaverProblem = problems({
  /** No run of this clinic, or one that this person is not to see. */
  'leavers.run_not_found': 404,
  'leavers.item_not_found': 404,
  'leavers.person_not_found': 404,
  'leavers.changed_meanwhile': 409,
  /** It is over: closed, undone or called off. */
  'leavers.not_running': 409,
  'leavers.already_running': 409,
  'leavers.already_planned': 409,
  /** Before now, or more than a year ahead. */
  'leavers.plan_when': 422,
  'leavers.last_owner': 409,
  /** Whoever planned it may no longer begin it. */
  'leavers.planner_gone': 409,
  'leavers.reason_needed': 422,
  /** Who closes with items open is an Owner. */
  'leavers.items_open': 409,
  'leavers.not_an_heir': 409,
  /** An account or a shared secret: stated in its own register too. */
  'leavers.written_elsewhere': 409,
  'leavers.not_closed': 409,
  'leavers.undo_over': 409,
  'leavers.nothing_to_hand': 409,
})

export const leaverActions = [
  'leaver.started',
  'leaver.not_started',
  'leaver.item_settled',
  'leaver.item_reopened',
  'leaver.item_added',
  'leaver.heir_named',
  'leaver.asked',
  'leaver.ask_taken_back',
  'leaver.closed',
  'leaver.undone',
  'leaver_list.changed',
  // Of a leaving that lies ahead the log names nobody: who reads it may not be who is to know.
  'staff_plan.made',
  'staff_plan.called_off',
] as const

export const RUN_STATES = ['planned', 'running', 'closed', 'undone', 'called_off'] as const
export const ITEM_STATES = ['open', 'done', 'stated', 'not_applicable'] as const

/** For how long a run that was a mistake can be undone. */
export const UNDO_HOURS = 24
/** In which sign-ins, remote access and mail are to be ended (identity.md). */
export const RUN_MINUTES = 60

const at = z.iso.datetime()
const note = z.union([z.literal(''), paragraph(400)])
export const reason = line(200)

const summary = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  role: z.enum(ROLES),
  state: z.enum(RUN_STATES),
  plannedFor: at,
  startedAt: at.nullable(),
  closedAt: at.nullable(),
  open: z.number().int(),
  late: z.number().int(),
  /** Of those the 60 minutes count. */
  minutesOpen: z.number().int(),
})

export const listRuns = endpoint({
  method: 'GET',
  url: '/api/leavers',
  summary: 'Who is leaving and who left, the newest first; planned ones for those who are to see them.',
  response: z.object({ runs: z.array(summary) }),
})

const item = z.object({
  id: z.uuid(),
  kind: z.enum(['inside', 'outside', 'heir']),
  part: z.enum(PARTS),
  /** Inside and heir: the name of its step. Outside: `account` or `secret` where it stands in a register. */
  step: z.string().nullable(),
  title: z.string(),
  inMinutes: z.boolean(),
  dueAt: at,
  state: z.enum(ITEM_STATES),
  count: z.number().int().nullable(),
  settledAt: at.nullable(),
  settledBy: z.string().nullable(),
  note: z.string(),
  heir: z.string().nullable(),
  asked: z
    .object({ name: z.string(), at, linkId: z.uuid().nullable(), linkEndsAt: at.nullable() })
    .nullable(),
  revision: z.number().int(),
})
export type Item = z.output<typeof item>

export const getRun = endpoint({
  method: 'GET',
  url: '/api/leavers/:runId',
  summary: 'One run with its items.',
  params: z.strictObject({ runId: id }),
  response: summary.extend({
    note: z.string(),
    plannedBy: z.string(),
    startedBy: z.string().nullable(),
    seenBy: z.array(z.string()),
    minutesEndAt: at,
    minutesDoneAt: at.nullable(),
    undoUntil: at.nullable(),
    closed: z.object({ by: z.string(), reason: z.string().nullable(), digest: z.string() }).nullable(),
    undone: z.object({ by: z.string(), at, reason: z.string() }).nullable(),
    revision: z.number().int(),
    items: z.array(item),
  }),
})

export const previewLeaving = endpoint({
  method: 'GET',
  url: '/api/leavers/people/:personId',
  summary: 'What would end if this person left now, and the runs there are of them.',
  params: z.strictObject({ personId: id }),
  response: z.object({
    name: z.string(),
    role: z.enum(ROLES),
    /** Why this is not for whoever asks, or not at all; null: it can be begun. */
    refused: z.enum(['not_yourself', 'rank_too_low', 'last_owner', 'left']).nullable(),
    /** Names of the steps that Enamel carries out. */
    steps: z.array(z.string()),
    /** What wants a new name, as it is called. */
    heirs: z.array(z.object({ step: z.string(), what: z.string() })),
    outside: z.number().int(),
    runs: z.array(z.object({ id: z.uuid(), state: z.enum(RUN_STATES), at })),
  }),
})

export const startRun = endpoint({
  method: 'POST',
  url: '/api/leavers/people/:personId/start',
  summary: 'Ends their access now, with all that Enamel can end, and begins the run.',
  params: z.strictObject({ personId: id }),
  body: z.strictObject({ note }),
  response: z.object({ runId: z.uuid() }),
})

const aboutItem = z.strictObject({ runId: id, itemId: id })

export const settleItem = endpoint({
  method: 'PATCH',
  url: '/api/leavers/:runId/items/:itemId',
  summary: 'States that an item is done, by whom, or that it does not apply and why; or opens it again.',
  params: aboutItem,
  body: z.strictObject({
    state: z.enum(['open', 'stated', 'not_applicable']),
    note,
    /** Who says so, when that is not who sends it; empty: they themselves. */
    statedBy: z.union([z.literal(''), line(80)]),
    revision: z.number().int().min(1),
  }),
  response: z.object({ revision: z.number().int() }),
})

export const nameHeir = endpoint({
  method: 'PUT',
  url: '/api/leavers/:runId/items/:itemId/heir',
  summary: 'Gives what was theirs to a colleague.',
  params: aboutItem,
  body: z.strictObject({ personId: id, revision: z.number().int().min(1) }),
  response: z.object({ revision: z.number().int() }),
})

export const addItem = endpoint({
  method: 'POST',
  url: '/api/leavers/:runId/items',
  summary: 'One thing more to be done about this person.',
  params: z.strictObject({ runId: id }),
  body: z.strictObject({ title: line(160) }),
  response: z.object({ itemId: z.uuid() }),
})

export const closeRun = endpoint({
  method: 'POST',
  url: '/api/leavers/:runId/close',
  summary: 'Closes the run; with items open only by an Owner, with a reason.',
  params: z.strictObject({ runId: id }),
  body: z.strictObject({
    reason: z.union([z.literal(''), reason]),
    revision: z.number().int().min(1),
  }),
  response: z.object({ digest: z.string() }),
})

export const undoRun = endpoint({
  method: 'POST',
  url: '/api/leavers/:runId/undo',
  summary: 'It was a mistake: they belong to the clinic again as before, and set up their sign-in anew.',
  params: z.strictObject({ runId: id }),
  body: z.strictObject({ reason }),
  response: nothing,
})

export const certificatePdf = fileEndpoint({
  method: 'GET',
  url: '/api/leavers/:runId/certificate.pdf',
  summary: 'The certificate of a closed run on one page, A4 or Letter by the clinic’s country.',
  params: z.strictObject({ runId: id }),
  type: 'application/pdf',
})
