/** Words of Forgot password: asking for a link, and setting a new password by it. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const forgotWords = {
  'problem.identity.forgot_link_over':
    'This link no longer works: it was used, its hour is over, a newer one was made, or the password was changed meanwhile. Ask for a new one.',
  'action.password.reset_link_made': 'Link for a new password made',
  'action.password.reset_refused': 'Link for a new password refused',
  'action.password.reset': 'New password set by a link',
  'session.ended.password_reset':
    'A new password was set with a link, so this session ended. Sign in with the new password.',

  'recovery.forgot.title': 'Forgot your password?',
  'recovery.forgot.lead': 'Enamel mails you a link to set a new one. It works once, for one hour.',
  'recovery.forgot.email': 'E-mail address you sign in with',
  'recovery.forgot.act': 'Mail me a link',
  'recovery.forgot.acting': 'Asking…',
  'recovery.forgot.second_step': 'The second step stays: signing in asks for it afterwards, as ever.',
  'recovery.forgot.by_passkey': 'Do you have a passkey? It signs you in without a password.',
  'recovery.forgot.no_mail.title': 'Enamel sends no mail here yet',
  'recovery.forgot.no_mail':
    'Ask an Owner or Admin of your clinic, in person or on a number you know: they can show you a link for a new password.',
  'recovery.forgot.no_mail.owner':
    'Are you the only Owner? The person who looks after Enamel’s computer makes a link for you, in Enamel’s folder:',
  'recovery.forgot.asked.title': 'Look at your mail',
  'recovery.forgot.asked':
    'If {address} belongs to somebody who signs in here, a mail with a link is on its way to it. That can take a minute.',
  'recovery.forgot.asked.nothing': 'Nothing there after five minutes?',
  'recovery.forgot.asked.spam':
    'Look among unwanted mail, and check that the address above is the one the clinic knows.',
  'recovery.forgot.asked.often':
    'Three links an hour is the most. The newest one works, earlier ones do not.',
  'recovery.forgot.asked.people':
    'An Owner or Admin of your clinic can show you a link instead. For the only Owner the person who looks after Enamel’s computer can.',
  'recovery.forgot.asked.again': 'Another address',
  'recovery.forgot.sign_in': 'Back to sign-in',

  'recovery.forgot.set.title': 'A new password, {name}',
  'recovery.forgot.set.what': 'As soon as you set it:',
  'recovery.forgot.set.sessions': 'Whoever is signed in as you is signed out, everywhere.',
  'recovery.forgot.set.second': 'You sign in with it, and with your second step as ever.',
  'recovery.forgot.set.no_second': 'You sign in with it.',
  'recovery.forgot.set.told': 'A mail to you says so, and the log keeps it.',
  'recovery.forgot.set.act': 'Set password',
  'recovery.forgot.set.acting': 'Setting…',
  'recovery.forgot.set.done': 'Your new password is set. Sign in with it.',
  'recovery.forgot.over.title': 'This link no longer works',
  'recovery.forgot.over':
    'It was used, its hour is over, a newer one was made, or the password was changed meanwhile.',
  'recovery.forgot.over.again': 'Ask for a new link',

  'mail.password_forgot.subject': 'Your link for a new password at {clinic}',
  'mail.password_forgot.body':
    'Hello {name},\n\nSomebody asked Enamel for a new password for you at {clinic}. This link sets one. It works once, for one hour, and the newest one only:\n\n{link}\n\nIt signs nobody in: the second step is asked for afterwards, as ever.\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nWas it not you? Then there is nothing to do, and nothing has changed. Does it happen again and again? Tell your Owner or manager.\n',
  'mail.password_reset.subject': 'A new password was set for you at {clinic}',
  'mail.password_reset.body':
    'Hello {name},\n\nA new password was set for your account at {clinic}, with a link from “Forgot password”. Every session was ended. Nothing else was changed.\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nWas that you? Then there is nothing to do.\n\n{not_me}\n\nSomebody else may read your mail, then: change the password of your mailbox, too.\n',
} as const satisfies Catalogue
