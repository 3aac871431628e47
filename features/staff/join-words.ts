/** Words of joining by an invitation. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const joinWords = {
  'problem.join.link_unknown':
    'This link is not known here: it was cut short, or a newer one was sent. Use the newest mail, or ask whoever invited you.',
  'problem.join.cancelled': 'This invitation was cancelled. Ask whoever invited you.',
  'problem.join.over':
    'The seven days of this invitation are over. Ask whoever invited you to send it again.',
  'problem.join.used': 'This invitation was used: you have joined already. Sign in.',
  'problem.join.not_now':
    'This invitation cannot be used any more. Ask an Owner or Admin of the clinic to invite you anew.',
  'problem.join.here_already':
    'You are of this clinic already. Sign in, or ask an Owner or Admin to let you in again.',
  'problem.join.used_before':
    'Somebody has signed in to Enamel with this address before. Go back and choose “I have used Enamel with this address before”.',
  'problem.join.second_step':
    'Your account has a second step. Type the six digits of your app, or use your passkey.',
  'action.invitation.refused': 'Invitation refused',
  'action.invitation.accepted': 'Invitation accepted',
  'audit.value.join.link_unknown': 'the link was never made, or a newer one was sent',
  'audit.value.join.cancelled': 'the invitation was cancelled',
  'audit.value.join.over': 'the seven days of the invitation were over',
  'audit.value.join.used': 'the invitation was used before',

  'join.title': '{clinic} invites you',
  'join.lead': '{by} has invited you as {role}, with the address {address}.',
  'join.which': 'Which of these is you?',
  'join.new': 'I am new here',
  'join.new.what': 'Also if you left a clinic on this Enamel and come back: you start afresh.',
  'join.known': 'I have used Enamel with this address before',
  'join.known.what':
    'You work at another clinic that is on this Enamel. You go on with what you sign in with there.',
  'join.back': 'Back',

  'join.new.title': 'Welcome, {name}',
  'join.new.lead': 'Two things, and you are in. You sign in with {address}.',
  'join.new.name': 'Your name',
  'join.new.name.help': 'As colleagues call you.',
  'join.new.passkey': 'Join with a passkey',
  'join.new.passkey.what':
    'Your finger, your face or the PIN of this device. Nothing to remember, nothing to type.',
  'join.new.password_instead': 'Use a password instead',
  'join.new.passkey_instead': 'Use a passkey instead',
  'join.new.password': 'Password',
  'join.new.act': 'Join',
  'join.new.acting': 'Joining…',

  'join.known.title': 'Go on with your account',
  'join.known.lead':
    'Show that {address} is you, and {clinic} is added. Nothing changes at your other clinic.',
  'join.known.password': 'Password',
  'join.known.act': 'Join',
  'join.known.passkey': 'Use your passkey',
  'join.known.second': 'Your second step',
  'join.known.second.lead': 'Your password is right. Now the six digits of your app, or your passkey.',
  'join.known.forgot':
    'Forgotten? Set a new one with “Forgot your password?” on the sign-in page, then open this invitation again from the mail.',
  'join.known.backup': 'Use a backup code',
  'join.known.code': 'Use the app instead',

  'join.done': 'You have joined {clinic}.',

  'join.gone.cancelled': 'Invitation cancelled',
  'join.gone.over': 'Invitation over',
  'join.gone.used': 'Invitation used',
  'join.gone.unknown': 'This link is not known here',
  'join.gone.missing': 'The link is not complete',
  'join.gone.missing.what':
    'Open the link from the mail once more, the whole of it. This page forgets it when it is loaded again.',
  'join.gone.ask': 'They find you under Settings, Staff, People, Pending, and press “Send again” there.',
  'join.gone.sign_in': 'To the sign-in',
} as const satisfies Catalogue
