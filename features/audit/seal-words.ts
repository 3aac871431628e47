/** Words of the sealed log: how far it is sealed, the proof of a line. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const sealWords = {
  'problem.audit.event_not_found': 'There is no such line in this clinic’s log. Load the page again.',
  'problem.audit.not_signed_yet':
    'This line is not sealed yet. A line is sealed within a minute: ask for its proof again then.',
  'problem.audit.proof_does_not_hold':
    'No proof can be given: what is stored of this line does not fit the sealed log. Have whoever looks after the computer that Enamel runs on type “npx enamel audit check”, which names what was changed.',
  'action.log.exported': 'The log was exported on the server itself',
  'audit.field.from': 'From',
  'audit.field.until': 'Until',
  'action.log.proof_given': 'Saved the proof of a line',
  'audit.value.audit.event_not_found': 'no such line in the log',
  'audit.field.line': 'Line of the log',
  'audit.target.event': 'a line of the log',
} as const satisfies Catalogue
