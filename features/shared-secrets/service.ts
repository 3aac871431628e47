/** What people know together, for the features that come after. */
export { listKnownBy } from './knowing.ts'
export { replaced, withdrawAsked } from './replacing.ts'
