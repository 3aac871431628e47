/** Words of the mail that every Owner gets when a rule of the clinic is less strict than before. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const peopleWords = {
  'mail.rule_loosened.subject': 'A rule at {clinic} is less strict now: {page}',
  'mail.rule_loosened.body':
    'Hello {name},\n\n{you, select, yes {You} other {{by}}} changed a rule that keeps strangers out of Enamel at {clinic}. It is less strict than before. Every Owner gets this mail.\n\n{page}\n{changes}\n\nWhen: {when}\nBy: {by}\nWith: {agent}{where, select, none {} other {\nWhere: {where}}}{provider, select, none {} other {\nInternet provider: {provider}}}\nNetwork address: {address}\n\n{you, select, yes {Was that you? Then there is nothing to do.\n\nWas it not you? Then somebody else is signed in as you. Open Enamel the way you always do, not through a link in a mail, and choose “This wasn’t me” under My profile, Sessions. When you are in again, set the rule back under Settings, Security, {page}. Tell the other Owners in person or by phone.} other {Did you expect this? Then there is nothing to do.\n\nIf not, ask {by} now, in person or by phone. If it was somebody else, open Enamel the way you always do, not through a link in a mail: set the rule back under Settings, Security, {page}, and end the sign-ins of {by} under Settings, Security, Session timeout, Signed in now.}}\n',
  'mail.rule_loosened.change': '{what}: {now} (before: {before})',
} as const satisfies Catalogue
