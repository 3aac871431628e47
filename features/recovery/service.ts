/** What other features and the command line ask of the ways back in. */
export { newRecoveryLink } from './recovery.ts'
export { newForgotLink } from './forgot.ts'
export { mailMayVouch } from './not-me.ts'
