/** Words of Settings › Security › Audit Log. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const auditWords = {} as const satisfies Catalogue
