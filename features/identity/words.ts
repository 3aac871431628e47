/** Words of signing in, of passwords, authenticator apps and backup codes. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

const problemWords = {
  'problem.identity.not_matching': 'That e-mail and password do not belong together. Check both.',
  'problem.identity.slowed':
    'There were too many tries in a row. You can try again in {seconds, plural, one {# second} other {# seconds}}.',
  'problem.identity.wrong_code': 'That code does not fit. Check it and try again.',
  'problem.identity.code_used': 'That code was used already. Each one works once.',
  'problem.identity.start_again':
    'There were too many wrong codes. Start again with your e-mail and password.',
  'problem.identity.password_refused': 'This password cannot be used. Choose another.',
  'problem.identity.password_used_before': 'You used this password before. Choose a new one.',
  'problem.identity.wrong_password': 'That is not your password. Check it and try again.',
  'problem.identity.password_known':
    'This password is on lists of stolen ones. Use “Forgot password?” to set another.',
  'problem.identity.challenge_over':
    'The time for this step is over, or it was done already. Start it again.',
  'problem.identity.totp_exists':
    'An authenticator app is set up already. Remove it first to set up another.',
  'problem.identity.totp_missing': 'There is no authenticator app yet. Set one up first.',
  'problem.identity.totp_required':
    'Your clinic requires a second step, so the authenticator app cannot be removed.',
  'problem.identity.factor_missing':
    'Backup codes come with an authenticator app or a passkey. Set one up first.',
  'problem.identity.passkey_not_matching':
    'That passkey did not let you in. Try it once more, or sign in with e-mail and password.',
  'problem.identity.passkey_refused':
    'Your browser’s answer did not fit. Try once more, or take another device or passkey.',
  'problem.identity.passkey_exists': 'This passkey is set up already.',
  'problem.identity.passkey_not_found': 'That passkey is not there any more.',
  'problem.identity.passkeys_full': 'You have 20 passkeys. Remove one that you no longer use first.',
  'problem.identity.passkey_no_name':
    'Enamel is reached by a number here, and passkeys need a name. Set up an authenticator app instead.',
  'problem.identity.passkey_stays_here':
    'This is a shared computer, so a passkey is not saved on it. Use a security key, or scan the code with your phone.',
  'problem.identity.passkey_not_now':
    'A browser keeps a passkey by itself only right after you signed in with your password. Add one under My profile, Security.',
  'problem.identity.passkey_required':
    'Your clinic asks your role for a passkey, and this is your only one. Add another before you remove it.',
  'problem.identity.last_way': 'This passkey is your only way in. Add another passkey before you remove it.',
  'problem.identity.vouch_needed':
    'One thing more is needed before a second step is set up here: a code sent to your mail, or one from an Owner or Admin beside you.',
  'problem.identity.passkey_needed':
    'Your clinic asks you for your passkey here; a code does not take its place. Use the passkey, or ask an Owner or Admin if it is lost.',
  'problem.identity.second_factor_required':
    'Your clinic requires a second step, and this passkey is your only one. Add another, or an authenticator app, before you remove it.',
  'problem.identity.codes_missing': 'There are no backup codes to confirm. Make new ones.',
} as const satisfies Catalogue

const actionWords = {
  'action.auth.signin.ok': 'Signed in',
  'action.auth.signin.fail': 'Sign-in refused',
  'action.auth.2fa.challenge': 'Password right, second step asked for',
  'action.auth.2fa.deny': 'Second step refused',
  'action.auth.2fa.factor_added': 'Second step set up',
  'action.auth.2fa.enrolled': 'Second step set up because it was required',
  'action.auth.2fa.disabled': 'Second step removed',
  'action.auth.confirmed': 'Confirmed again who they are',
  'action.auth.confirm_failed': 'Confirmation refused',
  'action.password.set': 'Password set',
  'action.password.found_known': 'Password found on a list of stolen ones',
  'action.password.lists_failed': 'A list of stolen passwords could not be asked',
  'action.password.changed': 'Password changed',
  'action.backup_codes.made': 'Backup codes made',
  'action.backup_codes.confirmed': 'Backup codes confirmed as saved',
  'action.backup_code.used': 'Backup code used',
  'action.auth.passkey.counter_dropped': 'A passkey counted from before: there may be two of it',
  'action.passkey.kept_by_browser': 'A browser kept a passkey of itself; it counts from its first use on',
  'action.passkeys.left_behind':
    'Signed in by the password alone, because Enamel’s name changed and no backup code was left',
  'action.passkey.renamed': 'Passkey renamed',
  'action.owner.recovery_link_made': 'Recovery link for an Owner made on Enamel’s computer',
  'action.auth.recovery_refused': 'Recovery link refused',
  'action.auth.recovered': 'Account opened again with a recovery link',
} as const satisfies Catalogue

const mustPasswordWords = {
  'identity.must_password.title': 'A new password first',
  'identity.must_password.what': 'Your password is on lists of stolen ones:',
  'identity.must_password.why':
    'Somebody, somewhere, used the same one and lost it. It need not have been you.',
  'identity.must_password.elsewhere': 'Change it wherever else you use it.',
  'identity.must_password.sessions': 'Your other sessions end as soon as you set another.',
  'identity.must_password.act': 'Set password and go on',
  'identity.must_password.done': 'Your new password is set.',
  'identity.must_password.leave': 'Sign out, and do it later',
} as const satisfies Catalogue

const signInWords = {
  'identity.sign_in.title': 'Sign in',
  'identity.sign_in.lead': 'With the e-mail address the clinic knows.',
  'identity.sign_in.email': 'E-mail address',
  'identity.sign_in.continue': 'Continue',
  'identity.sign_in.password': 'Password',
  'identity.sign_in.not_you': 'Not you?',
  'identity.sign_in.act': 'Sign in',
  'identity.sign_in.acting': 'Signing in…',
  'identity.sign_in.cannot': 'I can’t get in',
  'identity.sign_in.forgot': 'Forgot password?',
  'identity.sign_in.promise':
    '<b>We never ask for your password</b> by phone, message or mail. Nobody from support needs it.',
  'identity.door.signs_in': 'Signs in with Enamel',
  'identity.door.product': 'The security desk of a dental practice',

  'identity.slowed.wait':
    'There were too many tries in a row. You can try again in {minutes, plural, =0 {} one {# minute } other {# minutes }}{seconds, plural, =0 {} one {# second} other {# seconds}}.',
  'identity.slowed.why': 'This slows down anyone who guesses. Nothing is locked for good.',
  'identity.slowed.over': 'You can try again now.',

  'identity.sign_in.passkey_below': 'If you have a passkey, choose it from the list under this box.',
  'identity.sign_in.or': 'or',
  'identity.sign_in.by_passkey': 'Sign in with a passkey',

  'identity.passkey.title': 'Now your passkey',
  'identity.passkey.lead': 'Your password was right. Your finger, face or PIN does the rest.',
  'identity.passkey.act': 'Use your passkey',
  'identity.passkey.asking': 'Waiting for your device…',
  'identity.passkey.instead': 'Use your passkey',
  'identity.passkey.not_here':
    'Your second step is a passkey, and this browser cannot use it here. Open Enamel with the browser or phone that has it, at the address your clinic uses.',

  'identity.code.title': 'Enter your code',
  'identity.code.lead': 'Open the authenticator app on your phone. It shows six digits for Enamel.',
  'identity.code.label': 'Six-digit code',
  'identity.code.act': 'Sign in',
  'identity.code.checking': 'Checking…',
  'identity.code.wrong':
    'That code does not fit. Enter the one your app shows now. Does it keep failing? Let the phone set its clock by itself.',
  'identity.code.used': 'That code was used already. Wait for the next one, at most 30 seconds.',
  'identity.code.another_way': 'Use a backup code',
  'identity.code.start_over': 'Start over',

  'identity.backup.title': 'Use a backup code',
  'identity.backup.lead': 'One of the ten you saved. Each works once.',
  'identity.backup.label': 'Backup code',
  'identity.backup.help': 'Capitals, spaces and dashes do not matter.',
  'identity.backup.wrong':
    'That is none of your unused backup codes. Check each letter, or take the next one on your list.',
  'identity.backup.app_instead': 'Use the authenticator app',
  'identity.backup.used.title': 'You are in',
  'identity.backup.used.left':
    '{n, plural, =0 {That was your last backup code.} one {That code is used up now. # is left.} other {That code is used up now. # are left.}}',
  'identity.backup.used.phone_gone':
    'Is the device with your passkey or app gone for good? Remove that under Security, then set up the new one.',
  'identity.backup.used.security': 'Open Security',
  'identity.backup.used.go_on': 'Go on',

  'identity.help.title': 'I can’t get in',
  'identity.help.lead': 'What helps depends on what is missing.',
  'identity.help.phone.title': 'The device with the passkey or app is not here',
  'identity.help.phone':
    'Sign in with e-mail and password as always. When Enamel asks for the second step, choose “Use a backup code” and type one of yours.',
  'identity.help.passkey.title': 'The passkey does not work',
  'identity.help.passkey':
    'Sign in with e-mail and password, and a second step if Enamel asks for one. Has Enamel moved to another address? Then remove the passkeys from before under Security, and add new ones.',
  'identity.help.password.title': 'The password does not work',
  'identity.help.password':
    'Check capitals and the keyboard’s language, or let your password manager fill it in. A passkey signs you in without it. Else “Forgot password?” sets a new one.',
  'identity.help.owner.title': 'You are the Owner',
  'identity.help.owner':
    'Another Owner cannot help? Ask the person who looks after Enamel’s computer. In Enamel’s folder, “npx enamel owner recover” with your e-mail address prints a link for you.',
  'identity.help.slowed.title': 'Enamel says to wait',
  'identity.help.slowed':
    'After several wrong tries the next one has to wait, 15 minutes at most. Waiting is all it takes.',
  'identity.help.caution':
    'If somebody calls you about this, they do not need your password or a code. Nobody does.',
  'identity.help.back': 'Back to sign-in',
} as const satisfies Catalogue

const profileWords = {
  'identity.security.title': 'Security',
  'identity.security.path': 'My profile',
  'identity.elsewhere':
    'You are still signed in {n, plural, one {in # other browser} other {in # other browsers}}.',
  'identity.elsewhere.end': 'Sign out there',
  'identity.security.lead': 'What you prove yourself with when you sign in.',

  'identity.password.title': 'Password',
  'identity.password.changed_at': 'Changed {when}.',
  'identity.password.change': 'Change password',
  'identity.password.change.consequence':
    'All your other sessions end. You stay signed in here, and a mail tells you about it.',
  'identity.password.saving': 'Changing…',
  'identity.password.saved':
    '{n, plural, =0 {Password changed.} one {Password changed. # other session ended.} other {Password changed. # other sessions ended.}}',

  'identity.purpose.change_password': 'change your password',
  'identity.purpose.set_up_app': 'set up an authenticator app',
  'identity.purpose.remove_app': 'remove your authenticator app',
  'identity.purpose.make_codes': 'make new backup codes',

  'identity.app.title': 'Authenticator app',
  'identity.app.on': 'Set up {when}.',
  'identity.app.last_used': 'Set up {added}. Last used {used}.',
  'identity.app.off': 'Not set up. Whoever learns your password can sign in as you.',
  'identity.app.off_beside_passkey':
    'Not set up. With your password it is another way in, for a day without your passkey.',
  'identity.app.set_up': 'Set up an app',
  'identity.app.remove': 'Remove',
  'identity.app.remove_named': 'Remove the authenticator app',
  'identity.app.remove.question': 'Remove your authenticator app?',
  'identity.app.remove.consequence':
    'From your next sign-in on, the password alone opens your account. {n, plural, =0 {} one {Your # backup code stops working. } other {Your # backup codes stop working. }}A mail tells you about it.',
  'identity.app.remove.beside_passkey':
    'After your password Enamel then asks for a passkey or a backup code. A mail tells you about it.',
  'identity.app.remove.act': 'Remove the app',
  'identity.app.removing': 'Removing…',
  'identity.app.removed': 'Authenticator app removed.',
  'identity.app.required': 'Your clinic requires it, so it cannot be removed.',
  'identity.app.added': 'Authenticator app set up. Now save backup codes.',
  'identity.app.added_second': 'Authenticator app set up.',

  'identity.codes.title': 'Backup codes',
  'identity.codes.what': 'For the day the device with your passkey or app is lost, broken or at home.',
  'identity.codes.left': '{left} of {of} left',
  'identity.codes.made_confirmed': 'Made {when}, confirmed as saved.',
  'identity.codes.made_unconfirmed': 'Made {when}, not confirmed as saved.',
  'identity.codes.none': 'None yet. Without them a lost device shuts you out.',
  'identity.codes.needs_app': 'Come with a passkey or an authenticator app.',
  'identity.codes.few': 'Few are left. Make new ones in good time.',
  'identity.codes.make': 'Make backup codes',
  'identity.codes.make_new': 'Make new codes',
  'identity.codes.making': 'Making…',
  'identity.codes.make.question': 'Make ten new codes?',
  'identity.codes.make.consequence':
    '{n, plural, one {The code you still have stops} other {The # codes you still have stop}} working at once. A mail tells you about it.',
  'identity.codes.make.act': 'Make ten new codes',
  'identity.codes.confirm_saved': 'Confirm they are saved',
  'identity.codes.confirmed': 'Confirmed. These codes are saved.',
} as const satisfies Catalogue

const factorWords = {
  'identity.new_password.whose': '{clinics} · {address}',
  'identity.new_password.label': 'New password',
  'identity.new_password.rule': 'At least {min} characters. Spaces and every alphabet are welcome.',
  'identity.new_password.advice':
    'Three or four random words work well, or let a password manager make one. Pasting is fine.',
  'identity.new_password.has': '{n, plural, one {# character} other {# characters}}',
  'identity.new_password.missing': '{n, plural, one {# character to go} other {# characters to go}}',
  'identity.new_password.strength.0': 'Very easy to guess',
  'identity.new_password.strength.1': 'Easy to guess',
  'identity.new_password.strength.2': 'Could be harder to guess',
  'identity.new_password.strength.3': 'Hard to guess',
  'identity.new_password.strength.4': 'Very hard to guess',
  'identity.new_password.unrated':
    'The check of common passwords did not load. Enamel checks when you send it.',

  'identity.enrol.scan': 'Scan this with an authenticator app on your phone.',
  'identity.enrol.any_app':
    'Any will do, such as Google Authenticator, Microsoft Authenticator, Aegis or the one in your password manager.',
  'identity.enrol.qr': 'QR code for your authenticator app',
  'identity.enrol.by_hand': 'Cannot scan? Type this key into the app:',
  'identity.enrol.copy': 'Copy key',
  'identity.enrol.on_this_phone': 'Open in the app on this phone',
  'identity.enrol.then': 'Then enter the six digits that the app shows.',
  'identity.enrol.act': 'Confirm code',
  'identity.enrol.new_code': 'Show a new QR code',
  'identity.enrol.preparing': 'Making your QR code',

  'identity.save_codes.once': 'These ten codes are shown this once. Save them before you go on.',
  'identity.save_codes.where':
    'Print them or keep them in a password manager. Not only on the device that has your passkey or app.',
  'identity.save_codes.list': 'Your backup codes',
  'identity.save_codes.download': 'Download',
  'identity.save_codes.print': 'Print',
  'identity.save_codes.copy': 'Copy',
  'identity.save_codes.file_name': 'enamel-backup-codes.txt',
  'identity.save_codes.sheet_title': 'Backup codes for Enamel',
  'identity.save_codes.sheet_who': '{person} · {clinic}',
  'identity.save_codes.sheet_date': 'Made {date}',
  'identity.save_codes.sheet_rule':
    'Each code works once, in place of the passkey or authenticator app. Enamel never asks for one by phone, message or mail.',
  'identity.save_codes.type_back': 'Type one of them back',
  'identity.save_codes.type_back_help': 'It is not used up by this.',
  'identity.save_codes.confirm': 'I have saved them',
  'identity.save_codes.confirming': 'Checking…',
  'identity.save_codes.wrong': 'That is none of these codes. Check each letter against what you saved.',
  'identity.save_codes.gone.title': 'Your codes cannot be shown again',
  'identity.save_codes.gone':
    'They were made on {when}, and the page was left before they were confirmed. Saved them? Type one back. If not, make new ones: the earlier ones stop working.',
} as const satisfies Catalogue

/** Why a password was refused: the reasons of pure/password, with their values. */
const passwordWords = {
  'password.too_short': 'It has {has} of the {needed} characters it needs.',
  'password.too_long': 'It may have {allowed} characters at most.',
  'password.control_characters':
    'There is a character in it that no keyboard types, such as a line break. Paste it again without that.',
  'password.unknown_characters':
    'There is a character in it that computers do not agree on yet. Leave that one out.',
  'password.missing_class':
    '{which, select, mixedCase {Your clinic wants a capital and a small letter in it.} digit {Your clinic wants a digit in it.} other {Your clinic wants a sign in it; a space counts.}}',
  'password.own_words':
    'It rests on what others can look up: {words}. Take words that have nothing to do with you or the clinic.',
  'password.common':
    'This password is on lists of stolen ones, perhaps spelt a little differently. Choose another; three random words work well.',
  'password.keyboard_walk':
    'It walks along the keyboard, and such walks are tried first. Three random words work well.',
  'password.repeated':
    'It repeats the same few characters, and that is tried first. Three random words work well.',
  'password.sequence':
    'It counts up or down, like abcd or 1234, and that is tried first. Three random words work well.',
  'password.date_or_year': 'It is a date or a year, and those are tried first. Three random words work well.',
  'password.predictable_parts':
    'It is made of parts that are tried first. Take at least {wordsNeeded} words that have nothing to do with each other.',
} as const satisfies Catalogue

export const identityWords = {
  ...problemWords,
  ...actionWords,
  ...mustPasswordWords,
  ...signInWords,
  ...profileWords,
  ...factorWords,
  ...passwordWords,
} as const satisfies Catalogue
