/** Systems in use, for the features that come after. */
export {
  endAccount,
  listAccountsOf,
  listRunBy,
  listUsed,
  type OutsideAccount,
  type UsedSystem,
} from './accounts.ts'
export { systemsProblem } from './contract.ts'
