/** Words of known devices: one's own list, and that of everybody. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const deviceWords = {
  'devices.mine': 'Your devices',
  'devices.mine.help':
    'Browsers you signed in with. A sign-in from one that is not on this list is told to you by mail.',
  'devices.here': 'This browser',
  'devices.own': 'Your own',
  'devices.shared': 'Shared computer {name}',
  'devices.first': 'First seen {when}',
  'devices.last': 'Last seen {when}',
  'devices.rename': 'Rename',
  'devices.rename_named': 'Rename {what}',
  'devices.rename.title': 'A name for {what}',
  'devices.rename.name': 'Name',
  'devices.rename.help': 'So that you know it again: Work laptop.',
  'devices.rename.save': 'Save',
  'devices.rename.saving': 'Saving…',
  'devices.own.state': 'Nobody else uses it',
  'devices.own.state_named': 'Nobody else uses it: {what}',
  'devices.own.take_back': 'Others use it too',
  'devices.own.take_back_named': 'Others use it too: {what}',
  'devices.own.saved': '{what} counts as your own.',
  'devices.own.taken_back': '{what} counts as your own no more.',
  'devices.forget': 'Forget',
  'devices.forget_named': 'Forget {what}',
  'devices.forget.title': 'Forget {what}?',
  'devices.forget.consequence':
    'You are signed out there, and your next sign-in with it counts as one from a new device.',
  'devices.forget.consequence_here': 'It is the browser you are using: you sign in again.',
  'devices.forget.act': 'Forget it',
  'devices.forget.acting': 'Forgetting…',
  'devices.forget.done': '{what} is forgotten.',
  'devices.purpose.forget': 'to forget somebody’s device',
  'devices.all': 'Known devices',
  'devices.all.sentence':
    'The browsers that each person signed in with here. Forget one that was sold, lost or left behind.',
  'devices.all.of': 'Devices of {name}',
  'devices.all.n': '{n, plural, one {# device} other {# devices}}',
  'devices.all.reason': 'Reason',
  'devices.all.reason.help': 'Stands in the log, for instance: laptop sold.',
  'devices.all.forget.title': 'Forget {what} of {name}?',
  'devices.all.forget.consequence':
    '{name} is signed out there, and the next sign-in with it counts as one from a new device.',
} as const satisfies Catalogue
