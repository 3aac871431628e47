/** Words of "Something looks wrong". */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const concernsWords = {
  'concerns.report.title': 'What looks wrong?',
  'concerns.report.consequence':
    'It goes to the Owners and Admins of {clinic} at once. You are never wrong to ask. If it cannot wait, ring them as well.',
  'concerns.report.note': 'What you saw',
  'concerns.report.note_help':
    'A strange mail, a screen that asks for a password, something that was not there yesterday. No passwords, and no names of patients unless it is about them.',
  'concerns.report.send': 'Send it',
  'concerns.report.sending': 'Sending…',
  'concerns.report.arrived':
    '{n, plural, =0 {It has arrived.} other {It has arrived. {names} {n, plural, one {is} other {are}} told.}} You see what becomes of it under My profile, What I reported.',
  'concerns.report.thanks': 'Thank you',
  'concerns.report.waiting.title': 'Kept, not sent yet',
  'concerns.report.waiting':
    'Enamel cannot be reached at the moment. Your note is kept here and goes by itself as soon as an answer comes; leave this tab open. If it cannot wait, ring an Owner.',
  'concerns.report.understood': 'Understood',
  'concerns.report.went': 'Your note on what looked wrong has arrived now.',
  'concerns.report.earlier': 'What I reported before',

  'concerns.mine.sentence':
    '{n, plural, =0 {When something looks wrong, press the button of that name: it is on every screen.} other {What became of what you told.}}',
  'concerns.mine.empty.title': 'You have reported nothing yet',
  'concerns.mine.empty':
    'A strange mail, a screen that asks for a password, something that was not there yesterday: press “Something looks wrong”, on any screen. Nobody minds a false alarm.',
  'concerns.mine.list': 'What I reported',
  'concerns.state.waiting': 'Arrived; nobody has looked yet',
  'concerns.state.looked': '{by} looked at it, {when}',
  'concerns.state.looked.unnamed': 'An Owner or Admin looked at it, {when}',
  'concerns.state.closed': '{by} answered, {when}',
  'concerns.state.closed.unnamed': 'An Owner or Admin answered, {when}',

  'concerns.sentence':
    '{open, plural, =0 {Nothing is open.} one {One thing is open.} other {# things are open.}} Whoever reported it sees that you look, and what you write.',
  'concerns.empty.title': 'Nobody has reported anything',
  'concerns.empty':
    'Everybody has the button “Something looks wrong” on every screen. Tell your team on Monday: a false alarm costs two minutes, a real one unsaid costs the week.',
  'concerns.open': 'Open',
  'concerns.closed': 'Answered in the last {days} days',
  'concerns.from': '{by}, {when}',
  'concerns.from.mine': 'You, {when}',
  'concerns.seen_home': 'Seen on Home',
  'concerns.seen_at': 'Seen at {page}',
  'concerns.look': 'I am looking at it',
  'concerns.look_named': 'I am looking at it: the note of {by}',
  'concerns.looking': 'Telling…',
  'concerns.close': 'Answer it',
  'concerns.close_named': 'Answer it: the note of {by}',
  'concerns.close.title': 'What became of it?',
  'concerns.close.consequence':
    '{mine, select, yes {It was your own note; this closes it.} other {{by} gets a mail that there is an answer, and reads it in Enamel.}} It leaves the open list.',
  'concerns.close.outcome': 'What was done',
  'concerns.close.outcome_help':
    'Such as: “A real mail of our supplier; you were right to ask.” Thank whoever asked, whatever it was.',
  'concerns.close.act': 'Answer and close',
  'concerns.close.acting': 'Saving…',
  'concerns.close.done': 'Answered. {mine, select, yes {} other {{by} is told by mail.}}',
  'concerns.looked.done': 'On record: you are looking at it.',

  'checklist.next.something_wrong.title':
    '{n, plural, one {{by} says that something looks wrong} other {# notes that something looks wrong}}',
  'checklist.next.something_wrong.effect':
    'Nobody has looked yet. Read it, say that you look, and answer when you know.',
  'checklist.next.something_wrong.button': 'Read it',
  'checklist.next.something_wrong.notices': 'whoever reported it sees that you look',

  'mail.concern_reported.subject': '{by} says that something looks wrong at {clinic}',
  'mail.concern_reported.body':
    'Hello {name},\n\n{by} pressed “Something looks wrong” in Enamel on {when} and wrote a note. It is not in this mail, since it may name a patient.\n\nOpen Enamel the way you always do, not through a link in a mail, and go to Settings, Clinic, What looked wrong. Say there that you look at it: {by} sees it.\n',
  'mail.concern_closed.subject': 'What you reported at {clinic} has an answer',
  'mail.concern_closed.body':
    'Hello {name},\n\nyou pressed “Something looks wrong” in Enamel. {named, select, yes {{by}} other {An Owner or Admin}} looked at it and wrote what became of it.\n\nOpen Enamel the way you always do and look under My profile, What I reported. Thank you for saying it.\n',

  'problem.concerns.not_found': 'This note is not on the list any more. Load the page again.',
  'problem.concerns.changed_meanwhile':
    'Somebody else looked at it, or answered it, in the meantime. The list now shows how it stands.',
  'problem.concerns.too_many':
    'You sent twenty notes within an hour, and all of them are kept. Ring an Owner or Admin now: they will see what it is.',

  'action.concern.reported': 'Said that something looks wrong',
  'action.concern.looked_at': 'Looked at what somebody reported',
  'action.concern.closed': 'Answered what somebody reported',
  'audit.target.concern': 'a note that something looks wrong',
  'audit.value.concerns.not_found': 'no such note',
} as const satisfies Catalogue
