/** What people know together, for the features that come after. */
export { sharedSecretsProblem } from './contract.ts'
export { type Known, listKnownBy } from './knowing.ts'
export { askChanges, replaced, withdrawAsked } from './replacing.ts'
