/** Words for whoever has a date ahead of them, or has to set something up before anything else. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const enrolmentWords = {} as const satisfies Catalogue
