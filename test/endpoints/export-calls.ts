/** Calls that take lines out of the log and succeed, and what of another clinic's is put into their addresses. */
import { orderExport } from '../../features/audit-exports/contract.ts'
import type { House } from '../app.ts'
import { freshOwner, type Preparation } from './scene.ts'

const ORDER = { format: 'csv', reason: 'Asked for by Harbour Audit', filters: {} } as const

async function ordered(house: House) {
  const { visitor } = await freshOwner(house)
  const { exportId } = await visitor.must(orderExport, { body: ORDER })
  return { visitor, exportId }
}

const onOne: Preparation = async ({ house }) => {
  const { visitor, exportId } = await ordered(house)
  return { house, visitor, sent: { params: { exportId } } }
}

export const EXPORT_CALLS: Readonly<Record<string, Preparation>> = {
  'POST /api/audit/exports': async ({ house }) => ({
    house,
    visitor: (await freshOwner(house)).visitor,
    sent: { body: ORDER },
  }),
  'GET /api/audit/exports': onOne,
  'GET /api/audit/exports/:exportId': onOne,
  'GET /api/audit/exports/:exportId/file': onOne,
}

const foreign = async (_of: unknown, house: House) => ({ exportId: (await ordered(house)).exportId })

export const FOREIGN_EXPORTS: Readonly<Record<string, typeof foreign>> = {
  'GET /api/audit/exports/:exportId': foreign,
  'GET /api/audit/exports/:exportId/file': foreign,
}
