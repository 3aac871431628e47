/** Words of the lock screen, the PIN and drafts. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

/** `{not_me}` is how to react, with the link of this mail. */
const mailBody = (what: string) =>
  `Hello {name},\n\n${what}\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nWas that you? Then there is nothing to do.\n\n{not_me}\n` as const

export const lockWords = {
  'problem.shared_computers.full_sign_in':
    'Sign in in full on this computer: that shift is over, or there were too many wrong tries.',
  'problem.shared_computers.not_matching':
    'That was not right. {left, plural, one {# try} other {# tries}} left, then a full sign-in is needed.',
  'problem.shared_computers.pin_closed':
    'This PIN does not work now. Use your passkey or password; a full sign-in on a shared computer opens it again.',
  'problem.shared_computers.pin_weak': 'This PIN is guessed too easily. Choose another.',
  'problem.drafts.too_large': 'What is typed here is too long to be kept. Save it.',
  'problem.drafts.secret': 'A form with a secret in it is not kept.',

  'lock.act': 'Lock',
  'lock.switch': 'Switch person',
  'lock.locking': 'Locking…',
  'lock.title': 'Locked: {name}',
  'lock.show': 'Touch to show the names',
  'lock.who': 'Who are you?',
  'lock.else': 'Somebody else',
  'lock.back': 'Back to the names',
  'lock.names': 'Names of this shift',
  'lock.hello': 'Is it you, {name}?',
  'lock.by.passkey': 'Use a passkey or security key',
  'lock.by.pin': 'Type the PIN instead',
  'lock.by.password': 'Type the password instead',
  'lock.asking': 'Waiting for the passkey…',
  'lock.opening': 'Opening…',
  'lock.pin': 'PIN',
  'lock.pin.typed': '{n, plural, =0 {No digit typed} one {# digit typed} other {# digits typed}}',
  'lock.pin.erase': 'Erase the last digit',
  'lock.password': 'Password',
  'lock.unlock': 'Unlock',
  'lock.to_names': 'Show the names of this shift',

  'pin.title': 'PIN for shared computers',
  'pin.none': 'Not set. Six digits that unlock a shared computer you signed in to in full in the same shift.',
  'pin.set_at': 'Set on {when}. It unlocks a shared computer within your shift, and nothing else.',
  'pin.closed':
    'Closed after ten wrong tries. It works again once you sign in in full on a shared computer, or set another.',
  'pin.set': 'Set a PIN',
  'pin.change': 'Change the PIN',
  'pin.remove': 'Remove',
  'pin.removing': 'Removing…',
  'pin.label': 'New PIN',
  'pin.help': 'Six digits. No birthday, no year, no pattern.',
  'pin.save': 'Save the PIN',
  'pin.saving': 'Saving…',
  'pin.saved': 'The PIN is set. It works at the next lock.',
  'pin.removed': 'The PIN is removed.',
  'pin.purpose.set': 'set a PIN for shared computers',
  'pin.purpose.remove': 'remove your PIN for shared computers',

  'draft.kept': 'What you typed before is here again. It is not sent yet.',

  'field.pin_common': 'This is one of the hundred commonest PINs. Choose another.',
  'field.pin_repeats': 'Digits that repeat are tried first. Choose a PIN without a pattern.',
  'field.pin_run': 'Digits in a row are tried first. Choose a PIN without a pattern.',
  'field.pin_mirrored': 'This PIN reads the same from behind. Choose one without a pattern.',
  'field.pin_date': 'This could be somebody’s birthday. Choose digits that are no date.',
  'field.pin_year': 'There is a year in this PIN. Choose digits without one.',

  'action.session.unlocked': 'Unlocked on a shared computer',
  'action.session.unlock_failed': 'Unlocking failed',
  'action.shift.ended': 'Shift on a shared computer ended',
  'action.pin.set': 'PIN for shared computers set',
  'action.pin.removed': 'PIN for shared computers removed',
  'action.pin.closed': 'PIN for shared computers closed',

  'mail.pin_set.subject': 'A PIN for shared computers was set for you at {clinic}',
  'mail.pin_set.body': mailBody(
    'A PIN for the shared computers of {clinic} was set for you. It unlocks a computer where you signed in in full in the same shift, and nothing else.',
  ),
  'mail.pin_removed.subject': 'Your PIN for shared computers at {clinic} was removed',
  'mail.pin_removed.body': mailBody('Your PIN for the shared computers of {clinic} was removed.'),
  'mail.pin_closed.subject': 'Your PIN at {clinic} was wrong ten times and is closed',
  'mail.pin_closed.body': mailBody(
    'Your PIN for the shared computers of {clinic} was typed wrong ten times in a row, so it is closed. Signing in in full on a shared computer opens it again.',
  ),
} as const satisfies Catalogue
