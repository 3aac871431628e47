/** Staff, for the features that come after. */
export { type Acting, onColleague, type Scene } from './colleague.ts'
export { staffProblem } from './contract.ts'
export { disable } from './disabling.ts'
export { keepEnd } from './end-date.ts'
export { endAccess, type Ended } from './ending.ts'
export { recordingNotFound } from './not-found.ts'
export { changeRole } from './role-change.ts'
export { endTaskLinks, makeTaskLink, type TaskLink } from './task-links.ts'
