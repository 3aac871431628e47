/** Words of "this wasn't me": the page of a notice's link, the row of a session, the mails, the log. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const notMeWords = {
  'problem.identity.not_me_over':
    'This link no longer works: it was used, it is older than thirty days, or you answered another mail like it since. Is something still wrong? Choose “Forgot password” at the sign-in page, and tell your Owner or manager.',

  'recovery.not_me.title': 'Was it not you, {name}?',
  'recovery.not_me.lead': 'About the mail of {when}, {clinics}',
  'recovery.not_me.what': 'As soon as you press the button:',
  'recovery.not_me.sessions': 'Whoever is signed in as you is signed out, everywhere. You too.',
  'recovery.not_me.password':
    'Your password opens nothing any more. A mail brings you a way to set a new one.',
  'recovery.not_me.devices': 'Every browser counts as unknown again, and a PIN for shared computers is gone.',
  'recovery.not_me.totp_added': 'The authenticator app of that mail is removed, where it is new.',
  'recovery.not_me.passkey_added': 'The passkey of that mail is removed, where it is new.',
  'recovery.not_me.passkey_kept': 'The passkey of that mail is removed.',
  'recovery.not_me.backup_codes_made': 'The backup codes of that mail stop working.',
  'recovery.not_me.second':
    'Any second step you have had for longer stays as it is. One that was added in that sign-in goes, where it is new.',
  'recovery.not_me.owners': 'Every Owner of your clinic is told, and the log keeps it.',
  'recovery.not_me.act': 'This wasn’t me',
  'recovery.not_me.acting': 'Signing out everywhere…',
  'recovery.not_me.was_me': 'It was me after all',
  'recovery.not_me.nothing': 'Opening this page has changed nothing.',
  'recovery.not_me.done.title': 'Whoever it was is out',
  'recovery.not_me.done.sessions':
    '{n, plural, =0 {Nobody was signed in as you.} one {One session was ended.} other {# sessions were ended.}} Your password is closed.',
  'recovery.not_me.done.app': 'The new authenticator app was removed.',
  'recovery.not_me.done.passkey': 'The new passkey was removed.',
  'recovery.not_me.done.backup_codes': 'Those backup codes were removed.',
  'recovery.not_me.done.kept':
    'The second step of that mail is the only one you have, and older than a day: it stays. Ask an Owner or Admin to reset it if it is not yours.',
  'recovery.not_me.done.colleague':
    'To set up a second step again you need an Owner or Admin beside you, who gives you a code.',
  'recovery.not_me.done.next': 'What comes next',
  'recovery.not_me.done.mail':
    'Open the mail that is on its way to you, and set a new password. It works for one hour.',
  'recovery.not_me.done.no_mail':
    'Enamel sends no mail here yet: ask an Owner or Admin of your clinic to show you a link for a new password.',
  'recovery.not_me.done.mailbox': 'Change the password of your mailbox too, if anybody else could read it.',
  'recovery.not_me.done.tell': 'Tell your Owner or manager in person. They have a mail about it.',
  'recovery.not_me.over.title': 'This link no longer works',
  'recovery.not_me.over':
    'It was used, it is older than thirty days, or you answered another mail like it since.',
  'recovery.not_me.over.still':
    'Is something still wrong? Set a new password, and tell your Owner or manager.',
  'recovery.not_me.missing.title': 'Open the whole link',
  'recovery.not_me.missing': 'This page needs the link of a mail from Enamel, to its last letter.',
  'recovery.not_me.forgot': 'Set a new password',
  'recovery.not_me.sign_in': 'To sign-in',

  'recovery.not_me.session.act': 'This wasn’t me',
  'recovery.not_me.session.named': 'This wasn’t me: {what}, last active {when}',
  'recovery.not_me.session.question': 'Was {what} not you?',

  'action.auth.not_me': '“This wasn’t me”',
  'action.auth.not_me_refused': 'Link of a notice refused',
  'audit.field.removed': 'Removed',
  'audit.field.factor_kept': 'Kept',
  'audit.value.only_factor': 'the only second step, older than a day',
  'audit.value.backup_codes': 'backup codes',
  'audit.value.not_me': 'its person said “This wasn’t me”',
  'audit.value.session': 'a session on their own list',
  'audit.value.totp_added': 'a new authenticator app',
  'audit.value.totp_removed': 'an authenticator app removed',
  'audit.value.passkey_added': 'a new passkey',
  'audit.value.passkey_kept': 'a passkey that a browser kept',
  'audit.value.pin_set': 'a PIN for shared computers',
  'audit.value.passkey_cloned': 'a passkey that seems to be copied',
  'audit.value.backup_codes_made': 'new backup codes',
  'audit.value.way_closed': 'a hundred failures in a row',
  'audit.value.password_reset': 'a new password by a link',

  'mail.not_me_done.subject': 'Your way back in at {clinic}',
  'mail.not_me_done.body':
    'Hello {name},\n\nYou told Enamel that something on your account at {clinic} was not you. Every session was ended, and your password is closed. This link sets a new one. It works once, for one hour:\n\n{link}\n\nIt signs nobody in: the second step is asked for afterwards, as ever. Is the hour over? Choose “Forgot password” at the sign-in page.\n\nCould anybody else read your mail? Then change the password of your mailbox first.\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n',
  'mail.not_me_owner.subject': '{person} says “This wasn’t me” at {clinic}',
  'mail.not_me_owner.body':
    'Hello {name},\n\n{person} told Enamel that something on their account at {clinic} was not them. Every session of theirs was ended, their browsers are unknown again, and their password is closed; a way to set a new one was mailed to them.\n\n{lines}\n\nTalk to them today, in person or by phone. The Audit Log shows what was done from their account: Settings, Security, Audit Log.\n\nWhen: {when}\nWith: {agent}{where, select, none {} other {\nWhere: {where}}}{provider, select, none {} other {\nInternet provider: {provider}}}\nNetwork address: {address}\n',
  'mail.line.not_me_kept':
    'The second step that was set up stays, since it is the only one and older than a day. If it is not theirs, reset it under Settings, Security, Who is protected.',
  'mail.line.not_me_colleague':
    'Their only second step was new and was removed. To set one up again they need a code from an Owner or Admin beside them.',
  'mail.line.not_me_nothing_else': 'Any second step they have had for longer stays as it was.',
} as const satisfies Catalogue
