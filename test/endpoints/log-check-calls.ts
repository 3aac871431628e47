/** Calls of the nightly check that succeed. */
import { randomUUID } from 'node:crypto'
import { whoAmI } from '../../features/sessions/contract.ts'
import type { House } from '../app.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

/** Something that a night found in the visitor's log. */
async function findingOf(house: House, visitor: Visitor): Promise<string> {
  const findingId = randomUUID()
  const { clinic } = await visitor.must(whoAmI)
  await house.database.ask(
    'admin',
    `INSERT INTO log_finding (clinic_id, id, mark, problem, leaf_index, found_at) VALUES ($1, $2::uuid, $2::text, 'row_missing', 3, $3)`,
    [clinic?.id, findingId, house.clock.now()],
  )
  return findingId
}

const onFinding: Preparation = async ({ house }) => {
  const { visitor } = await freshOwner(house)
  const findingIds = [await findingOf(house, visitor)]
  return { house, visitor, sent: { body: { findingIds, note: 'A disk was mended' } } }
}

export const LOG_CHECK_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/audit/check': asOwner(),
  'POST /api/audit/check/looked-into': onFinding,
}
