/** Words of the sessions: why one ended, the list of them, what the log calls them. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const sessionWords = {
  'problem.sessions.not_found': 'That session is over already.',

  'problem.sessions.clinic_not_found':
    'That is none of the clinics you can go to from here. Choose one of the list; if yours is missing, ask its Owner.',
  'problem.sessions.too_long_for_clinic':
    'You have been signed in for longer than that clinic lets one sign-in last. Sign out, sign in again, and choose it then.',

  'session.ended.signed_out': 'You are signed out.',
  'session.ended.idle': 'You were signed out after a while without a key or a touch.',
  'session.ended.too_long': 'You were signed in for as long as one sign-in lasts. Sign in again to go on.',
  'session.ended.ended_by_self':
    'This session was ended from your own list of sessions. Was that not you? Change your password once you are in.',
  'session.ended.password_changed':
    'Your password was changed, so this session ended. Sign in with the new one.',
  'session.ended.passkey_removed':
    'The passkey that opened this session was removed, so the session ended. Sign in another way.',
  'session.ended.recovered':
    'Your account was opened again with a recovery link, so this session ended. Sign in with the new password.',
  'session.ended.factor_reset':
    'A colleague reset your second step, so every session of yours ended. Sign in with your password, and have your mail or an Owner or Admin at hand.',
  'session.ended.not_me':
    'You said “This wasn’t me”, so every session of yours ended. The mail to you has a way to set a new password.',
  'session.ended.replaced': 'You signed in again in this browser, so the earlier session ended.',
  'session.ended.code_failures':
    'There were too many wrong codes. Start again with your e-mail and password.',
  'session.ended.membership_ended':
    'Your access to this clinic has ended. Ask an Owner or your manager if you think that is wrong.',
  'session.ended.ended_by_colleague':
    'An Owner or Admin of your clinic ended this sign-in. Sign in again, or ask them why.',
  'session.ended.outside_network':
    'Your clinic lets people in from its own networks only, and this is not one of them. Sign in at the practice, or ask an Owner.',

  'session.ended.marked_shared':
    'This browser is a shared computer now, so whoever was signed in here signs in again.',
  'session.ended.mark_taken': 'This browser is no shared computer any more, so its sessions ended.',
  'session.ended.device_forgotten': 'This browser was taken off your list of devices, so its session ended.',
  'session.ended.locked': 'This computer is locked. Tap your name to go on.',
  'session.ended.shift_ended': 'Your shift on this computer was ended. Sign in in full to go on.',

  'action.session.start': 'Session started',
  'action.session.clinic_asked': 'Signed in, clinic not chosen yet',
  'action.session.locked': 'Session locked',
  'action.session.end': 'Session ended',
  'action.session.others_ended': 'Other sessions ended',
  'action.shared_computer.offered': 'A second person signed in with one browser',
  'action.network.break_glass_used': 'Owner signed in from outside of the clinic’s networks',
  'action.network.break_glass_opened': 'Owners let in from outside again, by a recovery link',

  'mail.break_glass.subject': '{owner} came in from outside of the networks of {clinic}',
  'mail.break_glass.body':
    'Hello {name},\n\n{clinic} lets people in from its own networks only. {owner} came in from another one, which your clinic allows Owners.\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nWas that {owner}? Then there is nothing to do.\n\nAre you not sure? Ask {owner} now, in person or by phone. If it was somebody else, open Enamel the way you always do, not through a link in a mail, and end those sessions under Settings, Security.\n',

  'sessions.title': 'Sessions',
  'sessions.path': 'My profile',
  'sessions.lead': 'Every browser you are signed in with. End any that you do not know or no longer use.',
  'sessions.lead_one': 'You are signed in with this browser only.',
  'sessions.list': 'Your sessions',
  'sessions.browser_on_system': '{browser} on {system}',
  'sessions.unknown_browser': 'Unknown browser',
  'sessions.this_one': 'This session',
  'sessions.at_shared': 'Shared computer {name}',
  'sessions.place.own_network': 'In the clinic’s own network',
  'sessions.place.city': '{city}, {country}',
  'sessions.address': 'Network address {address}',
  'sessions.proven.password': 'Password',
  'sessions.proven.password_and_code': 'Password and code',
  'sessions.proven.passkey': 'Passkey',
  'sessions.started': 'Started {when}',
  'sessions.last_active': 'Last active {when}',
  'sessions.active_now': 'Active now',
  'sessions.end': 'End',
  'sessions.end_named': 'End {what}, last active {when}',
  'sessions.end_others': 'End all others',
  'sessions.end_all': 'End all, this one too',
  'sessions.end_one.question': 'End {what}?',
  'sessions.end_one.consequence':
    'Whoever sits there is asked to sign in at their next step. What they typed and did not save is lost.',
  'sessions.end_one.act': 'End this session',
  'sessions.end_others.question':
    '{n, plural, one {End the other session?} other {End the # other sessions?}}',
  'sessions.end_others.consequence':
    '{n, plural, one {It is} other {They are}} refused from the next step on. You stay signed in here.',
  'sessions.end_others.act': '{n, plural, one {End # session} other {End # sessions}}',
  'sessions.end_all.question': 'End every session?',
  'sessions.end_all.consequence':
    '{n, plural, one {This session ends} other {All # sessions end}}, and you sign in again here.',
  'sessions.end_all.act': 'End all and sign out',
  'sessions.ending': 'Ending…',
  'sessions.ended_one': '{what} is signed out.',
  'sessions.ended_others':
    '{n, plural, =0 {No other session was open.} one {# session ended.} other {# sessions ended.}}',
  'sessions.strange.title': 'Something here you do not know?',
  'sessions.strange':
    'Choose “This wasn’t me” beside it: that ends every session, closes your password and tells the Owners. Only unsure? End it, then <a>change your password</a>.',
} as const satisfies Catalogue
