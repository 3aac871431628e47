/** Words of passkeys: what they are called, and the card in the profile. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const passkeyWords = {
  'identity.passkey.nameless': 'Passkey',
  'identity.passkeys.title': 'Passkeys',
  'identity.passkeys.none':
    'None yet. A passkey signs you in by finger, face or PIN, and cannot be given away on a false page.',
  'identity.passkeys.some': 'They sign you in by finger, face or PIN, without your password.',
  'identity.passkeys.one': 'Add a second one on another device, so that a lost one does not shut you out.',
  'identity.passkeys.by_number':
    'Enamel is reached by a number here. A passkey belongs to a name, so none can be made until Enamel has one. Ask the person who looks after Enamel’s computer.',
  'identity.passkeys.not_here':
    'This browser makes no passkeys. Open this page with a current Chrome, Edge, Firefox or Safari.',
  'identity.passkeys.localhost':
    'Enamel is reached as localhost. Passkeys made now will not work after the move to a real address; an authenticator app will.',
  'identity.passkeys.add': 'Add a passkey',
  'identity.passkeys.make': 'Make a passkey',
  'identity.passkeys.added_first': 'Passkey added. Now save backup codes.',
  'identity.passkeys.added_one': 'Passkey added.',
  'identity.passkeys.list': 'Your passkeys',
  'identity.passkeys.this_sign_in': 'This sign-in',
  'identity.passkeys.added': 'Added {when}',
  'identity.passkeys.last_used': 'Last used {when}',
  'identity.passkeys.never_used': 'Not used yet',
  'identity.passkeys.synced': 'On all devices of that account',
  'identity.passkeys.one_device': 'On one device only',
  'identity.passkeys.unverified':
    'Your browser kept this one for you. It counts as your second step once you have signed in with it.',
  'identity.passkeys.shared':
    'This is a shared computer: a passkey is not saved on it. A security key or your phone can be added here, because they leave with you.',
  'identity.passkeys.elsewhere':
    'Made when Enamel had another address, so it does not work here. Remove it, and add a new one.',
  'identity.passkeys.rename': 'Rename',
  'identity.passkeys.rename_named': 'Rename {name}',
  'identity.passkeys.rename.question': 'What do you call “{name}”?',
  'identity.passkeys.rename.label': 'Name',
  'identity.passkeys.rename.help':
    'Such as “Phone” or “Front desk”. Left empty, it takes the name of what keeps it.',
  'identity.passkeys.rename.act': 'Rename',
  'identity.passkeys.renaming': 'Renaming…',
  'identity.passkeys.renamed': 'Renamed.',
  'identity.passkeys.remove': 'Remove',
  'identity.passkeys.remove_named': 'Remove {name}',
  'identity.passkeys.remove.question': 'Remove “{name}”?',
  'identity.passkeys.remove.consequence':
    '{here, select, true {You signed in here with it, and stay signed in.} other {It signs nobody in from now on.}} Your other sessions that began with it end at once. A mail tells you about it.',
  'identity.passkeys.remove.last':
    'From your next sign-in on, the password alone opens your account. {n, plural, =0 {} one {Your # backup code stops working.} other {Your # backup codes stop working.}}',
  'identity.passkeys.remove.device':
    'If your device or password manager still shows it afterwards, delete it there too.',
  'identity.passkeys.remove.act': 'Remove the passkey',
  'identity.passkeys.removing': 'Removing…',
  'identity.passkeys.removed':
    '{n, plural, =0 {Passkey removed.} one {Passkey removed. # other session ended.} other {Passkey removed. # other sessions ended.}}',
  'identity.passkeys.stays': '“{name}” has to stay for now',
  'identity.passkeys.understood': 'Understood',
  'identity.purpose.add_passkey': 'add a passkey',
  'identity.purpose.remove_passkey': 'remove a passkey',
} as const satisfies Catalogue
