/** Words of Settings › Security › Keeping times. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const keepingTimesWords = {
  'action.keeping_times.begun': 'Keeping times were looked at after a long silence',
  'action.log.rows_erased': 'Erased what was past its keeping time',
  'audit.target.erasure': 'the log',
  'audit.field.kind': 'What',
  'audit.field.fields': 'Details erased',
  'audit.field.first': 'First of them',
  'audit.field.last': 'Last of them',
  'audit.field.log': 'Log',
  'audit.field.size': 'Lines in the log then',
  'audit.field.root': 'Fingerprint of the log then',
  'audit.field.leaves': 'Fingerprint of what was erased',
  'audit.value.details': 'From where and by what people came',
  'audit.value.patient': 'Acts on patient data',
  'audit.value.decisions': 'Sign-ins, changes and decisions',
  'audit.value.redaction': 'What was asked to be erased',
} as const satisfies Catalogue
