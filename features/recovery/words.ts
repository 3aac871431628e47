/** Words of the page that lets an Owner in again who lost everything. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const recoveryWords = {
  'problem.identity.recovery_link_over':
    'This link no longer works: it was used, its hour is over, or a newer one was made. Ask the person who looks after Enamel’s computer for a new one.',

  'recovery.owner.title': 'Get in again, {name}',
  'recovery.owner.what': 'As soon as you set a new password:',
  'recovery.owner.removes': 'What else you sign in with is removed, since it may be lost: {what}.',
  'recovery.owner.app': 'your authenticator app',
  'recovery.owner.passkeys': '{n, plural, one {# passkey} other {# passkeys}}',
  'recovery.owner.codes': '{n, plural, one {# backup code} other {# backup codes}}',
  'recovery.owner.nothing': 'There is no second step to remove: your password was all there was.',
  'recovery.owner.sessions': 'Whoever is signed in as you is signed out, everywhere.',
  'recovery.owner.told': 'A mail to every Owner says so, and the log keeps it.',
  'recovery.owner.act': 'Set password and sign in',
  'recovery.owner.acting': 'Signing you in…',
  'recovery.owner.done': 'You are in. Now set up a second step.',
  'recovery.owner.over.title': 'This link no longer works',
  'recovery.owner.over': 'It was used, its hour is over, or a newer one was made.',
  'recovery.owner.missing.title': 'Open the whole link',
  'recovery.owner.missing':
    'This page needs the link that was printed for you, to its last letter. It can be opened in another browser as long as it was not used.',
  'recovery.owner.new_link':
    'The person who looks after Enamel’s computer makes a new one, in Enamel’s folder:',
  'recovery.owner.command_address': 'your e-mail address',
  'recovery.owner.sign_in': 'To sign-in',
} as const satisfies Catalogue
