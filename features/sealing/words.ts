/** Words of what the log says of itself. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const sealingWords = {
  'action.log.heartbeat': 'The log is on',
  'action.log.sealed': 'The log was sealed today',
  'action.log.reopened': 'A new log had to be begun',

  'audit.field.why_reopened': 'Why',
  'audit.field.continues': 'Last seal given out',

  'mail.log_reopened.subject': 'The audit log of {clinic} had to begin anew',
  'mail.log_reopened.body':
    'Hello {name},\n\n{why, select, behind {The database of Enamel holds fewer events than Enamel had already sealed for {clinic}. This happens when a backup is put back: what happened after that backup is missing here.} damaged {What Enamel keeps to seal the audit log of {clinic} was changed or damaged.} other {The database of Enamel holds other events than those Enamel had already sealed for {clinic}.}}\n\nEnamel never seals the same place twice. So it closed the old log as it stands and began log number {log} at {when}. Every line of the old one can still be read and checked. The new one says which seal it continues.\n\nDid somebody put a backup back, or move the database? Then write that down, and keep the outside copies of the old seals.\n\nNobody did? Then somebody may have changed the database. Take no backup away, and ask your IT person today.\n',
} as const satisfies Catalogue
