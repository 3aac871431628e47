/** Calls of what looks wrong that succeed, and ids of another clinic's. */
import { randomUUID } from 'node:crypto'
import { listConcerns, reportConcern } from '../../features/concerns/contract.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

const noteOf = () => ({ key: randomUUID(), note: 'A mail asks for my password', page: '/' })

async function concernOf(visitor: Visitor) {
  await visitor.must(reportConcern, { body: noteOf() })
  return { concernId: (await visitor.must(listConcerns)).concerns[0]?.id }
}

const onConcern =
  (body?: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    return { house, visitor, sent: { params: await concernOf(visitor), ...(body && { body }) } }
  }

export const CONCERN_CALLS: Readonly<Record<string, Preparation>> = {
  'POST /api/concerns': asOwner({ body: noteOf() }),
  'GET /api/concerns': asOwner(),
  'GET /api/concerns/mine': asOwner(),
  'POST /api/concerns/:concernId/look': onConcern(),
  'POST /api/concerns/:concernId/close': onConcern({ outcome: 'It was our supplier' }),
}

export const FOREIGN_CONCERNS: Readonly<Record<string, (of: Visitor) => Promise<Record<string, unknown>>>> = {
  'POST /api/concerns/:concernId/look': concernOf,
  'POST /api/concerns/:concernId/close': concernOf,
}
