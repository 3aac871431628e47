/** Words of Settings › Security › Audit Log. */
import type { Catalogue } from '../../pure/words/words.ts'

export const auditWords = {} as const satisfies Catalogue
