/** The clinic's own list of what is done outside of Enamel when somebody leaves. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { line } from '../../pure/contract/fields.ts'
import { LIST_PARTS } from '../../pure/leaving/parts.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const listItem = z.strictObject({
  part: z.enum(LIST_PARTS),
  title: line(160),
  /** Empty: of every role. */
  roles: z.array(z.enum(ROLES)).max(ROLES.length, { error: `too_many:${ROLES.length}` }),
  /** The 60 minutes count it. */
  inMinutes: z.boolean(),
  dueDays: z.number().int().min(0, { error: 'whole_to:365' }).max(365, { error: 'whole_to:365' }),
  /** A kind of system: an account on record stands in its place. */
  covers: line(40).nullable(),
})
export type ListedItem = z.output<typeof listItem>

export const getLeaverList = endpoint({
  method: 'GET',
  url: '/api/leavers/list',
  summary: 'What is done outside when somebody leaves, by role; ours until the clinic writes its own.',
  response: z.object({ items: z.array(listItem), revision: z.number().int() }),
})

export const saveLeaverList = endpoint({
  method: 'PUT',
  url: '/api/leavers/list',
  summary: 'Writes the list anew; names the revision it saw, 0 for ours. Runs that began keep their items.',
  body: z.strictObject({
    items: z.array(listItem).min(1, { error: 'not_empty' }).max(100, { error: 'too_many:100' }),
    revision: z.number().int().min(0),
  }),
  response: z.object({ revision: z.number().int() }),
})
