/** Words of the mails that tell somebody what happened to their account. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

/** What happened, in the lines every mail of this kind has. */
const FACTS =
  'When: {when}\nWith: {agent}{where, select, none {} other {\nWhere: {where}}}\nNetwork address: {address}'
const FINE = 'Was that you? Then there is nothing to do.'
/** `{not_me}` is how to react, with the link of this mail. */
const mailBody = (what: string, react = `${FINE}\n\n{not_me}`) =>
  `Hello {name},\n\n${what}\n\n${FACTS}\n\n${react}\n` as const

export const accountMailWords = {
  'mail.agent_unknown': 'an unknown browser',
  'mail.password_changed.subject': 'Your password at {clinic} was changed',
  'mail.password_changed.body': mailBody(
    'Your password for Enamel at {clinic} was changed. All your other sessions were ended.',
  ),
  'mail.password_known.subject': 'Your password at {clinic} is on a list of stolen passwords',
  'mail.password_known.body': mailBody(
    'The password of your account at {clinic} was just typed, and it was right. The same password is on a list of stolen ones that thieves try everywhere. That does not mean that it was stolen from you, or from {clinic}. From now on it opens nothing alone.',
    'Was that you? Then choose a new password: if Enamel let you in it asks for one now, and if not, “Forgot password” at the sign-in page sets one. If you use the old one anywhere else, change it there too.\n\n{not_me}',
  ),
  'mail.totp_added.subject': 'An authenticator app was set up for you at {clinic}',
  'mail.totp_added.body': mailBody(
    'An authenticator app was set up for your account at {clinic}. Signing in now asks for its code after the password.',
  ),
  'mail.totp_removed.subject': 'Your authenticator app at {clinic} was removed',
  'mail.totp_removed.body': mailBody(
    'The authenticator app was removed from your account at {clinic}, and its backup codes with it. Your password alone now signs you in.',
  ),
  'mail.backup_codes_made.subject': 'New backup codes were made for you at {clinic}',
  'mail.backup_codes_made.body': mailBody(
    'Ten new backup codes were made for your account at {clinic}. Earlier ones no longer work.',
  ),
  'mail.backup_code_used.subject': 'One of your backup codes was used at {clinic}',
  'mail.backup_code_used.body': mailBody('{lines}'),
  'mail.passkey_added.subject': 'A passkey was added for you at {clinic}',
  'mail.passkey_added.body': mailBody(
    'A passkey ({passkey}) was added to your account at {clinic}. It signs you in by itself, without your password.',
  ),
  'mail.passkey_kept.subject': 'Your browser kept a passkey for you at {clinic}',
  'mail.passkey_kept.body': mailBody(
    'You signed in at {clinic} with your password, and your browser or password manager made a passkey ({passkey}) for you. Use it the next time: from then on it is your second step, and signs you in without your password.',
  ),
  'mail.passkeys_left_behind.subject': 'Your password alone signed you in at {clinic}',
  'mail.passkeys_left_behind.body': mailBody(
    'Enamel at {clinic} has a new address, and your passkeys belong to the one before. No backup code of yours is left, so your password alone was enough. Before anything else Enamel asks for a new passkey or an authenticator app, and for one proof more that it is you.',
  ),
  'mail.colleague_left_behind.subject': '{who} signed in at {clinic} with a password alone',
  'mail.colleague_left_behind.body': mailBody(
    'Enamel at {clinic} has a new address, the passkeys of {who} belong to the one before, and no backup code is left. A sign-in as {who} with the password alone can do nothing but set up a new second step, with one proof more.',
    'Ask {who}, in person or by phone, whether that was them. If not, tell the person who looks after Enamel’s computer: somebody else knows that password.',
  ),
  'mail.passkey_removed.subject': 'A passkey of yours at {clinic} was removed',
  'mail.passkey_removed.body': mailBody(
    'A passkey ({passkey}) was removed from your account at {clinic}. It no longer signs anybody in, and other sessions opened with it were ended.',
  ),
  'mail.passkey_cloned.subject': 'A passkey of yours at {clinic} was refused',
  'mail.passkey_cloned.body': mailBody(
    'Somebody tried to use one of your passkeys ({passkey}) at {clinic}, and it was refused: it counts its uses, and it counted from before. Somebody may have a copy of it.',
    'Open Enamel the way you always do, not through a link in a mail, remove that passkey under My profile, Security, and add a new one. Tell your Owner or manager, too.\n\n{not_me}',
  ),
  'mail.new_device.subject': 'A new browser signed in as you at {clinic}',
  // What a sign-in was: `{lines}` has a sentence of each (mail.line.…), so that one sign-in is one mail.
  'mail.new_device.body': mailBody('{lines}'),
  'mail.new_country.subject': 'A sign-in from a new country at {clinic}',
  'mail.after_failures.subject': 'A sign-in after {failures} failures at {clinic}',
  'mail.long_away.subject': 'The first sign-in for a long time at {clinic}',
  'mail.second_factor_failed.subject': 'Somebody has your password at {clinic}, or you mistyped a code',
  'mail.way_closed.subject': 'Somebody tried a hundred times to sign in as you at {clinic}',
  'mail.new_country.body': mailBody('{lines}'),
  'mail.after_failures.body': mailBody('{lines}'),
  'mail.long_away.body': mailBody('{lines}'),
  'mail.second_factor_failed.body': mailBody(
    'Your password at {clinic} was typed right, and then the second step failed or never came. Nobody got in.',
    'Was that you, with a mistyped code or called away? Then there is nothing to do.\n\n{not_me}',
  ),
  'mail.way_closed.body': mailBody(
    'A hundred wrong tries in a row were made on your account at {clinic}.\n\n{lines}',
    'Was that you? Then “Forgot password” at the sign-in page sets it right.\n\n{not_me}',
  ),
  'mail.owner_recovery_link.subject': 'A way back in was made for {owner} at {clinic}',
  'mail.owner_recovery_link.body':
    'Hello {name},\n\nOn Enamel’s computer, somebody made a link that lets {owner} in again at {clinic}, without the old password and second step. It works once, for one hour.\n\nWhen: {when}\n\nDid {owner} ask for it? Then there is nothing to do.\n\nDid nobody ask for it? Go now to the person who looks after Enamel’s computer, or ring them on a number you know: a newer link ends this one. Somebody may be at that computer who should not be.\n',
  'mail.recovered.subject': 'Your account at {clinic} was opened again with a recovery link',
  'mail.recovered.body': mailBody(
    'A recovery link set a new password for your account at {clinic}. Your authenticator app, passkeys and backup codes were removed, and every session was ended. Set up a second step now, under My profile, Security.',
    'Was that you? Then there is nothing else to do.\n\nWas it not you? Tell the other Owners and the person who looks after Enamel’s computer now, in person or by phone: somebody else can sign in as you.',
  ),
  'mail.enrolled.subject': '{person} set up a second step at {clinic}',
  'mail.enrolled.body': mailBody(
    '{person} had to set up a second step at {clinic}, {why, select, renew {because a colleague had taken the one before away} other {because the date for it had passed}}, and did: {factor, select, passkey {a passkey} other {an authenticator app}}. Besides the password it took {way, select, mail_code {a code sent to their own mail} beside_code {a code from an Owner or Admin beside them} known_device {a browser they were known on before} recovery_link {a link for getting in again} invitation {the invitation by which they joined} other {the second step they had}}.',
    'Was that {person}? Then there is nothing to do.\n\nNot sure? Ask {person}, in person or by phone. If it was not them, open Enamel the way you always do, not through a link in a mail, and take the second step away again under Settings, Security, Who is protected.',
  ),
  'mail.owner_recovered.subject': '{owner} got in again at {clinic} with a recovery link',
  'mail.owner_recovered.body': mailBody(
    'With a recovery link a new password was set for {owner} at {clinic}. The second step was removed, and every session of {owner} was ended.{opened, select, networks { So that the link leads in, Owners come in from any network from now on.} passkey { So that the link leads in, a passkey is no longer asked of Owners; a second step still is.} both { So that the link leads in, Owners come in from any network from now on, and a passkey is no longer asked of them; a second step still is.} other {}}',
    'Ask {owner}, in person or by phone, whether that was them. If not, tell the person who looks after Enamel’s computer at once: somebody else can sign in as an Owner.',
  ),
} as const satisfies Catalogue
