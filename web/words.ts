/** Words of the shell: menu, frame, and the states that every page shares. */
import type { Catalogue } from '../pure/words/catalogue.ts'

export const shellWords = {
  'shell.enamel': 'Enamel',
  'shell.skip': 'Go to the content',
  'shell.path': 'Where this page stands in the menu',
  'shell.loading': 'Loading',

  'menu.main': 'Main',
  'menu.home': 'Home',
  'menu.patients': 'Patients',
  'menu.training': 'Training',
  'menu.incidents': 'Incidents',
  'menu.settings': 'Settings',
  'menu.settings.clinic': 'Clinic',
  'menu.settings.security': 'Security',
  'menu.settings.security.enforcement': '2FA enforcement',
  'menu.settings.security.protected': 'Who is protected',
  'menu.settings.security.session_timeout': 'Session timeout',
  'menu.settings.security.network_allow_list': 'Network allow-list',
  'menu.settings.security.passwords': 'Passwords',
  'menu.profile.password_manager': 'Password manager',
  'menu.settings.security.audit_log': 'Audit Log',
  'menu.settings.staff': 'Staff',
  'menu.settings.communications': 'Communications',
  'menu.settings.communications.email': 'Email',
  'menu.settings.communications.email.sending': 'How Enamel sends',
  'menu.settings.enrolment': 'Enrolment',
  'menu.settings.devices': 'Devices',
  'menu.settings.devices.shared': 'Shared computers',
  'menu.settings.devices.known': 'Known devices',
  'menu.settings.it': 'For your IT person',
  'menu.settings.it.reach': 'How others reach Enamel',
  'menu.profile': 'My profile',
  'menu.profile.security': 'Security',
  'menu.profile.sessions': 'Sessions',
  'menu.profile.mails': 'Mails from Enamel',
  'menu.profile.guides': 'Guides',

  'chart.show_table': 'Show as table',
  'chart.hide_table': 'Show as chart',
  'role.OWNER': 'Owner',
  'role.ADMIN': 'Admin',
  'role.HR_MANAGER': 'Practice manager',
  'role.DENTIST': 'Dentist',
  'role.HYGIENIST': 'Hygienist',
  'role.THERAPIST': 'Therapist',
  'role.NURSE': 'Nurse',
  'role.RECEPTIONIST': 'Receptionist',
  'role.BILLING_STAFF': 'Billing staff',
  'role.STAFF': 'Staff',
  'role.VIEWER': 'Viewer',

  'person.menu': '{name}: profile, colours, sign out',
  'person.colours': 'Colours',
  'person.colours.auto': 'Auto',
  'person.colours.light': 'Light',
  'person.colours.dark': 'Dark',
  'person.sign_out': 'Sign out',
  'person.signing_out': 'Signing out…',

  'idle.title': 'You will be signed out in {n, plural, one {# second} other {# seconds}}',
  'idle.sentence':
    'Nothing was touched here for a while. Move the mouse, press a key or touch the screen to stay.',
  'idle.stay': 'Stay signed in',
  'too_long.title': 'You will be signed out in {n, plural, one {# second} other {# seconds}}',
  'too_long.sentence':
    'At {time} the longest time that one sign-in may last is over. Finish what you are typing; then sign in again.',
  'too_long.understood': 'Understood',

  'outside.title': 'You are outside of your clinic’s networks',
  'outside.what': '{clinic} lets people in from its own networks only',
  'outside.do':
    'This computer is in none of them. Go on at the practice, or connect to the practice’s network as your IT person showed you. If the practice’s own address has changed, ring an Owner.',
  'outside.kept': 'You are still signed in: back in the practice’s network this page opens again by itself.',
  'outside.look': 'Look again',
  'outside.looking': 'Looking…',

  'error.refused.title': 'You cannot open this',
  'error.away.title': 'Enamel cannot be reached',
  'error.fault.title': 'This could not be shown',
  'error.goes_on': 'This page goes on by itself as soon as an answer comes.',
  'error.reference': 'Reference {reference}',
  'error.try_now': 'Try now',
  'error.trying': 'Trying…',
  'error.home': 'Go to Home',

  'problem.client.offline':
    'No answer comes from the server. What you typed is kept on this screen. Check that Enamel’s computer is on and that this one is in the same network.',
  'problem.client.not_confirmed': 'Nothing was changed, because you did not confirm that it is you.',

  'problem.client.passkey_left':
    'No passkey was used: the window was closed, or there is none for Enamel here. Try again, or take another way.',
  'problem.client.passkey_not_made':
    'No passkey was made. The window was closed, or this device cannot check that it is you by finger, face or PIN. Try again, or choose another place for it, such as your phone.',
  'problem.client.passkey_stopped': 'No passkey was used. Press the button to begin again.',
  'problem.client.passkey_late': 'The passkey came after more than ten minutes. Choose it once more.',
  'problem.client.passkey_here_already':
    'This device or password manager keeps a passkey for you already. Use that one, or choose another place.',
  'problem.client.passkey_unfit':
    'This device cannot keep such a passkey. Choose another place for it, such as your phone or a password manager.',
  'problem.client.passkey_elsewhere':
    'Passkeys of Enamel belong to another address than {host}. Open Enamel at the address your clinic uses.',
  'problem.client.passkey_fault':
    'The device or password manager did not answer as a passkey does. Try again, or take another way.',
  'mail_notice.outbox.keeper':
    'Mail is not sent yet: Enamel puts each message as a file into the folder <b>outbox</b> in Enamel’s data, on Enamel’s computer. <a>Set up sending</a>',
  'mail_notice.outbox':
    'Mail is not sent here yet. What Enamel would write to you stays on Enamel’s computer; an Owner or Admin can set up sending.',
  'mail_notice.not_working.keeper':
    'Mail does not go at the moment. It waits and is tried again. <a>See what is wrong</a>',
  'mail_notice.not_working':
    'Mail does not go at the moment. It waits and is tried again; an Owner or Admin can see why.',

  'form.several': '{n, plural, one {# field needs} other {# fields need}} your attention:',
  'form.field': '{field}: {text}',
  'field.password.show': 'Show the password',

  'copy.done': 'Copied',
  'link_to_hand.qr': 'The link as a square to photograph',
  'link_to_hand.copy': 'Copy the link',
  'link_to_hand.until': 'Works once, until {time}. Nobody can show it again.',

  'step_up.title': 'Confirm it’s you',
  'step_up.for': 'To {purpose}. Holds for 10 minutes in this browser.',
  'step_up.why': 'What you are about to do wants a fresh sign-in. Holds for 10 minutes in this browser.',
  'step_up.password': 'Password',
  'step_up.code': 'Code of your authenticator app',
  'step_up.code_help': '6 digits, a new one every 30 seconds.',
  'step_up.backup_code': 'Backup code',
  'step_up.backup_code_help': 'One of the ten you saved. It is used up by this.',
  'step_up.another_way': 'Another way: a backup code',
  'step_up.use_app': 'Use the authenticator app',
  'step_up.passkey': 'Use your passkey',
  'step_up.asking': 'Waiting for your device…',
  'step_up.other': 'Another way',
  'step_up.use_passkey': 'Use your passkey',
  'step_up.not_now': 'Not now',
  'step_up.confirm': 'Confirm',
  'step_up.busy': 'Checking…',
  'step_up.kept': 'Nothing you typed is lost.',

  'menu_page.empty.title': 'There is nothing here for your role',
  'menu_page.empty.sentence':
    'Owners and Admins look after these pages. Ask one of them when something needs changing.',

  'guide.sentence': 'How each habit works, and what to do when it does not.',
  'guide.beside': 'Guide: {title}',
  'guide.as_page': 'Open as a page of its own',
  'guide.print': 'Print',
  'guide.two-factor-authentication': 'A second step at sign-in',
  'guide.two-factor-authentication.about': 'A lost phone, a rejected code, and what helps when staff resist.',
  'guide.passkeys': 'Passkeys',
  'guide.passkeys.about': 'Sign in by finger or face, also without a private phone.',
  'guide.session-timeout': 'Idle screens and shared computers',
  'guide.session-timeout.about': 'How long a screen stays open, and how several people share one.',
  'guide.passwords': 'Passwords',
  'guide.passwords.about': 'What makes a good one, and who remembers it for you.',

  'not_found.title': 'There is no such page',
  'not_found.sentence': 'The address may have a slip, or the page has moved. Nothing is broken.',
} as const satisfies Catalogue
