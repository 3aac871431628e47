/** Words of Settings › Security › Outside copies, of the daily mail and of its line in the digest. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const witnessWords = {
  'witnesses.title': 'Outside copies',
  'witnesses.sentence':
    'A seal of the log, mailed each morning to a place that nobody here can change. With it anybody can tell later whether a line was altered.',
  'witnesses.newest': 'Newest outside copy',
  'witnesses.newest.of':
    '{name} has it. It covers {size, plural, one {# line} other {# lines}} of the log’s {all, number}.',
  'witnesses.newest.printed':
    'It is on paper. It covers {size, plural, one {# line} other {# lines}} of the log’s {all, number}.',
  'witnesses.newest.today': 'Today, {time}',
  'witnesses.newest.day': '{day}, {time}',
  'witnesses.quiet':
    'No copy has gone outside for {n, plural, one {# day} other {# days}}. Ask whoever is named below whether their address still takes mail, and look whether <a>Enamel’s mail</a> goes out at all.',
  'witnesses.none': 'None yet',
  'witnesses.none.sentence':
    'What is on this server only is as safe as this server. Name a mailbox below: it takes two minutes.',
  'witnesses.none.soon': 'The first one is on its way.',
  'witnesses.next': 'The next goes on {when}.',
  'witnesses.stays_here':
    'Enamel does not send mail yet: the mails lie in a folder on its own computer, and a copy there counts for nothing. <a>Set up sending</a> first.',
  'witnesses.mailbox': 'A mailbox made for it',
  'witnesses.mailbox.about':
    'For example log-copies@ with your mail provider, with a password that nobody here uses day by day. Nothing but these mails goes there.',
  'witnesses.outsider': 'Somebody outside',
  'witnesses.outsider.about':
    'Your accountant or your IT firm: somebody who does not work here and keeps their mail. They do nothing but keep it.',
  'witnesses.row.to': 'Goes to',
  'witnesses.row.since': 'Since',
  'witnesses.row.last': 'Newest there',
  'witnesses.row.none': 'Nothing has gone yet.',
  'witnesses.row.went': '{when}, {size, plural, one {# line} other {# lines}}',
  'witnesses.row.waits': 'One is on its way.',
  'witnesses.row.not_taken':
    'The newest mail has not been taken yet. Enamel tries again for three days. If the address is wrong, change it here.',
  'witnesses.name.mailbox': 'Name a mailbox',
  'witnesses.name.outsider': 'Name somebody',
  'witnesses.change': 'Change',
  'witnesses.stop': 'Stop',
  'witnesses.form.title.mailbox': 'The mailbox for copies',
  'witnesses.form.title.outsider': 'Somebody outside',
  'witnesses.form.name': 'Who reads it',
  'witnesses.form.name.help.mailbox': 'As the mail greets them, such as Log copies.',
  'witnesses.form.name.help.outsider': 'Their name or their firm’s, as the mail greets them.',
  'witnesses.form.address': 'E-mail address',
  'witnesses.form.consequence':
    'A first mail goes there now, then one each morning at seven. It holds no names: how many lines the log has, and its seal. Each mail says how to have them stopped.',
  'witnesses.form.save': 'Send the first and save',
  'witnesses.form.saving': 'Saving…',
  'witnesses.saved': 'Saved. {address} gets the seal each morning.',
  'witnesses.stop.title': 'Send no more to {name}?',
  'witnesses.stop.sentence':
    'The copies they have stay theirs, and prove what they proved. From now on none is added there. All Owners are told.',
  'witnesses.stop.do': 'Send no more',
  'witnesses.stopped': 'No more is sent to {name}.',
  'witnesses.purpose': 'to change where copies of the log’s seal go',
  'witnesses.told.nobody': 'nobody',
  'witnesses.key': 'The key that checks the copies',
  'witnesses.key.about':
    'Each seal is signed. Whoever checks one needs this key from somewhere else than Enamel: it stands in every mail and on the printed incident plan.',
  'witnesses.key.copy': 'Copy the key',
  'witnesses.how': 'How a copy is used',
  'witnesses.how.1': '<a>Export the log</a>, or have it exported, into a file.',
  'witnesses.how.2':
    'Your IT person, or any expert, checks that file against a mailed copy: <code>npx enamel audit verify FILE --key KEY --checkpoint COPY</code>',
  'witnesses.how.3':
    'It says whether each line up to that copy is as it was then, and names the first that is not.',

  'problem.witnesses.not_found': 'Nobody is named there any more. Load the page again.',
  'problem.witnesses.same_address':
    'The other copy goes to this address already. Two copies in one place are one: name another address.',
  'audit.value.witnesses.not_found': 'nobody was named there any more',
  'audit.target.mailbox': 'the mailbox for copies of the log’s seal',
  'audit.target.outsider': 'the outsider who keeps copies of the log’s seal',
  'audit.field.to': 'Mailed to',
  'audit.field.covers': 'Lines covered',
  'action.witness.named': 'Named who is mailed copies of the log’s seal',
  'action.witness.ended': 'Ended the mailing of copies of the log’s seal',
  'action.log.witnessed': 'A copy of the log’s seal went outside',

  'reminder.outside_copy':
    'Outside copies of the log: {size, select, none {none has gone yet} other {the newest covers {size} lines, at {to}}}',
  'reminder.outside_copy.where': 'Settings › Security › Outside copies',
  'reminder.outside_copy.calendar': 'Look whether copies of the log’s seal still go outside',

  'mail.log_copy.subject': 'Keep this: seal of the log of {clinic}, {size} lines',
  'mail.log_copy.body': `Hello {name},

please keep this mail. There is nothing else to do.

{clinic} keeps a log of who did what in its systems. Below is today’s seal of it. It holds no names and nothing about patients: how many lines the log has, and a number that fits those lines alone. Should somebody ever change or take away a line, this mail shows it, because it is not in their hands.

Seal, to be copied into a file as it stands, from the first line to the end of the last:

{checkpoint}
Key of this log:

{key}

Whoever checks a copy of the log types: npx enamel audit verify LOG --key KEY --checkpoint SEAL

You get this mail because {clinic} named you to keep it. If you do not want it, tell them: they end it under Settings › Security › Outside copies.
`,
} as const satisfies Catalogue
