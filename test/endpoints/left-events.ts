/** Whether calls leave an event, where it is not as one would think. */
import { INVITE_WITHOUT_EVENT } from './invite-calls.ts'

/**
 * Unsafe calls that leave no event when they succeed, each with the reason. Nothing lasting changes by them.
 */
export const LEAVES_NO_EVENT: Readonly<Record<string, string>> = {
  ...INVITE_WITHOUT_EVENT,
  'POST /api/files': 'what is on its way is no file yet; the whole one is the event',
  'PUT /api/files/:fileId/parts/:position': 'what is on its way is no file yet; the whole one is the event',
  'POST /api/sign-in-times': 'a measurement without a name is no act',
  'POST /api/shared-computer/unlock/challenge':
    'a question proves nobody; the passkey that answers it is the event',
  'PUT /api/drafts/:form': 'what is typed and not sent changes nothing that counts',
  'DELETE /api/drafts/:form': 'what is typed and not sent changes nothing that counts',
  'POST /api/session/activity':
    'last activity is no act of its own; the session it belongs to began with an event',
  'POST /api/recovery/open': 'it says what the link will do and does nothing; using it is the event',
  'POST /api/not-me/open':
    'it says what the notice was about and does nothing; pressing the button is the event',
  'POST /api/forgot/open': 'it says whom the link is for and does nothing; using it is the event',
  'POST /api/profile/totp/begin':
    'a secret without its first code proves nobody; the confirmation is the event',
  'POST /api/profile/passkeys/begin': 'a question proves nobody; the passkey that answers it is the event',
  'POST /api/profile/passkeys/begin-conditional':
    'a question proves nobody; the passkey that answers it is the event',
}

/** Reading calls that leave an event all the same, each with the reason. */
export const LEAVES_AN_EVENT: Readonly<Record<string, string>> = {
  'GET /api/protected.csv': 'a list of people that leaves the product is on record',
  'GET /api/access-reviews/:reviewId/summary.csv': 'who may do what, as a table that leaves the product',
  'GET /api/audit/events': 'who reads the log is in it, once an hour',
  'GET /api/keeping-times/named': 'who reads the log is in it, once an hour',
  'GET /api/audit/facets': 'who counts what is in the log reads it, too',
  'GET /api/audit/histogram': 'who counts what is in the log reads it, too',
  'GET /api/proof/answers.pdf': 'what an insurer is told leaves the product',
  'GET /api/audit/events/:eventId/line.tlog-proof': 'the proof of a line leaves the product',
  'GET /api/proof/folders/:folderId/folder.zip': 'a proof folder leaves the product',
  'GET /api/audit/exports/:exportId/file': 'lines of the log leave the product',
}
