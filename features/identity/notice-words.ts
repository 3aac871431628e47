/** Words of notices: what was unusual, where, and how to react. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const noticeWords = {
  'mail.where.own_network': 'in the clinic’s own network',
  'mail.where.city': '{city}, {country}',
  'mail.not_me':
    'Was it not you? Open this page and press its button. It ends every session of yours, closes your password, and mails you a way to set a new one. The page signs nobody in and never asks for a password:\n\n{link}\n\nOr open Enamel the way you always do: My profile, Sessions, “This wasn’t me”. Then tell your Owner or manager.',
  'mail.not_me.without_link':
    'Was it not you? Tell your Owner or manager now, in person or by phone. Then open Enamel the way you always do, and choose “This wasn’t me” under My profile, Sessions.',

  // What a sign-in was beside being one; a mail has all that fit.
  'mail.line.new_device':
    'Your account at {clinic} was signed in to with a browser that Enamel had not seen before.',
  'mail.line.new_country':
    'Your account at {clinic} was signed in to from a country that you had not signed in from before.',
  'mail.line.new_provider': 'The internet provider is one that you had not signed in through before, either.',
  'mail.line.after_failures':
    'Before it went through, a wrong password or code was typed {failures} times in a row.',
  'mail.line.backup_code_used':
    'Your password and one of your backup codes were used at {clinic}, to sign in or to confirm that it is you. That code is used up now.',
  'mail.line.closed_password':
    'Your password opens nothing there any more, until it is set anew. A passkey is not touched by it.',
  'mail.line.closed_code':
    'Codes of your authenticator app open nothing there any more, until it is set up anew. Passkeys and backup codes are not touched by it.',
  'mail.line.closed_backup_code':
    'Backup codes open nothing there any more, until new ones are made. Your app and passkeys are not touched by it.',
  'mail.line.closed_strange':
    '“There” is every browser that you never signed in with: where you work, nothing changes.',
  'mail.line.closed_here':
    '“There” is one browser that you signed in with before: elsewhere nothing changes.',
  'mail.line.long_away': 'It is the first sign-in to your account at {clinic} for {days} days.',

  'action.auth.signin.unusual': 'Unusual sign-in',
  'action.auth.way_closed': 'Closed after a hundred failures',

  'audit.field.what': 'What was unusual',
  'audit.field.days': 'Days since the sign-in before',
  'audit.value.new_device': 'a new browser',
  'audit.value.new_country': 'a new country',
  'audit.value.new_provider': 'a new internet provider, with a new browser',
  'audit.value.after_failures': 'after failures',
  'audit.value.backup_code_used': 'with a backup code',
  'audit.value.long_away': 'after a long time',
  'audit.value.second_factor_failed': 'the password was right, the second step was not',
  'audit.value.second_factor_left': 'the password was right, the second step never came',
  'audit.value.closed_everywhere': 'for all browsers that are not known',
  'audit.value.closed_here': 'for one known browser',
} as const satisfies Catalogue
