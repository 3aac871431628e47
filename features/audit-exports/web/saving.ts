/** Saving the file of an export: asked for as a call first, so that what stands against it is said on the page. */
import { call } from '../../../web/lib/api.ts'
import { saveFrom } from '../../../web/lib/save-file.ts'
import { readExport, saveExport } from '../contract.ts'

/** Throws ApiProblem; `client.not_confirmed` when the person chose not to confirm. */
export async function saveNow(exportId: string): Promise<void> {
  await call(readExport, { params: { exportId } }, { purpose: 'log_export.confirm' })
  saveFrom(saveExport.url.replace(':exportId', exportId))
}
