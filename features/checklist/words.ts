/** Words of Home: the ten steps in the printed guide's words. */
import type { Catalogue } from '../../pure/words/words.ts'

export const checklistWords = {} as const satisfies Catalogue
