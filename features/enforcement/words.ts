/** Words of Settings › Security › 2FA enforcement, of what it refuses, and of its mails. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

const mails = {
  'mail.two_factor_date.subject':
    'From {day} {clinic} asks you for {what, select, passkey {a passkey} other {a second step}}',
  'mail.two_factor_date.body':
    'Hello {name},\n\nFrom {day} on, {clinic} asks for {what, select, passkey {a passkey} other {a second step after the password}} when you sign in to Enamel. You have none yet.\n\nSet it up before that day; it takes 3 minutes. Open Enamel the way you always do, not through a link in a mail, and go to My profile, Security.\n\nFrom that day on, Enamel shows you nothing but this until it is done, and then also wants a code sent to this mail, or the help of an Owner or Admin.\n\nAnything unclear? Ask an Owner or Admin of {clinic}.\n',
  'mail.two_factor_now.subject':
    '{clinic} now asks you for {what, select, passkey {a passkey} other {a second step}}',
  'mail.two_factor_now.body':
    'Hello {name},\n\n{clinic} now asks for {what, select, passkey {a passkey} other {a second step after the password}} when you sign in to Enamel, and you have none yet.\n\nThe next time you open Enamel it asks you to set it up; it takes 3 minutes. Until then it shows you nothing else. Open it the way you always do, not through a link in a mail.\n\nAnything unclear? Ask an Owner or Admin of {clinic}.\n',
  'mail.two_factor_tomorrow.subject':
    'From tomorrow {clinic} asks you for {what, select, passkey {a passkey} other {a second step}}',
  'mail.two_factor_tomorrow.body':
    'Hello {name},\n\nFrom {day}, that is from tomorrow on, {clinic} asks for {what, select, passkey {a passkey} other {a second step after the password}} when you sign in to Enamel. You have none yet.\n\nIf you can, set it up today; it takes 3 minutes. Open Enamel the way you always do, not through a link in a mail, and go to My profile, Security. Are you away? Then it is asked on your first day back.\n',
  'mail.enrolment_code.subject': 'Your code for Enamel at {clinic}',
  'mail.enrolment_code.body':
    'Hello {name},\n\nYou are setting up a second step for Enamel at {clinic}. Type this code on that page:\n\n{code}\n\nIt is good for {minutes} minutes, once. Enamel staff or colleagues never ask you for it.\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nWas that not you? Then somebody has your password. Tell nobody the code. Tell your Owner or manager now, in person or by phone, and change your password.\n',
} as const satisfies Catalogue

const problems = {
  'problem.enforcement.changed_meanwhile':
    'Somebody else changed these rules while you were here. Nothing of yours was saved. Load the page again to see what holds now.',
  'problem.enforcement.two_factors_first':
    'Sign in with two steps yourself first: sign out, and in again with your password and a code, or with a passkey. Whoever asks others must be able to do it.',
  'problem.enforcement.second_way_first':
    'Have a second way in first, so that you are not the one who is shut out: add a passkey beside the app, or type one of your backup codes back, under My profile, Security.',
  'problem.enforcement.passkey_first':
    'Sign in with a passkey yourself first: you are about to ask it of your own role.',
  'problem.enforcement.owner_passkey_first':
    'No Owner has a passkey yet, so all of them would be shut out. Ask an Owner to add one first, or leave Owners out of this.',
  'problem.enforcement.passkey_no_name':
    'Passkeys need a name: Enamel is reached by a number here. Ask for a second step, or give Enamel a name first.',
  'problem.enforcement.nobody_chosen': 'Choose at least one role that it is required of.',
  'problem.enforcement.leaders_first':
    'Owners and Admins come first: whatever is required of others is required of them. Choose them too.',
  'problem.enforcement.below_required':
    'A role can be asked for a passkey only where a second step is required of it. Choose the role, or leave its passkey out.',
  'problem.enforcement.date_needed':
    'Choose the day from which it is required. The last one possible is {latest}.',
  'problem.enforcement.date_past': 'This day is over. Choose today or a later one, {latest} at the latest.',
  'problem.enforcement.date_too_late':
    'This is more than 30 days after it was first announced. Choose {latest} or an earlier day.',
  'problem.enforcement.mail_off':
    'Mail is not sent from here yet, so no code can reach you. Ask an Owner or Admin to come over and make you a code.',
  'problem.enforcement.vouch_by_colleague':
    'After “This wasn’t me” a code by mail is not enough: somebody else may read it. Ask an Owner or Admin to come beside you and give you a code.',
  'problem.enforcement.vouch_not_needed':
    'No code is needed any more: set up your second step now. Load the page again to go on.',
  'problem.enforcement.codes_full':
    'Three codes were sent within the hour, which is the most. Use the newest one, wait a while, or ask an Owner or Admin to make you one.',
  'problem.enforcement.code_wrong': 'This is not the code. Check the digits; only the newest one counts.',
  'problem.enforcement.code_over':
    'This code no longer counts: it was used, is older than ten minutes, or was tried too often. Ask for a new one.',

  'action.security.two_factor_rule_changed': 'Rule of second steps changed',
  'action.security.two_factor_reminded': 'People reminded of the second step',
  'action.enrolment.code_sent': 'Code sent for setting up a second step',
  'action.enrolment.vouched': 'Proven who it is, before setting up a second step',
  'action.enrolment.vouch_failed': 'A code for setting up a second step was wrong or over',
} as const satisfies Catalogue

const page = {
  'enforcement.lead.optional':
    'A second step after the password is up to everybody. {ready} of {people} have one.',
  'enforcement.lead.recommended':
    'A second step is recommended, not required. {ready} of {people} have what is recommended.',
  'enforcement.lead.required':
    '{ready} of {people, plural, one {# person has} other {# people have}} what is asked of them.',
  'enforcement.first.two_factors_first':
    'To require it of others, sign in with two steps yourself first: sign out, and in again with a code or a passkey. <a>Set up your second step</a>',
  'enforcement.first.second_way_first':
    'To require it of others, have a second way in first: a passkey beside the app, or saved backup codes. <a>Go to My profile, Security</a>',
  'enforcement.level': 'What is asked',
  'enforcement.optional': 'Optional',
  'enforcement.optional.means': 'Everybody decides for themselves. Nobody is reminded.',
  'enforcement.recommended': 'Recommended',
  'enforcement.recommended.means':
    'Whoever has none is reminded on Home. Everybody goes on working as before.',
  'enforcement.required': 'Required',
  'enforcement.required.means':
    'From a day you choose, whoever has none can do nothing in Enamel but set one up. Until then they see the days left.',
  'enforcement.who': 'Of whom',
  'enforcement.who.all': 'Everybody',
  'enforcement.who.leaders': 'Owners and Admins first',
  'enforcement.who.some': 'Choose role by role',
  'enforcement.who.leaders.means': 'The others stay at “recommended” until you ask them.',
  'enforcement.who.some.means':
    'Owners and Admins always; of the others nothing, a second step, or a passkey, which no page can steal.',
  'enforcement.role.any': 'Not required',
  'enforcement.told.two_factors': 'A second step, from {day}',
  'enforcement.told.passkey': 'A passkey, from {day}',
  'enforcement.role.two_factors': 'A second step',
  'enforcement.role.passkey': 'A passkey',
  'enforcement.role.people': '{ready} of {people} ready',
  'enforcement.from': 'From which day',
  'enforcement.from.help':
    'Today to {latest}. It begins when the day does. Once it has passed it cannot be moved.',
  'enforcement.effect': 'What this does',
  'enforcement.effect.none': 'Everybody concerned has what is asked. Nobody is held up.',
  'enforcement.effect.kept':
    'For {roles} the day {day} stays: it was announced before, and switching off and on opens no new time.',
  'enforcement.effect.affected':
    '{n, plural, one {# person has} other {# people have}} to set something up. Each gets one mail with the day, and one the day before.',
  'enforcement.as_now':
    'This is how it is now. Choose another to see whom it would concern, before anything changes.',
  'enforcement.stands': 'How it stands',
  'enforcement.stands.affected':
    '{n, plural, one {# person has} other {# people have}} something to set up still. <a>Who is protected</a> shows each of them, and what helps.',
  'enforcement.effect.kept_all': 'everybody',
  'enforcement.effect.optional': 'Home reminds nobody any more. What people have set up stays.',
  'enforcement.effect.recommended':
    'Whoever has no second step is reminded on Home from now on. Nobody is held up.',
  'enforcement.effect.fewer':
    'From then on nobody is asked for a second step here any more. What people have set up stays. Where it was required, every Owner is told by mail.',
  'enforcement.person.nothing': 'Ready',
  'enforcement.person.banner': 'Sees the days left until {day}, then sets it up before anything else',
  'enforcement.person.enrol': 'Sets it up before anything else, from the next click on',
  'enforcement.person.has.both': 'App and passkey',
  'enforcement.person.has.app': 'Authenticator app',
  'enforcement.person.has.passkey': 'Passkey',
  'enforcement.person.has.none': 'Nothing yet',
  'enforcement.person.never': 'never signed in',
  'enforcement.person.away': 'on leave until {day}',
  'enforcement.person.grace_first': 'Works as before in these 24 hours, then sets it up before anything else',
  'enforcement.person.grace': '24 hours until {time}',
  'enforcement.ready': '{n, plural, one {# person is} other {# people are}} ready: {names}',
  'enforcement.save.optional': 'Make it optional',
  'enforcement.save.recommended': 'Recommend it',
  'enforcement.save.required': 'Require from {day}',
  'enforcement.save.now': 'Require from now on',
  'enforcement.saving': 'Saving…',
  'enforcement.saved':
    'Saved. {n, plural, =0 {Nobody has to be told.} one {# person is told by mail.} other {# people are told by mail.}}',
  'enforcement.purpose': 'change what is asked of everybody’s sign-in',
} as const satisfies Catalogue

export const enforcementWords = {
  ...page,
  ...mails,
  ...problems,
} as const satisfies Catalogue
