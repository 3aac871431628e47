/** What nothing was said with within a day goes, whole or on its way. */
import { type ClinicId, systemContext } from '../../server/context.ts'
import { audited, read, unaudited, write } from '../../server/db/database.ts'
import type { DueWork } from '../../server/feature.ts'
import type { Kernel } from '../../server/kernel.ts'
import * as people from '../people/service.ts'
import { deleteFile, deleteUpload, findFile } from './queries.ts'

/** Kind of `due` row, by the file's id. */
export const DROP_UNUSED = 'files.drop'

export const dropUnused: DueWork = async (kernel: Kernel, clinicId: ClinicId, fileId: string) => {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'what never became whole was no file', (tx) => deleteUpload(tx, ctx, fileId))
  const found = await read(ctx, (tx) => findFile(tx, ctx, fileId))
  if (!found || found.usedIn.length > 0) return
  await write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    // Something was said with it at this very moment: the job is run again, and leaves it.
    if ((await findFile(tx, ctx, fileId))?.usedIn.length !== 0) throw new Error('A file that is in use now')
    await deleteFile(tx, ctx, fileId)
    return audited({
      action: 'file.dropped',
      category: 'config',
      target: { type: 'file', id: fileId },
      personal: { file: found.name },
    })
  })
}
