/** Calls of files that succeed, and ids of another clinic's. */
import { addFilePart, beginFile, finishFile } from '../../features/files/contract.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

const CONTENT = Buffer.from('Restored on Monday: all there.\n')

/** A file of the visitor's that was begun, with its one part when wanted. */
export async function begunFile(visitor: Visitor, withPart = false): Promise<string> {
  const body = { name: 'Restore.txt', bytes: CONTENT.length }
  const { fileId } = await visitor.must(beginFile, { body })
  if (withPart) await visitor.must(addFilePart, partOf(fileId))
  return fileId
}

/** One that is here. */
export async function wholeFile(visitor: Visitor): Promise<string> {
  const fileId = await begunFile(visitor, true)
  await visitor.must(finishFile, { params: { fileId } })
  return fileId
}

const partOf = (fileId: string) => ({
  params: { fileId, position: 0 },
  body: { content: CONTENT.toString('base64') },
})

const withFile =
  (make: (visitor: Visitor) => Promise<object>): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    return { house, visitor, sent: await make(visitor) }
  }

export const FILE_CALLS: Readonly<Record<string, Preparation>> = {
  'POST /api/files': asOwner({ body: { name: 'Restore.txt', bytes: CONTENT.length } }),
  'PUT /api/files/:fileId/parts/:position': withFile(async (visitor) => partOf(await begunFile(visitor))),
  'POST /api/files/:fileId/finish': withFile(async (visitor) => ({
    params: { fileId: await begunFile(visitor, true) },
  })),
  'GET /api/files/:fileId': withFile(async (visitor) => ({ params: { fileId: await wholeFile(visitor) } })),
}

export const FOREIGN_FILES: Readonly<Record<string, (of: Visitor) => Promise<Record<string, unknown>>>> = {
  'PUT /api/files/:fileId/parts/:position': async (stranger) => ({
    fileId: await begunFile(stranger),
    position: 0,
  }),
  'POST /api/files/:fileId/finish': async (stranger) => ({ fileId: await begunFile(stranger, true) }),
  'GET /api/files/:fileId': async (stranger) => ({ fileId: await wholeFile(stranger) }),
}
