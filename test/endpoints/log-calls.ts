/** Calls of the log that succeed, and ids of another clinic's. */
import { listEvents } from '../../features/audit/contract.ts'
import { listViews, saveView } from '../../features/audit/log-contract.ts'
import type { Visitor } from '../visitor.ts'
import { LOG_CHECK_CALLS } from './log-check-calls.ts'
import { AUDIT_PROOF_CALLS, FOREIGN_LINES } from './audit-proof-calls.ts'
import { EXPORT_CALLS, FOREIGN_EXPORTS } from './export-calls.ts'
import type { House } from '../app.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'
import { WITNESS_CALLS } from './witness-calls.ts'

async function eventOf(visitor: Visitor) {
  const { events } = await visitor.must(listEvents, { query: { limit: 1 } })
  return { eventId: events[0]?.id }
}

async function viewOf(visitor: Visitor) {
  await visitor.must(saveView, { body: { name: 'Refused', filters: { outcome: 'refused', days: 7 } } })
  return { viewId: (await visitor.must(listViews)).views[0]?.viewId }
}

const onOne =
  (idsOf: (visitor: Visitor) => Promise<Record<string, unknown>>): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    return { house, visitor, sent: { params: await idsOf(visitor) } }
  }

export const LOG_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/audit/events': asOwner({ query: { limit: 5 } }),
  'GET /api/audit/facets': asOwner(),
  'GET /api/audit/histogram': asOwner({ query: { bucket: 'day' } }),
  'GET /api/audit/events/:eventId': onOne(eventOf),
  'GET /api/audit/views': asOwner(),
  'POST /api/audit/views': asOwner({ body: { name: 'Refused', filters: { outcome: 'refused' } } }),
  'DELETE /api/audit/views/:viewId': onOne(viewOf),
  ...AUDIT_PROOF_CALLS,
  ...WITNESS_CALLS,
  ...EXPORT_CALLS,
  ...LOG_CHECK_CALLS,
}

export const FOREIGN_LOG: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'GET /api/audit/events/:eventId': eventOf,
  'DELETE /api/audit/views/:viewId': viewOf,
  ...FOREIGN_LINES,
  ...FOREIGN_EXPORTS,
}
