/** Opening hours, for the features that come after. */
export { readOpening, whatIsSaid } from './opening.ts'
