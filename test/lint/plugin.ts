/** Our own rules, loaded by oxlint (.oxlintrc.json); test/planted.test.ts shows each of them at work. */
import { auditedWrite } from './audited-write.ts'
import { catalogueWords } from './catalogue-words.ts'
import { oneClock } from './one-clock.ts'
import { sqlClock } from './sql-clock.ts'

export default {
  meta: { name: 'enamel' },
  rules: {
    'audited-write': auditedWrite,
    'catalogue-words': catalogueWords,
    'one-clock': oneClock,
    'sql-clock': sqlClock,
  },
}
