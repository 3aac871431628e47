/** Systems in use, for the features that come after. */
export { endAccount, listAccountsOf, listUsed, type OutsideAccount } from './accounts.ts'
export { agreements } from './agreements.ts'
export { listStated, type Said, type StatedSystem } from './stated.ts'
