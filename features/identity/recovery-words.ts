/** Words of the page that lets an Owner in again who lost everything. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const recoveryWords = {
  'identity.recover.title': 'Get in again, {name}',
  'identity.recover.lead': '{clinics} · {address}',
  'identity.recover.what': 'As soon as you set a new password:',
  'identity.recover.removes': 'What else you sign in with is removed, since it may be lost: {what}.',
  'identity.recover.app': 'your authenticator app',
  'identity.recover.passkeys': '{n, plural, one {# passkey} other {# passkeys}}',
  'identity.recover.codes': '{n, plural, one {# backup code} other {# backup codes}}',
  'identity.recover.nothing': 'There is no second step to remove: your password was all there was.',
  'identity.recover.sessions': 'Whoever is signed in as you is signed out, everywhere.',
  'identity.recover.told': 'A mail to every Owner says so, and the log keeps it.',
  'identity.recover.act': 'Set password and sign in',
  'identity.recover.acting': 'Signing you in…',
  'identity.recover.done': 'You are in. Now set up a second step.',
  'identity.recover.over.title': 'This link no longer works',
  'identity.recover.over': 'It was used, its hour is over, or a newer one was made.',
  'identity.recover.missing.title': 'Open the whole link',
  'identity.recover.missing':
    'This page needs the link that was printed for you, to its last letter. It can be opened in another browser as long as it was not used.',
  'identity.recover.new_link':
    'The person who looks after Enamel’s computer makes a new one, in Enamel’s folder:',
  'identity.recover.command_address': 'your e-mail address',
  'identity.recover.sign_in': 'To sign-in',
} as const satisfies Catalogue
