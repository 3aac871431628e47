/** Opening hours, for the features that come after. */
export { type Opening, readOpening, whatIsSaid } from './opening.ts'
