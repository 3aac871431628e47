/** Words of Settings › Security › Who is protected, of what is done there for one person, and of the mails about it. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

const problemWords = {
  'problem.protected.last_owner':
    'Nobody else could come in as an Owner then. Make a second Owner first, or ask the person who looks after Enamel’s computer for a recovery link.',
  'problem.protected.nothing_to_reset':
    'They have no second step, so there is nothing to reset. To set one up beside you they need a code.',
  'problem.protected.grace_not_needed':
    'Nothing keeps them out that 24 hours would help with. Nothing was changed.',
  'problem.protected.grace_again':
    'They had their 24 hours less than 30 days ago. The next are possible from {from}. A code from you lets them set up a second step now.',
  'problem.protected.grace_none': 'Their 24 hours are over already.',
  'problem.protected.leave_date': 'Choose a day from today on, within the next two years.',
  'problem.protected.code_not_needed':
    'They have a second step. If it is lost, reset it first; then give them a code.',
  'problem.protected.link_elsewhere':
    'They belong to another clinic too, and a new password would open their account there. They ask for a new one by mail themselves.',
  'problem.protected.other_hand':
    'You helped this person with the other half of their sign-in within the last 24 hours. One person alone does not do both: ask {who}.',
} as const satisfies Catalogue

const actionWords = {
  'action.protected.exported': 'List of who is protected taken as a table',
  'action.grace.given': '24 hours without a second step given',
  'action.grace.ended': '24 hours without a second step ended early',
  'action.leave.changed': 'Leave changed',
  'action.auth.2fa.reset': 'Second step of a colleague reset',
  'action.enrol_code.made': 'Code given to set up a second step',
  'action.link.shown': 'Link shown to be handed over',
} as const satisfies Catalogue

const FOOT = 'When: {when}\nBy: {by}'
const OWNERS_FOOT =
  'Did you expect this? Then there is nothing to do.\n\nIf not, ask {by} and {colleague} now, in person or by phone. Settings, Security, Audit Log shows what was done since.'
const mailBody = (what: string, then: string, foot: string = FOOT) =>
  `Hello {name},\n\n${what}\n\n${foot}\n\n${then}\n` as const
const WITH_REASON = `${FOOT}\nReason: {reason}` as const
const NOT_ASKED =
  'Did you not ask for this? Tell an Owner at once, in person or by phone. Nobody may ask you for your password or for a code, not even {by}.'

const mailWordsOfActs = {
  'mail.factor_reset.subject': 'Your second step at {clinic} was reset',
  'mail.factor_reset.body': mailBody(
    'Your authenticator app, passkeys and backup codes for Enamel at {clinic} were removed, and you were signed out everywhere.',
    `To come in again: your password, then a code sent to this address or one from an Owner or Admin beside you. Then you set up a new second step.\n\n${NOT_ASKED}`,
    WITH_REASON,
  ),
  'mail.renewal_asked.subject': 'Please renew your second step for {clinic}',
  'mail.renewal_asked.body': mailBody(
    '{clinic} asks you to set up a new second step before you come in there again. You were signed out there. Nothing of yours was removed, and nothing changed anywhere else.',
    NOT_ASKED,
    WITH_REASON,
  ),
  'mail.factor_reset_owner.subject': 'The second step of {colleague} at {clinic} was reset',
  'mail.factor_reset_owner.body': mailBody(
    'The second step of {colleague} was reset, and {colleague} was signed out. Coming in again takes the password and one proof more.',
    OWNERS_FOOT,
    WITH_REASON,
  ),
  'mail.grace_given.subject': 'You have 24 hours at {clinic} without a second step',
  'mail.grace_given.body': mailBody(
    'Until {until} you come in at {clinic} without what your clinic asks for otherwise. Please set up your second step in this time, under My profile, Security.',
    NOT_ASKED,
    WITH_REASON,
  ),
  'mail.grace_given_owner.subject': '{colleague} has 24 hours at {clinic} without a second step',
  'mail.grace_given_owner.body': mailBody(
    'Until {until} {colleague} comes in without the second step that your clinic asks for. It ends by itself; it can be ended earlier under Settings, Security, Who is protected.',
    OWNERS_FOOT,
    WITH_REASON,
  ),
  'mail.grace_ended.subject': 'Your 24 hours at {clinic} were ended early',
  'mail.grace_ended.body': mailBody(
    'The 24 hours in which you came in at {clinic} without a second step are over now, earlier than planned. At your next click Enamel asks you for what your clinic asks of everybody; setting it up takes 3 minutes.',
    'Open Enamel the way you always do, not through a link in a mail. Is anything unclear? Ask {by}, in person or by phone. Nobody may ask you for your password or for a code, not even {by}.',
  ),
  'mail.beside_code_made.subject': 'A code was made for you at {clinic}',
  'mail.beside_code_made.body': mailBody(
    'A code was made with which you set up your second step at {clinic}. {by} shows it to you; it works once, for ten minutes, and only together with your password.',
    NOT_ASKED,
  ),
  'mail.beside_code_made_owner.subject': '{by} made a code for {colleague} at {clinic}',
  'mail.beside_code_made_owner.body': mailBody(
    'With this code and the password {colleague} sets up a new second step. It works once, for ten minutes.',
    OWNERS_FOOT,
  ),
  'mail.password_link_given.subject': 'A link for a new password was made for you at {clinic}',
  'mail.password_link_given.body': mailBody(
    'A link was made with which you choose a new password for Enamel at {clinic}. {by} shows it to you; it works once, for an hour. Your second step stays as it is.',
    NOT_ASKED,
    WITH_REASON,
  ),
  'mail.password_link_given_owner.subject': '{by} made a link for a new password of {colleague} at {clinic}',
  'mail.password_link_given_owner.body': mailBody(
    'With this link {colleague} chooses a new password. It works once, for an hour, and never stands in for the second step.',
    OWNERS_FOOT,
    WITH_REASON,
  ),
} as const satisfies Catalogue

const pageWords = {
  'protected.sentence.all':
    '{total, plural, one {You sign} other {All # people sign}} in with a second step.',
  'protected.sentence.some':
    '{done} of {total, plural, one {# person signs} other {# people sign}} in with a second step. Not yet: {names}.',
  'protected.and_more': '{names} and {n} more',
  'protected.filter': 'Whom to show',
  'protected.show.all': 'All',
  'protected.show.not_yet': 'Not yet',
  'protected.show.exceptions': 'Exceptions',
  'protected.role': 'Role',
  'protected.role.any': 'Every role',
  'protected.count': '{n, plural, one {# person} other {# people}}',
  'protected.csv': 'As a table (CSV)',
  'protected.none.title': 'Nobody here',
  'protected.none.not_yet': 'Everybody has a second step. Nothing is left to do.',
  'protected.none.exceptions': 'Nobody has 24 hours or is on leave. The rules hold for everybody.',
  'protected.none.role': 'Nobody with this role matches.',
  'protected.none.all': 'Show everybody',
  'protected.table': 'People and what they sign in with',
  'protected.head.person': 'Person',
  'protected.head.has': 'Second step',
  'protected.head.last': 'Last sign-in',
  'protected.head.dates': 'Dates',
  'protected.state.protected': 'Protected',
  'protected.state.not_yet': 'Not yet',
  'protected.state.overdue': 'Late',
  'protected.state.renew': 'Was reset',
  'protected.how.passkey': 'with a passkey',
  'protected.how.two_factors': 'with two steps',
  'protected.how.password': 'with a password only',
  'protected.has.app': 'App',
  'protected.has.passkeys': '{n, plural, one {# passkey} other {# passkeys}}',
  'protected.has.codes': '{n, plural, one {# backup code left} other {# backup codes left}}',
  'protected.has.no_codes': 'no backup codes',
  'protected.taken.codes': '{n, plural, one {# backup code} other {# backup codes}}',
  'protected.taken.old': 'passkeys of an earlier address of Enamel',
  'protected.has.nothing': 'Nothing but a password',
  'protected.last.never': 'Never signed in',
  'protected.deadline.two_factors': 'Second step by {date}',
  'protected.deadline.passkey': 'Passkey by {date}',
  'protected.deadline.over': 'Since {date} only the set-up opens for them',
  'protected.grace': '24 hours, until {until}',
  'protected.away': 'On leave until {date}',
  'protected.renew': 'Reset on {date}; sets up a new one',
  'protected.you': 'you',

  'protected.act.none.self':
    'Your own second step is under My profile, Security. What is here is done by another Owner or Admin.',
  'protected.act.none.rank': 'Only somebody above them can do something here: an Owner.',
  'protected.elsewhere':
    'They belong to another clinic too. Nothing of theirs is removed from here: they would prove themselves and renew their second step before entering your clinic.',
  'protected.grace.explain': 'Grace from {by}: “{reason}”',

  'protected.reset': 'Reset the second step',
  'protected.reset.when': 'The phone is lost, stolen or new, and no backup code is at hand.',
  'protected.reset.nothing': 'There is nothing to reset: no app, no passkey, no backup codes.',
  'protected.reset.last_owner':
    'The second step of the only Owner who can come in is not reset here. Make a second Owner first, or the person who looks after Enamel’s computer makes a recovery link.',
  'protected.reset.title': 'Reset the second step of {name}?',
  'protected.reset.removes': 'Removed: {what}.',
  'protected.reset.sessions': 'Whoever is signed in as {name} is signed out at once, everywhere.',
  'protected.reset.sessions_here':
    '{name} is signed out of your clinic at once. Nothing of theirs is removed.',
  'protected.reset.back':
    'To come in again: the password, then a code to their mail or a code from you. Then they set up a new second step.',
  'protected.reset.back_elsewhere':
    'To come in again: the password and their second step as it is (a backup code, if the phone is lost), then one proof more, and they set up a new one.',
  'protected.reset.told': '{name} and all Owners are told by mail, with your reason.',
  'protected.reset.act': 'Reset and sign out',
  'protected.reset.acting': 'Resetting…',
  'protected.reset.done':
    '{name}’s second step is reset. {n, plural, =0 {Nobody was signed in.} one {# session ended.} other {# sessions ended.}}',
  'protected.reset.purpose': 'reset a colleague’s second step',

  'protected.code': 'Give a code beside you',
  'protected.code.when': 'They sit beside you, know their password, and Enamel asks them for one proof more.',
  'protected.code.not_needed': 'No code is needed: they have a second step. If it is lost, reset it first.',
  'protected.code.title': 'Give {name} a code?',
  'protected.code.beside': 'Do this only while {name} is beside you. Never read it out on the phone.',
  'protected.code.works':
    'It works once, for 10 minutes, and only together with their password. A code from before stops working.',
  'protected.code.told': '{name} and all Owners are told by mail.',
  'protected.code.act': 'Show the code',
  'protected.code.acting': 'Making it…',
  'protected.code.shown': 'The code for {name}',
  'protected.code.how':
    '{name} signs in with the password and types it where Enamel asks for one proof more.',
  'protected.code.left': '{n, plural, one {# minute left} other {# minutes left}}, until {time}.',
  'protected.code.over': 'This code is over. Make a new one.',
  'protected.code.close': 'Done',
  'protected.code.purpose': 'give a colleague a code',

  'protected.grace.give': 'Give 24 hours',
  'protected.grace.when': 'The date is over and they must work today: the rules wait until tomorrow.',
  'protected.grace.not_needed': '24 hours would change nothing: no rule keeps them out.',
  'protected.grace.again': 'They had 24 hours less than 30 days ago. The next are possible from {date}.',
  'protected.grace.title': 'Give {name} 24 hours?',
  'protected.grace.until': 'From now on for 24 hours the password alone lets {name} in.',
  'protected.grace.once':
    'After that the rules hold again by themselves. The next 24 hours are possible in 30 days.',
  'protected.grace.act': 'Give 24 hours',
  'protected.grace.acting': 'Saving…',
  'protected.grace.done': '{name} has until {until}.',
  'protected.grace.purpose': 'give a colleague 24 hours',
  'protected.grace.end': 'End the 24 hours',
  'protected.grace.end.title': 'End the 24 hours of {name} now?',
  'protected.grace.end.what':
    'At their next step {name} is asked for what your clinic asks of everybody. The next 24 hours are possible in 30 days from when these were given.',
  'protected.grace.end.act': 'End now',
  'protected.grace.end.acting': 'Ending…',
  'protected.grace.end.done': 'The rules hold for {name} again.',

  'protected.leave': 'Note leave',
  'protected.leave.when': 'The list and previews say that they are away. It changes no right and no date.',
  'protected.leave.change': 'Change leave',
  'protected.leave.title': 'Until when is {name} on leave?',
  'protected.leave.until': 'Last day of leave',
  'protected.leave.save': 'Note it',
  'protected.leave.saving': 'Saving…',
  'protected.leave.back': 'Is back',
  'protected.leave.done': 'Noted: {name} is on leave until {date}.',
  'protected.leave.done_back': 'Noted: {name} is back.',

  'protected.link': 'Help with a forgotten password',
  'protected.link.when':
    'They cannot read their mail, or no mail is sent here yet. They choose the new password themselves.',
  'protected.link.elsewhere':
    'They belong to another clinic too, and a new password would open their account there. They ask for a new one by mail, on the sign-in page.',
  'protected.link.title': 'Give {name} a link for a new password?',
  'protected.link.works': 'It works once, for one hour. {name} chooses the password; nobody else learns it.',
  'protected.link.second': 'It never stands in for the second step.',
  'protected.link.told': '{name} and all Owners are told by mail, with your reason.',
  'protected.link.act': 'Show the link',
  'protected.link.acting': 'Making it…',
  'protected.link.shown': 'The link for {name}',
  'protected.link.how':
    'Let {name} photograph it with their own phone, or open it in a browser beside you. Leave the keyboard to them.',
  'protected.link.close': 'Done',
  'protected.link.purpose': 'give a colleague a link for a new password',

  'protected.reason': 'Reason',
  'protected.reason.help': 'In your own words. It is kept in the Audit Log and stands in the mails about it.',

  'protected.csv.name': 'Who is protected at {clinic}',
  'protected.csv.person': 'Person',
  'protected.csv.role': 'Role',
  'protected.csv.state': 'State',
  'protected.csv.app': 'Authenticator app',
  'protected.csv.passkeys': 'Passkeys',
  'protected.csv.backup_codes': 'Backup codes left',
  'protected.csv.signed_in': 'Last sign-in',
  'protected.csv.how': 'How',
  'protected.csv.deadline': 'Date not met',
  'protected.csv.grace': '24 hours until',
  'protected.csv.away': 'On leave until',
  'protected.csv.yes': 'yes',
  'protected.csv.no': 'no',
} as const satisfies Catalogue

const logWords = {
  'audit.field.grace_ends_at': '24 hours until',
  'audit.field.rows': 'Rows',
  'audit.field.link': 'Link for',
  'audit.field.role': 'Role',
  'audit.value.not_yet': 'those not protected yet',
  'audit.value.exceptions': 'exceptions',
  'audit.value.password.forgot': 'a forgotten password',
  'audit.value.protected.last_owner': 'the last Owner who can come in',
  'audit.value.protected.nothing_to_reset': 'there was nothing to reset',
  'audit.value.protected.grace_not_needed': 'no rule keeps them out',
  'audit.value.protected.grace_again': 'the last 24 hours were less than 30 days ago',
  'audit.value.protected.grace_none': 'there were no such hours',
  'audit.value.protected.code_not_needed': 'they have a second step',
  'audit.value.protected.link_elsewhere': 'they belong to another clinic too',
  'audit.value.protected.other_hand': 'the same Admin had helped with the other half',
} as const satisfies Catalogue

export const protectedWords = {
  ...problemWords,
  ...actionWords,
  ...mailWordsOfActs,
  ...pageWords,
  ...logWords,
} as const satisfies Catalogue
