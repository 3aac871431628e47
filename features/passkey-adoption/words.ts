/** Words of passkeys in the practice: the page, the security keys, the offer on Home, the question in the profile. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const adoptionWords = {
  'action.passkey_devices.answered': 'Said whether a device of theirs can keep a passkey',
  'action.passkey_invitation.shown': 'Was offered a passkey after a password sign-in',
  'action.passkey_invitation.declined': 'Said “not now” to the offer of a passkey',
  'audit.value.can': 'one of my devices can',
  'audit.value.cannot': 'my devices cannot',
  'checklist.evidence.passkeys.missing':
    'None yet: {missing}{more, plural, =0 {} other { and # more}}.{cannot, plural, =0 {} one { # person’s devices cannot, so they are not counted.} other { The devices of # people cannot, so they are not counted.}}',

  'menu.settings.security.passkeys': 'Passkeys',
  'adoption.sentence':
    '{withPasskey} of {able, plural, one {# person} other {# people}} who can keep a passkey {withPasskey, plural, one {has} other {have}} one. Owners and Admins with two: {leadersWithTwo} of {leaders}.',
  'adoption.sentence.done':
    'Everybody who can keep a passkey has one, and every Owner and Admin has two. Nothing needs you.',
  'adoption.name':
    'Passkeys belong to the name of Enamel, and it has none that lasts yet. First give it an address, then ask people to add one.',
  'adoption.name.link': 'How others reach Enamel',
  'adoption.next.title': 'What to do next',
  'adoption.next.own':
    'Begin with yourself: {have, plural, =0 {add a passkey} other {add a second passkey, for the day the first is lost}}. It takes a minute.',
  'adoption.next.own.act': 'Add your passkey',
  'adoption.next.others':
    'Ask {names}{more, plural, =0 {} other { and # more}} to add one under My profile, Security. It takes a minute, and Enamel offers it too, after a sign-in with a password.',
  'adoption.roles.title': 'By role',
  'adoption.roles.count': '{withPasskey} of {able}',
  'adoption.roles.cannot':
    '{n, plural, one {The devices of # person cannot} other {The devices of # people cannot}}',
  'adoption.roles.none': 'Nobody here has a device that can',
  'adoption.chart.title': 'Since when',
  'adoption.chart.role': 'Show',
  'adoption.chart.everybody': 'Everybody',
  'adoption.chart.label': '{who}: {first} with a passkey on {from}, {last} of {able} on {to}.',
  'adoption.chart.one':
    'Counting begins today: {last} of {able} have a passkey. A line grows here day by day.',
  'adoption.chart.day': 'Day',
  'adoption.chart.with': 'With a passkey',
  'adoption.chart.able': 'Who can have one',
  'adoption.missing.title': 'Not yet',
  'adoption.missing.none': 'None yet',
  'adoption.missing.second': 'Has one; Owners and Admins have two',
  'adoption.missing.can': 'Says a device of theirs can',
  'adoption.missing.unanswered': 'Not answered yet, counted as able',
  'adoption.keys.title': 'Security keys',
  'adoption.keys.some':
    '{n, plural, one {# security key} other {# security keys}} to order: for Owners and Admins without two passkeys, for people whose devices cannot, and a spare.',
  'adoption.keys.none': 'Nobody needs one now. They help whoever keeps no passkey on a phone of their own.',
  'adoption.keys.link': 'What to order, and how to register one',

  'keys.title': 'Security keys',
  'keys.lead':
    'A security key is a small stick that keeps passkeys. It needs no phone, and nothing stays on the computer it is used at.',
  'keys.print': 'Print this page',
  'keys.order.title': 'To order',
  'keys.order.none': 'Nobody needs one now. If you want one all the same, look for what stands below.',
  'keys.order.total': '{n, plural, one {# security key} other {# security keys}}',
  'keys.order.leaders':
    '{n, plural, one {# for} other {# for}} {names}: two each, one to carry and one to lock away',
  'keys.order.people': '{n} for {names}: their own devices cannot keep a passkey',
  'keys.order.spare': '1 spare, for the day one is lost',
  'keys.look.title': 'Look for',
  'keys.look.fido':
    '“FIDO2” on the packet, and a PIN that its owner chooses (some have a fingerprint instead). “U2F” alone is not enough.',
  'keys.look.plug': 'The plug your computers have: USB-A, USB-C, or both. For phones also NFC.',
  'keys.look.room': 'Room for at least 25 passkeys.',
  'keys.look.new':
    'New and sealed, from the maker or a dealer you know. Never second-hand, never a gift from a fair.',
  'keys.register.title': 'Registering one, with the person beside an Admin',
  'keys.register.1': 'Hand the key over in person, and note who has which.',
  'keys.register.2':
    'The person signs in to Enamel at any computer, a shared one too: a security key leaves with its owner, so nothing stays there.',
  'keys.register.3': 'They open My profile, Security, press “Add a passkey” and confirm that it’s them.',
  'keys.register.4':
    'They choose “security key”, put it in, choose a PIN of their own where it asks for a new one, and touch the key. The Admin looks away while the PIN is typed.',
  'keys.register.5':
    'They name it in the list, such as “Key ring”, and sign out and in again with it, to see that it works.',
  'keys.register.6': 'Owners and Admins register their second key at once, and lock it away.',
  'keys.lost.title': 'Lost or broken',
  'keys.lost':
    'Remove it under My profile, Security, on the same day. Whoever has it still needs its PIN; after 8 wrong ones it erases itself.',

  'invitation.title':
    '{second, select, true {Add a second passkey} other {Sign in without your password next time}}',
  'invitation.text':
    '{second, select, true {If the device with your first one is lost, the second lets you in.} other {A passkey signs you in by finger, face or PIN, and no false page can take it from you.}} It takes a minute, on this computer or your phone.',
  'invitation.add': 'Add a passkey',
  'invitation.cannot': 'My devices cannot',
  'invitation.cannot.done': 'Noted. You can change that under My profile, Security.',
  'invitation.added': 'Passkey added.',
  'invitation.no_passkeys':
    'This browser makes no passkeys, so it can not offer you one. An authenticator app on your phone protects your account here as well.',
  'invitation.app': 'Set up the app',
  'invitation.has_app': 'Good',
  'devices.title': 'Your devices and passkeys',
  'devices.can': 'You said that one of your devices can keep a passkey.',
  'devices.cannot':
    'You said that none of your devices can keep a passkey. Nobody waits for you to add one; a security key from your practice would do, too.',
  'devices.unanswered':
    'Can a phone or computer of your own keep a passkey? Most from the last five years can. If none of yours can, say so.',
  'devices.say.can': 'One can',
  'devices.say.cannot': 'My devices cannot',
  'devices.saved': 'Saved.',
} as const satisfies Catalogue
