/** Calls of the proof folder that succeed, and what of another clinic's is put into their addresses. */
import { getProof, makeFolder, makeReaderLink } from '../../features/proof-folder/contract.ts'
import type { House } from '../app.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

async function linkIn(house: House) {
  const { visitor } = await freshOwner(house)
  const { link } = await visitor.must(makeReaderLink, { body: { name: 'Harbour Insurance', days: 14 } })
  const linkId = (await visitor.must(getProof)).links[0]?.id ?? ''
  return { visitor, linkId, token: link.split('#')[1] ?? '' }
}

async function folderIn(house: House) {
  const { visitor } = await freshOwner(house)
  return { visitor, folderId: (await visitor.must(makeFolder)).folderId }
}

const asReader: Preparation = async ({ house }) => {
  const { token } = await linkIn(house)
  return { house, visitor: house.visitor(), sent: { body: { token } } }
}

export const PROOF_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/proof': asOwner(),
  'GET /api/proof/answers.pdf': asOwner({ query: { form: 'application' } }),
  'POST /api/proof/folders': asOwner(),
  'GET /api/proof/folders/:folderId/folder.zip': async ({ house }) => {
    const { visitor, folderId } = await folderIn(house)
    return { house, visitor, sent: { params: { folderId } } }
  },
  'POST /api/proof/links': asOwner({ body: { name: 'Harbour Insurance', days: 14 } }),
  'DELETE /api/proof/links/:linkId': async ({ house }) => {
    const { visitor, linkId } = await linkIn(house)
    return { house, visitor, sent: { params: { linkId } } }
  },
  'POST /api/proof/read': asReader,
  'POST /api/proof/read/folder.zip': asReader,
}

/** Of a clinic of their own. */
export const FOREIGN_PROOF: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'GET /api/proof/folders/:folderId/folder.zip': async (_of, house) => ({
    folderId: (await folderIn(house)).folderId,
  }),
  'DELETE /api/proof/links/:linkId': async (_of, house) => ({ linkId: (await linkIn(house)).linkId }),
}
