/** Files, for the features that say something with them. */
import type { FileAnswer } from '../../pure/contract/file.ts'
import { holds } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { read, type Reader, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { filesProblem } from './contract.ts'
import { findFile, findFilePart } from './queries.ts'

/**
 * Whether this person may say something with this file: they brought it, and nothing is said with it yet. Holds until the
 * transaction ends: what says something with a file asks here first, in its own change.
 */
export async function mayUse(
  tx: Writer,
  ctx: Context,
  { fileId, personId }: { fileId: string; personId: PersonId },
): Promise<boolean> {
  await people.holdClinic(tx, ctx)
  const file = await findFile(tx, ctx, fileId)
  return file?.uploaded_by === personId && file.usedIn.length === 0
}

/** For who brought it while nothing is said with it, afterwards for who may read what it belongs to. Throws `files.not_found`. */
export async function save(ctx: Context, session: SessionView, fileId: string): Promise<FileAnswer> {
  const file = await read(ctx, (tx: Reader) => findFile(tx, ctx, fileId))
  const may =
    file &&
    (file.usedIn.length === 0
      ? file.uploaded_by === session.personId
      : file.usedIn.some(({ permission }) => holds(session, permission)))
  if (!may) throw filesProblem('files.not_found')
  return { name: file.name, content: partsOf(ctx, fileId) }
}

/** One part after the other, so that no more than one is in memory. */
async function* partsOf(ctx: Context, fileId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const part = await read(ctx, (tx) => findFilePart(tx, ctx, fileId, position))
    if (!part) return
    yield part
  }
}
