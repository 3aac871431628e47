/** Calls of the sealed log that succeed, and a line of another clinic's. */
import { listEvents } from '../../features/audit/contract.ts'
import type { House } from '../app.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

/** A line of the visitor's log that is numbered and signed. */
async function signedLine(house: House, visitor: Visitor): Promise<{ eventId: string }> {
  const { events } = await visitor.must(listEvents, { query: { limit: 1 } })
  // Numbered first; what is signed comes a minute later.
  await house.settle()
  house.clock.advance({ minutes: 2 })
  await house.settle()
  return { eventId: events[0]?.id ?? '' }
}

const onLine: Preparation = async ({ house }) => {
  const { visitor } = await freshOwner(house)
  return { house, visitor, sent: { params: await signedLine(house, visitor) } }
}

export const AUDIT_PROOF_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/audit/seal': asOwner(),
  'GET /api/audit/events/:eventId/proof': onLine,
  'GET /api/audit/events/:eventId/line.tlog-proof': onLine,
}

const foreignLine = async (_of: Visitor, house: House) => {
  const { visitor } = await freshOwner(house)
  return signedLine(house, visitor)
}

/** Of a clinic of their own. */
export const FOREIGN_LINES: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'GET /api/audit/events/:eventId/proof': foreignLine,
  'GET /api/audit/events/:eventId/line.tlog-proof': foreignLine,
}
