/** A file on its way: begun, brought part by part, and held against its name when it is whole. */
import { createHash } from 'node:crypto'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Problem } from '../../pure/contract/problem.ts'
import { MOST_FILE_BYTES, PART_BYTES, typeOfFile, type Unfit, unfitFromStart } from '../../pure/files/kind.ts'
import { type Context } from '../../server/context.ts'
import { audited, read, refuse, unaudited, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type beginFile, filesProblem, type finishFile, MOST_UNUSED, UNUSED_HOURS } from './contract.ts'
import { DROP_UNUSED } from './dropping.ts'
import {
  countUnused,
  deleteUpload,
  findFile,
  findUpload,
  insertFile,
  insertUpload,
  insertUploadPart,
  listUploadParts,
  type Upload,
} from './queries.ts'

const WHY = 'what is on its way is no file yet; the whole one leaves the event'

/** Throws `files.empty`, `files.too_large`, `files.too_many`. */
export async function begin(
  ctx: Context,
  { personId }: SessionView,
  { name, bytes }: { name: string; bytes: number },
): Promise<Answer<typeof beginFile>> {
  if (bytes === 0) throw filesProblem('files.empty')
  if (bytes > MOST_FILE_BYTES)
    return refuseFile(
      ctx,
      name,
      filesProblem('files.too_large', { values: { megabytes: inMegabytes(bytes) } }),
    )
  const fileId = newId(ctx.now)
  const dropsAt = new Date(ctx.now.getTime() + UNUSED_HOURS * 3_600_000)
  const begun = await unaudited(ctx, WHY, async (tx) => {
    if ((await countUnused(tx, ctx, personId)) >= MOST_UNUSED) return false
    await insertUpload(tx, ctx, { id: fileId, name, bytes, by: personId, dropsAt, dropKind: DROP_UNUSED })
    return true
  })
  if (!begun) throw filesProblem('files.too_many', { values: { n: MOST_UNUSED } })
  return { fileId, partBytes: PART_BYTES }
}

/** At least one more than what is taken, so that nobody reads that 25 MB are more than 25 MB. */
const inMegabytes = (bytes: number) => Math.max(26, Math.round(bytes / 2 ** 20))

/** Throws `files.not_found`, `files.part_wrong`; at the first part also what its bytes tell already. */
export async function addPart(
  ctx: Context,
  { personId }: SessionView,
  { fileId, position }: { fileId: string; position: number },
  base64: string,
): Promise<Record<string, never>> {
  const content = Buffer.from(base64, 'base64')
  const upload = await read(ctx, (tx) => findUpload(tx, ctx, fileId, personId))
  if (!upload) throw filesProblem('files.not_found')
  if (content.length !== bytesOfPart(upload.bytes, position)) throw filesProblem('files.part_wrong')
  const unfit = position === 0 ? unfitFromStart(upload.name, content) : undefined
  if (unfit !== undefined) return refuseUnfit(ctx, upload, unfit)
  await unaudited(ctx, WHY, (tx) => insertUploadPart(tx, ctx, { fileId, position, content }))
  return {}
}

const bytesOfPart = (bytes: number, position: number) =>
  Math.max(0, Math.min(PART_BYTES, bytes - position * PART_BYTES))

/** Throws `files.not_found`, `files.part_wrong`, or why its bytes are not taken. Asked again after a lost answer, it says the same. */
export async function finish(
  ctx: Context,
  { personId }: SessionView,
  fileId: string,
): Promise<Answer<typeof finishFile>> {
  const { upload, parts, done } = await read(ctx, async (tx) => {
    const found = await findUpload(tx, ctx, fileId, personId)
    return {
      upload: found,
      parts: found ? await listUploadParts(tx, ctx, fileId) : [],
      done: found ? undefined : await findFile(tx, ctx, fileId),
    }
  })
  if (done?.uploaded_by === personId)
    return { id: done.id, name: done.name, type: done.type, bytes: done.bytes }
  if (!upload) throw filesProblem('files.not_found')
  const content = Buffer.concat(parts)
  if (content.length !== upload.bytes) throw filesProblem('files.part_wrong')
  const found = typeOfFile(upload.name, content)
  if ('unfit' in found) return refuseUnfit(ctx, upload, found.unfit)
  const { name, bytes } = upload
  const { type } = found
  const sha256 = createHash('sha256').update(content).digest()
  return write(ctx, async (tx) => {
    if (!(await insertFile(tx, ctx, { id: fileId, name, bytes, type, sha256, uploaded_by: personId })))
      throw filesProblem('files.not_found')
    return audited(
      {
        action: 'file.added',
        category: 'config',
        target: { type: 'file', id: fileId },
        personal: { file: name, bytes: String(bytes), hash: sha256.toString('hex') },
      },
      { id: fileId, name, type, bytes },
    )
  })
}

async function refuseUnfit(ctx: Context, { id, name }: Upload, unfit: Unfit): Promise<never> {
  await unaudited(ctx, 'what is not taken is not kept; its refusal is on record', (tx) =>
    deleteUpload(tx, ctx, id),
  )
  return refuseFile(ctx, name, filesProblem(`files.${unfit}`))
}

const refuseFile = (ctx: Context, name: string, problem: Problem) =>
  refuse(ctx, problem, {
    action: 'file.refused',
    category: 'config',
    outcome: 'refused',
    target: { type: 'file' },
    personal: { file: name, reason: problem.code },
  })
