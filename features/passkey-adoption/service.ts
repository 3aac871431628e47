/** What other features ask: the rules are in `invitation.ts`. */
export { mayPropose } from './invitation.ts'
