/** Calls of outside copies that succeed. */
import { nameWitness } from '../../features/witnesses/contract.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

const BOOKS = { name: 'Harbour Books', address: 'desk@harbour-books.example' }
const OUTSIDER = { params: { kind: 'outsider' as const } }

export const WITNESS_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/witnesses': asOwner(),
  'PUT /api/witnesses/:kind': asOwner({ ...OUTSIDER, body: BOOKS }),
  'DELETE /api/witnesses/:kind': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    await visitor.must(nameWitness, { ...OUTSIDER, body: BOOKS })
    return { house, visitor, sent: OUTSIDER }
  },
}
