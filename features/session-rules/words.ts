/** Words of how long a sign-in lasts and who is signed in. From where people may sign in: `networks-words.ts`. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const sessionRulesWords = {
  'problem.session_rules.changed_meanwhile':
    'Not saved: {by} changed these times while you had the page open. They stand below now; change them from there.',
  'problem.session_rules.rank':
    'You end the sign-ins of people whose role is below yours. For this one ask an Owner.',
  'problem.session_rules.nobody': 'That sign-in is over already.',
  'action.session_rules.changed': 'Times of signing out changed',

  'mail.session_ended.subject': '{by} ended your sign-in at {clinic}',
  'mail.session_ended.body':
    'Hello {name},\n\n{by} ended {n, plural, =1 {a browser’s sign-in} other {the sign-ins of # browsers}} of yours at {clinic}. Nothing else about your account has changed; sign in again when you need to.\n\nWhen: {when}\n\nDo you not know why? Ask {by}, in person or by phone.\n',

  'checklist.evidence.shared_computers':
    '{verdict, select, too_long {Shared computers let go of people after {minutes} minutes. 15 at most keeps this step.} open {{open, plural, one {One browser serves} other {# browsers serve}} several people, and nobody has said yet whether that is a shared computer.} unmarked {Computers are shared here, and none is set up as a shared computer yet.} other {{shares, select, true {{computers, plural, one {The shared computer lets} other {All # shared computers let}} go of people after {minutes, plural, one {# minute} other {# minutes}}: {names}.} other {No computer is shared here, and every sign-in ends by itself.}}}}',
  'checklist.evidence.own_shared_computer':
    'This shared computer{name, select, other { ({name})}} lets go of you after {minutes, plural, one {# minute} other {# minutes}} without a key or a touch.',

  'session_rules.title': 'Session timeout',
  'session_rules.lead':
    'Whoever walks away is signed out by Enamel, not by chance. The times hold for everybody at once, also for who is signed in. Longer ones are told to every Owner by mail.',
  'session_rules.idle': 'Minutes without a key or a touch',
  'session_rules.idle_help': 'From 1 to 240; 30 suits most practices. A warning comes 60 seconds before.',
  'session_rules.shared': 'On shared computers, minutes',
  'session_rules.shared_help': 'From 1 to 60; 15 at most keeps step 3.',
  'session_rules.shared_long':
    'Above 15 minutes step 3 is not met: a patient can sit down at a screen somebody left.',
  'session_rules.own': 'On a device that is somebody’s own, minutes',
  'session_rules.own_help': 'Leave it empty for the same as everywhere. From 1 to 240.',
  'session_rules.hours': 'Longest time of one sign-in, hours',
  'session_rules.hours_help': 'From 1 to 24; 12 is a long day. Then everybody signs in again, busy or not.',
  'session_rules.changed': 'Last changed by {by}, {when}.',

  'session_rules.now.title': 'What saving does now',
  'session_rules.now.signed_in':
    '{n, plural, =1 {Only you are signed in.} other {# people are signed in, you among them.}}',
  'session_rules.now.nobody_out': 'Nobody is signed out by it.',
  'session_rules.now.out':
    '{n, plural, one {# person is signed out at once} other {# people are signed out at once}}: {names}.',
  'session_rules.now.you_too': 'You are signed out too: your sign-in is older than that.',
  'session_rules.now.same': 'Nothing is changed yet.',
  'session_rules.now.unfit': 'Mend the marked times first, then it stands here.',
  'session_rules.see': 'See who is signed in',
  'session_rules.save': 'Save these times',
  'session_rules.save_out':
    '{n, plural, one {Save and sign # person out} other {Save and sign # people out}}',
  'session_rules.saving': 'Saving…',
  'session_rules.saved':
    '{n, plural, =0 {The new times hold.} one {The new times hold. # person is signed out.} other {The new times hold. # people are signed out.}}',
  'session_rules.purpose.save': 'change when people are signed out',
  'session_rules.purpose.end': 'end somebody’s sign-in',

  'signed_in.title': 'Signed in now',
  'signed_in.lead':
    '{people, plural, one {# person is} other {# people are}} signed in, with {n, plural, one {# browser} other {# browsers}}. End what should not be open.',
  'signed_in.list': 'Who is signed in',
  'signed_in.you': 'You',
  'signed_in.here': 'This browser',
  'signed_in.shared': 'Shared computer {name}',
  'signed_in.locked': 'Locked',
  'signed_in.own': 'Own device',
  'signed_in.proven': 'By {how, select, passkey {passkey} code {password and code} other {password alone}}',
  'signed_in.place': '{country}, by {provider}',
  'signed_in.end_named': 'End the sign-in of {name}, {what}',
  'signed_in.end_person': 'End all {n} of {name}',
  'signed_in.not_yours': 'An Owner can end this',
  'signed_in.end_everybody': 'End everybody else’s',
  'signed_in.ask_one': 'End the sign-in of {name}?',
  'signed_in.ask_person': 'End all {n} sign-ins of {name}?',
  'signed_in.ask_everybody': 'End everybody else’s sign-in?',
  'signed_in.consequence':
    '{name} is asked to sign in at the next step, and is told by mail that you did it. What was typed and not saved is lost.',
  'signed_in.consequence_everybody':
    '{n, plural, one {# person is} other {# people are}} asked to sign in at their next step, and told by mail that you did it. What they typed and did not save is lost. You stay signed in.{kept, plural, =0 {} one { # person keeps theirs: their role is not below yours.} other { # people keep theirs: their role is not below yours.}}',
  'signed_in.act_one': 'End this sign-in',
  'signed_in.act_person': '{n, plural, one {End # sign-in} other {End # sign-ins}}',
  'signed_in.act_everybody': '{n, plural, one {Sign # person out} other {Sign # people out}}',
  'signed_in.ended':
    '{n, plural, =0 {It was over already.} one {# sign-in ended.} other {# sign-ins ended.}}',
  'signed_in.alone': 'Nobody else is signed in. Your own other browsers stand under My profile, Sessions.',
  'signed_in.back': 'Back to the times',
} as const satisfies Catalogue
