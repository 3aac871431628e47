/** Words of the nightly check: its page, its mail, its lines in the log. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const logCheckWords = {
  'log_check.title': 'Check of the log',
  'log_check.sentence':
    'Each night Enamel reads what is new in the log and a share of the old, and compares every line with what was sealed. Within 30 days all of it is read again.',
  'log_check.last': 'Last checked',
  'log_check.none': 'Nothing has been checked yet. The first check is tonight, by itself.',
  'log_check.entries': 'Lines in the log',
  'log_check.read': 'Of these read that night',
  'log_check.holds': 'Nothing in the log was changed, taken away or added past Enamel.',
  'log_check.holds.but': 'Nothing besides what is listed below was changed, taken away or added past Enamel.',
  'log_check.outside':
    'This is Enamel’s own word. Whoever wants to trust nobody here compares the log with a copy of its seal that lies outside: <a>Outside copies</a>.',
  'log_check.home':
    '<b>The audit log was changed past Enamel.</b> {n, plural, one {One thing does} other {# things do}} not hold, and no Owner has looked into it yet.',
  'log_check.home.link': 'See what was found',
  'log_check.found.sentence':
    '<b>{n, plural, one {One thing in the log does} other {# things in the log do}} not hold.</b> Enamel never changes a line that stands there: somebody with access to the database itself did, or the disk is failing.',
  'log_check.found.title': 'What was found',
  'log_check.found.about': 'About something of {when}. ',
  'log_check.found.when': 'Found {when}.',
  'log_check.found.around': 'What happened around then',
  'log_check.found.all': 'Show all',
  'log_check.found.more':
    '{n, plural, one {One more was} other {# more were}} found and are not listed here: <code>npx enamel audit check</code> names them.',
  'log_check.todo': 'What to do now',
  'log_check.todo.1': 'Change nothing on the server, and delete nothing. Take a backup and keep it apart.',
  'log_check.todo.2': 'Ask whoever looks after the server who was on it, and when.',
  'log_check.todo.3':
    'On the server, <code>npx enamel audit check</code> reads all of the log at once and names every line.',
  'log_check.todo.4': 'When you know what it was, say so here. What you write stands in the log.',
  'log_check.look': 'Say what it was',
  'log_check.look.title': 'What was it?',
  'log_check.look.consequence':
    'The red line on Home goes. What was found stays listed here, with your name and what you write.',
  'log_check.look.note': 'What it was, and what was done',
  'log_check.look.note_help':
    'One or two sentences that an auditor would understand. At most 500 characters.',
  'log_check.look.act': 'Put it on record',
  'log_check.look.acting': 'Saving…',
  'log_check.look.done': 'On record. The red line on Home is gone.',
  'log_check.look.owner': 'An Owner says here what it was, once they know.',
  'log_check.looked': 'Looked into',
  'log_check.looked.by': '{by}, {when}:',
  'log_check.part.actor_name': 'the name of who did it',
  'log_check.part.target_name': 'the name of whom it was about',
  'log_check.part.address': 'the network address',
  'log_check.part.agent': 'the browser',
  'log_check.part.country': 'the country',
  'log_check.part.provider': 'the internet provider',
  'log_check.part.device_name': 'the name of the computer',
  'log_check.part.before': 'what stood there before',
  'log_check.part.after': 'what stood there afterwards',
  'log_check.part.reason': 'the reason',
  'log_check.part.all': 'all of them',
  'log_check.part.at': 'when it happened',
  'log_check.part.received_at': 'when Enamel heard of it',
  'log_check.part.source': 'which program told of it',
  'log_check.part.category': 'of what kind it is',
  'log_check.part.action': 'what was done',
  'log_check.part.outcome': 'how it ended',
  'log_check.part.actor_kind': 'who did it',
  'log_check.part.actor_id': 'who did it',
  'log_check.part.target_type': 'what it was done to',
  'log_check.part.target_id': 'what it was done to',
  'log_check.part.patient_id': 'about which patient',
  'log_check.part.session_id': 'after which sign-in',
  'log_check.part.device_id': 'at which computer',
  'log_check.part.leaf': 'its seal',
  'log_check.part.what': 'what was unusual',
  'problem.log_check.changed_meanwhile':
    'Another Owner was quicker, or something more was found. What stands now is shown; look at it once more.',

  'action.log.verified': 'Checked the log: all of it holds',
  'action.log.check_failed': 'Checked the log: something in it does not hold',
  'action.log.check_looked_into': 'Looked into what a check of the log had found',
  'audit.target.log': 'the log',
  'audit.field.entries': 'Lines in the log',
  'audit.field.read': 'Of these read',
  'audit.field.finding': 'Found',
  'audit.field.findings': 'How many findings',

  'checklist.evidence.log_check':
    '{state, select, found {The last checks of the log found {n, plural, one {one thing} other {# things}} that do not hold, and no Owner has looked into it yet.} late {Lines of the log have waited for their seal for more than two days.} other {The log is sealed as it grows, and checked each night. No change past Enamel waits to be looked into.}}',
  'checklist.undone.log_check':
    'The audit log was changed past Enamel: {n, plural, one {one thing does} other {# things do}} not hold.',
  'checklist.next.log_check.title': 'Look into what the check of the log found',
  'checklist.next.log_check.effect':
    '{n, plural, one {One thing does} other {# things do}} not hold. Enamel never changes what stands there: somebody did, or the disk fails.',
  'checklist.next.log_check.button': 'See what was found',
  'checklist.next.log_check.notices': 'nobody notices',

  'mail.log_check_failed.subject': 'The audit log of {clinic} was changed past Enamel',
  'mail.log_check_failed.body':
    'Hello {name},\n\nthe nightly check of the audit log at {clinic} found {n, plural, one {something that does} other {# things that do}} not hold. Enamel never changes what stands in the log: somebody with access to the database itself did, or the disk is failing. Every Owner gets this mail.\n\n{found}{more, plural, =0 {} other {\n- and # more}}\n\nFound: {when}\n\nWhat to do:\n1. Change nothing on the server, and delete nothing. Take a backup and keep it apart.\n2. Ask whoever looks after the server who was on it, and when.\n3. Open Enamel the way you always do, not through a link in a mail: Home says in red where all of it stands, and you say there what it was once you know.\n',
} as const satisfies Catalogue
