/** Calls of what stands beside the ten steps that succeed. */
import { stateBeyond } from '../../features/beyond-the-ten/contract.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

const RESTORED = {
  params: { item: 'restore' as const },
  body: { kept: 'yes' as const, day: '2020-06-15', note: '', fileId: null, seen: null },
}

const withdrawn: Preparation = async ({ house }) => {
  const { visitor } = await freshOwner(house)
  await visitor.must(stateBeyond, RESTORED)
  return { house, visitor, sent: { params: RESTORED.params } }
}

export const BEYOND_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/beyond': asOwner(),
  'PUT /api/beyond/:item': asOwner(RESTORED),
  'DELETE /api/beyond/:item': withdrawn,
}
