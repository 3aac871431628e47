/** Staff, for the features that come after. */
export { endAccess, type Ended } from './ending.ts'
export { endTaskLinks, makeTaskLink, type TaskLink } from './task-links.ts'
