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
  'problem.enforcement.passkey_no_name':
    'Passkeys need a name: Enamel is reached by a number here. Ask for a second step, or give Enamel a name first.',
  'problem.enforcement.nobody_chosen': 'Choose at least one role that it is required of.',
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

export const enforcementWords = {
  ...mails,
  ...problems,
} as const satisfies Catalogue
