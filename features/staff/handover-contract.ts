/** Ownership, handed over in the product: one Owner offers it, the other takes it, both confirm that it is them. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const handoverProblem = problems({
  /** One offer at a time. */
  'handover.open_already': 409,
  /** Somebody from outside is made a member of the team first. */
  'handover.outsider': 409,
  /** Two Owners, and one of them is to stay one: nothing would change. */
  'handover.nothing_changes': 409,
  /** Answered, withdrawn, older than seven days, or by somebody who is no Owner any more. */
  'handover.over': 410,
})

export const handoverActions = [
  'ownership.offered',
  'ownership.handed_over',
  'ownership.declined',
  'ownership.withdrawn',
] as const

const role = z.enum(ROLES, { error: 'one_of' })
const instant = z.iso.datetime()

export const offerOwnership = endpoint({
  method: 'POST',
  url: '/api/staff/people/:personId/ownership',
  summary: 'Offers the ownership of the clinic to a colleague, for seven days.',
  params: z.strictObject({ personId: id }),
  body: z.strictObject({
    /** What the giver is afterwards; OWNER: both are. */
    giverRole: role,
    reason: line(200, 3),
  }),
  response: z.object({ endsAt: instant }),
})

export const getHandover = endpoint({
  method: 'GET',
  url: '/api/handover',
  summary: 'The ownership as it is offered to whoever asks, and as they offered it themselves.',
  response: z.object({
    toMe: z
      .object({ id: z.string(), from: z.string(), giverRole: role, reason: z.string(), endsAt: instant })
      .nullable(),
    fromMe: z.object({ to: z.string(), giverRole: role, endsAt: instant }).nullable(),
  }),
})

export const acceptOwnership = endpoint({
  method: 'POST',
  url: '/api/handover/accept',
  summary: 'Takes the ownership that was offered; the giver becomes what they chose, at once.',
  body: z.strictObject({ handoverId: id }),
  response: nothing,
})

export const declineOwnership = endpoint({
  method: 'POST',
  url: '/api/handover/decline',
  summary: 'Leaves it with who offered it.',
  body: z.strictObject({ handoverId: id }),
  response: nothing,
})

export const withdrawOwnership = endpoint({
  method: 'DELETE',
  url: '/api/handover',
  summary: 'Takes back one’s own offer.',
  response: nothing,
})
