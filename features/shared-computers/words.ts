/** Words of shared computers: what refuses, what the log calls it, the page of Settings, the page that takes a code. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

const problemWords = {
  'problem.shared_computers.not_found':
    'Somebody else changed this meanwhile. Load the page again to see what holds now.',
  'problem.shared_computers.code_not_matching':
    'This code does not work. It may be mistyped, used, or older than 10 minutes. Ask an Owner or Admin for a new one.',
  'problem.shared_computers.taken':
    'This browser is a shared computer of another clinic. Take the mark away there first; then type a code here.',
  'problem.shared_computers.name_taken':
    'Another shared computer has this name. Choose one that tells them apart.',
  'problem.shared_computers.name_needed': 'Give the computer a name and say where it stands.',
  'problem.shared_computers.changed_meanwhile':
    'Somebody else changed this computer while you were here. Nothing of yours was saved. Load the page again.',
  'problem.shared_computers.there_are_some':
    '{n, plural, one {One shared computer is} other {# shared computers are}} marked. Take the {n, plural, one {mark} other {marks}} away first, then answer “No”.',
  'problem.known_devices.not_found': 'That device is on the list no more. Load the page again.',
  'problem.known_devices.is_shared':
    'More than one person signs in with this browser, so it cannot be your own. An Owner or Admin can say otherwise in Settings › Devices.',
  'problem.known_devices.others_use_it':
    'Somebody else signed in with this browser in the last 90 days, so it cannot be your own.',

  'action.shared_computer.code_made': 'Code for a shared computer made',
  'action.shared_computer.code_refused': 'Code for a shared computer refused',
  'action.shared_computer.marked': 'Shared computer marked',
  'action.shared_computer.marked_again': 'Shared computer marked again',
  'action.shared_computer.changed': 'Shared computer renamed or moved',
  'action.shared_computer.mark_taken': 'Mark of a shared computer taken away',
  'action.shared_computer.offer_answered': 'Said whether a browser is shared',
  'action.shared_computer.question_answered': 'Said whether any computer is shared',
  'action.shared_computer.names_chosen': 'Names on locked screens chosen',
  'action.known_device.renamed': 'Device renamed',
  'action.known_device.own_stated': 'Said whether a device is their own',
  'action.known_device.forgotten': 'Device taken off the list',
} as const satisfies Catalogue

const pageWords = {
  'shared.sentence.none': 'No computer is marked as shared yet.',
  'shared.sentence.some':
    '{n, plural, one {One shared computer} other {# shared computers}}. Each locks after {minutes, plural, one {# minute} other {# minutes}} without a key or a touch.',
  'shared.sentence.offers':
    '{n, plural, one {One browser waits} other {# browsers wait}} for your answer: does it serve more than one person?',
  'shared.purpose.code': 'to mark a shared computer',
  'shared.purpose.mark': 'to say what this browser is',
  'shared.purpose.take': 'to take the mark of a shared computer away',
  'shared.add': 'Add a shared computer',
  'shared.this_is': 'This computer is shared',
  'shared.print': 'Print: let Windows and macOS lock too',

  'shared.question': 'Does any computer here serve more than one person?',
  'shared.question.help':
    'At the front desk or in a surgery, for instance. Step 3 counts as not checked until somebody answers.',
  'shared.question.yes': 'Yes',
  'shared.question.no': 'No, each person has their own',
  'shared.question.answered':
    '{answer, select, yes {Yes} other {No, each person has their own}}. Answered by {name} on {when}.',
  'shared.question.change': 'Change the answer',
  'shared.question.saved': 'Your answer is kept.',

  'shared.offer.title': 'Is this a shared computer?',
  'shared.offer.what':
    '{people} signed in with {browser} within 12 hours, last on {when}. Until somebody answers, it locks like a shared computer.',
  'shared.offer.here': 'It is the browser you are using.',
  'shared.offer.yes': 'Yes, it is shared',
  'shared.offer.no': 'No, it is not',
  'shared.offer.not_shared': 'It counts as not shared.',
  'shared.offer.named': '{name} is a shared computer now.',
  'shared.offer.form': 'What is it called?',
  'shared.offer.form.help':
    'Whoever is signed in there stays signed in. From now on it locks like a shared computer and stands in the log by this name.',
  'shared.offer.mark': 'Mark as shared',
  'shared.offer.home':
    '{n, plural, one {More than one person uses one browser.} other {More than one person uses each of # browsers.}} Until somebody says what it is, it locks early. <a>Answer in Settings › Devices</a>',

  'shared.list': 'Shared computers',
  'shared.list.place': '{place} · {browser}',
  'shared.list.here': 'This browser',
  'shared.list.since': 'Shared since {when}, by {name}',
  'computers.sentence':
    'The computers that several people take turns at. Nobody’s name stands here, so an IT person from outside can see it.',
  'computers.none.title': 'No computer is marked as shared',
  'computers.none':
    'Where people take turns, an Owner or Admin marks the computer under Settings, Devices, Shared computers. It stands here then.',
  'computers.used': 'Last used {when}',
  'computers.never': 'Not used yet',
  'shared.list.used': 'Last used {when}',
  'shared.list.never_used': 'Not used yet',
  'shared.list.roster': 'In this shift: {names}',
  'shared.list.roster_nobody': 'Nobody in this shift',
  'shared.list.silent': 'Not seen for 7 days. Is it still there, or has its browser forgotten?',
  'shared.list.lookalike':
    'Not seen since, but a new browser of the same kind came up at the same network address on {when}. It may have forgotten who it is.',
  'shared.list.again': 'Mark it again',
  'shared.list.again_named': 'Mark it again: {name}',
  'shared.list.change': 'Rename or move',
  'shared.list.change_named': 'Rename or move {name}',
  'shared.list.take': 'Take the mark away',
  'shared.list.take_named': 'Take the mark away from {name}',
  'shared.list.shift': 'Who is in this shift',
  'shared.list.shift_named': 'Who is in this shift at {name}',
  'shared.shift.title': 'This shift at {name}',
  'shared.shift.lead':
    'They unlock that computer with one step until the shift is over. End it for somebody who went home or should not be there.',
  'shared.shift.open': 'Signed in now',
  'shared.shift.active': 'Locked, last active {time}',
  'shared.shift.until': 'Since {since}, until {until}',
  'shared.shift.end': 'End',
  'shared.shift.end_named': 'End the shift of {name}',
  'shared.shift.end_all': 'End it for everybody',
  'shared.shift.close': 'Close',
  'shared.shift.end.title': 'End the shift of {who} at {name}?',
  'shared.shift.end.consequence':
    '{who} is signed out there now and signs in in full the next time. Other computers are not touched.',
  'shared.shift.end.mine': 'It is the computer you are using: you are signed out too.',
  'shared.shift.end.act': 'End the shift',
  'shared.shift.end_all.title': 'End the shift at {name} for everybody?',
  'shared.shift.end_all.consequence':
    'Everybody is signed out there now and signs in in full the next time. It stays a shared computer.',
  'shared.shift.ending': 'Ending…',
  'shared.shift.ended': '{who} is off the shift at {name}.',
  'shared.shift.ended_all':
    '{n, plural, =0 {Nobody was in the shift at {name}.} one {The shift at {name} ended for one person.} other {The shift at {name} ended for # people.}}',
  'shared.empty.title': 'No shared computer yet',
  'shared.empty.text':
    'A computer that several people use locks sooner and changes hands within seconds: tap your name, prove it is you, go on. Mark the front desk first.',

  'shared.form.title': 'Add a shared computer',
  'shared.form.this.title': 'Mark this computer as shared',
  'shared.form.change.title': 'Rename or move {name}',
  'shared.form.name': 'Name',
  'shared.form.name.help': 'As people call it: Front desk 1.',
  'shared.form.place': 'Place',
  'shared.form.place.help': 'Where it stands: Reception, ground floor.',
  'shared.form.next': 'Make a code',
  'shared.form.making': 'Making…',
  'shared.form.save': 'Save',
  'shared.form.saving': 'Saving…',
  'shared.form.saved': '{name} is saved.',
  'shared.form.this.consequence':
    'You are signed out here and sign in again. From then on this computer locks like a shared one.',
  'shared.form.this.act': 'Mark and sign out',
  'shared.form.this.acting': 'Marking…',

  'shared.code.title': 'Type this code at {name}',
  'shared.code.again': 'Make a code to mark {name} again',
  'shared.code.again.consequence':
    'Its name and place stay. Who is in its shift now signs in fully once more.',
  'shared.code.where': 'At that computer, in its browser, open <b>{address}</b> and type:',
  'shared.code.until': 'It works once, until {time}. Whoever is signed in there is signed out.',
  'shared.code.done': 'Done',

  'shared.take.title': 'Take the mark of {name} away?',
  'shared.take.consequence':
    'Whoever is signed in there is signed out now, and its shift ends. What they typed and did not save is lost. It becomes a browser like any other.',
  'shared.take.act': 'Take the mark away',
  'shared.take.acting': 'Taking away…',
  'shared.take.done':
    '{name} is no shared computer any more. {n, plural, =0 {Nobody was signed in there.} one {One session ended.} other {# sessions ended.}}',

  'shared.names': 'Names on locked screens',
  'shared.names.help': 'Shown after a touch, of those in this shift only.',
  'shared.names.full': 'Full name',
  'shared.names.full.help': 'Ada Marsh',
  'shared.names.first': 'First name',
  'shared.names.first.help': 'Ada. Two of the same first name get an initial.',
  'shared.names.initials': 'Initials',
  'shared.names.initials.help': 'AM. Where patients can see the screen.',
  'shared.names.saved': 'Locked screens show names this way from now on.',

  'shared.mark.title': 'Make this a shared computer',
  'shared.mark.sentence':
    'Type the code that an Owner or Admin made in Settings › Devices. Whoever is signed in at this browser is signed out.',
  'shared.mark.code': 'Code',
  'shared.mark.code.help': '10 letters and digits. Capitals and dashes do not matter.',
  'shared.mark.act': 'Mark this browser',
  'shared.mark.acting': 'Marking…',
  'shared.mark.done.title': 'This is {name} now',
  'shared.mark.done':
    'A shared computer of {clinic}, at {place}. It locks by itself, and everybody signs in with their own name.',
  'shared.mark.sign_in': 'Sign in',
  'shared.forgot':
    'This browser was the shared computer {name} and has forgotten it. An Owner or Admin makes a new code in Settings › Devices: <a>type it here</a>.',
} as const satisfies Catalogue

const paperWords = {
  'shared.paper.title': 'Let the computer lock itself too',
  'shared.paper.file': 'Locking computers - {clinic}.pdf',
  'shared.paper.foot': '{date} · page {page} of {of}',
  'shared.paper.why': 'Enamel locks only itself.',
  'shared.paper.why.text':
    'Practice software, mail and files on the same computer stay open until Windows or macOS locks. Set each computer once, to {n, plural, one {# minute} other {# minutes}} or less.',
  'shared.paper.windows': 'Windows 11',
  'shared.paper.windows.saver':
    'Press Start, type <b>screen saver</b>, open <b>Change screen saver</b>. Choose one, set <b>Wait</b> to {n} minutes or less and tick <b>On resume, display logon screen</b>.',
  'shared.paper.windows.away':
    '<b>Settings › Accounts › Sign-in options</b>: under “If you’ve been away, when should Windows require you to sign in again?” choose <b>When PC wakes up from sleep</b>, or <b>Every time</b> where it is offered.',
  'shared.paper.windows.dynamic':
    'One person’s own computer: on the same page tick <b>Dynamic lock</b> (“Allow Windows to automatically lock your device when you’re away”) after pairing their phone by Bluetooth. It locks a minute or so after they leave. Not for shared computers.',
  'shared.paper.windows.by_hand': 'Whenever you get up: <b>Windows key + L</b>.',
  'shared.paper.mac': 'macOS (Ventura, 13, and newer)',
  'shared.paper.mac.after':
    '<b>Apple menu › System Settings › Lock Screen</b>: set <b>Start Screen Saver when inactive</b> and <b>Turn display off when inactive</b> to {n} minutes or less.',
  'shared.paper.mac.password':
    'On the same page set <b>Require password after screen saver begins or display is turned off</b> to <b>Immediately</b>.',
  'shared.paper.mac.corner':
    '<b>System Settings › Desktop & Dock › Hot Corners…</b>: choose <b>Lock Screen</b> for one corner. Moving the pointer there locks.',
  'shared.paper.mac.by_hand': 'Whenever you get up: <b>Control + Command + Q</b>.',
  'shared.paper.not': 'What this does not do',
  'shared.paper.not.others':
    'It does not tell people apart: behind one Windows or macOS account everybody sees the same files. Enamel does, for what is done in Enamel.',
  'shared.paper.not.sign_in':
    'It does not help where the computer signs in by itself at start. Switch automatic sign-in off.',
  'shared.paper.not.phone':
    'It does not reach tablets and phones. Set their own lock to {n} minutes or less.',
  'shared.paper.not.disk':
    'It does not protect a stolen computer. That takes encryption of its disk: BitLocker or Device encryption, FileVault.',
  'shared.paper.done': 'Done at',
  'shared.paper.done.help': 'Computer, date, by whom.',
} as const satisfies Catalogue

export const sharedComputerWords = {
  ...problemWords,
  ...pageWords,
  ...paperWords,
} as const satisfies Catalogue
