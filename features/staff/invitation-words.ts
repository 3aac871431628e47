/** Words of invitations: sending them, one by one and from a table, and what became of them. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const invitationWords = {
  'problem.invitations.not_found':
    'This invitation does not wait any more: it was accepted or cancelled. Load the page again.',
  'problem.invitations.rank_too_low':
    'You can invite people to roles below your own. An Owner invites Admins and other Owners.',
  'problem.invitations.it_by_admins':
    'Outside IT sees devices and how Enamel is reached. Ask an Owner or Admin to do this.',
  'problem.invitations.waiting_already':
    'An invitation to this address is waiting already. Find it under Pending: there it can be sent again or cancelled.',
  'problem.invitations.works_here':
    'Somebody with this address works here already. Look for them under Active.',
  'problem.invitations.disabled_here':
    'Somebody with this address is disabled here. Enable them under Disabled: they get back what was theirs, which an invitation would not give them.',
  'problem.invitations.shared_address':
    'Several people seem to read this address, and whoever reads it could join in their place. An Owner or Admin needs an address that is theirs alone.',
  'problem.invitations.end_date_past':
    'The last day is over already, or more than five years away. Choose a day from today on.',
  'problem.invitations.owner_has_no_end':
    'An Owner stays until somebody else is one. Leave the last day out, or choose another role.',
  'problem.invitations.owner_not_outsider':
    'An Owner is part of the team. Leave “from outside” empty, or choose another role.',
  'problem.invitations.manager_unknown': 'That manager does not work here any more. Choose somebody else.',
  'problem.invitations.place_unknown':
    'One of the places was closed meanwhile. Load the page again and choose anew.',
  'problem.invitations.sent_just_now':
    'This invitation was sent a moment ago. Give the mail two minutes before you send it again.',
  'problem.invitations.sent_too_often':
    'This invitation was sent ten times. Cancel it, check the address with the person, and invite them anew.',
  'problem.invitations.address_too_often':
    'Ten invitations went to this address within a day. Check the address with the person, and invite them tomorrow.',
  'problem.invitations.too_many': 'A clinic can send {n} invitations a day. Send the rest tomorrow.',
  'problem.invitations.changed_meanwhile':
    'Somebody sent this invitation again meanwhile. Load the page again and look at how it stands now.',
  'problem.invitations.link_by_mail':
    'More than one clinic lives on this Enamel, so the link goes by mail alone: only the person may learn whether their address is known here.',
  'problem.invitations.table_not_good':
    'Nobody was invited: something in the table has changed since you looked at it. Choose the file again.',

  'action.invitation.sent': 'Invitation sent',
  'action.invitation.sent_again': 'Invitation sent again',
  'action.invitation.cancelled': 'Invitation cancelled',
  'audit.value.invitations.not_found': 'no such invitation waits in this clinic',
  'audit.value.invitations.it_by_admins': 'only an Owner or Admin lets outside IT in',
  'audit.value.invitations.rank_too_low': 'the rank is too low for this role',
  'audit.value.invitation': 'invitation',
  'leaver.step.invitations_sent': 'Invitations they sent',
  'review.grant.invitation': 'Invitation to {name}, {address}, sent by {by}',

  'invite.act': 'Invite',
  'invite.title': 'Invite somebody',
  'invite.sentence':
    'They get a mail with a link that works once, for seven days. They choose their own password or passkey.',
  'invite.many': 'Invite many from a table',
  'invite.name': 'Name',
  'invite.name.help': 'As colleagues call them. They can change it when they join.',
  'invite.address': 'E-mail address',
  'invite.address.help': 'One that only they read. They sign in with it.',
  'invite.address.shared':
    'Several people seem to read this address. Whoever opens that mailbox can join in their place, and later set a new password. Better: an address of their own.',
  'invite.role': 'Role',
  'invite.role.choose': 'Choose a role',
  'invite.more': 'Last day, from outside, manager, places',
  'invite.less': 'Leave that out',
  'invite.outsider': 'Are they one of the team?',
  'invite.outsider.none': 'Yes, one of the team',
  'invite.outsider.it': 'No: outside IT',
  'invite.outsider.locum': 'No: a locum',
  'invite.outsider.accountant': 'No: an accountant',
  'invite.outsider.other': 'No: somebody else',
  'invite.ends': 'Last day',
  'invite.ends.help': 'Access ends by itself after that day. Leave it empty for somebody who stays.',
  'invite.ends.outsider':
    'Somebody who is not of the team wants a last day. Without one the quarterly review asks about them.',
  'invite.manager': 'Manager',
  'invite.manager.help': 'Who answers for them, and is told a week before their last day.',
  'invite.manager.none': 'Nobody',
  'invite.places': 'Where they work',
  'invite.places.help': 'None chosen means everywhere.',
  'invite.send': 'Send invitation',
  'invite.sending': 'Sending…',
  'invite.sent': 'Invitation sent to {name}. It works until {day}.',
  'invite.outbox':
    'Enamel sends no mail here yet. The invitation becomes a file on Enamel’s own computer; choose “Show link” on the next page and hand it over.',
  'invite.no_mail':
    'Enamel sends no mail here yet, so the invitation reaches nobody. Set mail up first, under Settings, Communications, Email.',
  'invite.mail_failing':
    'Mail does not go out at the moment. The invitation waits and is sent as soon as mail goes again.',
  'invite.purpose': 'You are about to let somebody in.',
  'invite.back': 'Back to People',

  'invite.pending.again': 'Send again',
  'invite.pending.again.named': 'Send again, to {name}',
  'invite.pending.sending': 'Sending…',
  'invite.pending.sent_again': 'A new link is on its way to {name}. The one before works no more.',
  'invite.pending.show': 'Show link',
  'invite.pending.show.named': 'Show link for {name}',
  'invite.pending.showing': 'Making the link…',
  'invite.pending.shown.title': 'The link for {name}',
  'invite.pending.shown':
    'For {name} alone, beside this screen: let them photograph it with their own phone. It works once, and the one in the mail works no more.',
  'invite.pending.shown.until': 'Works once, until {day}. Nobody can show it again.',
  'invite.pending.shown.done': 'Done',
  'invite.pending.cancel': 'Cancel',
  'invite.pending.cancel.named': 'Cancel the invitation to {name}',
  'invite.pending.cancel.question': 'Cancel the invitation to {name}?',
  'invite.pending.cancel.what':
    'The link works no more at once; whoever opens it reads that the invitation was cancelled. Nobody gets a mail. You can invite them again.',
  'invite.pending.cancel.act': 'Cancel the invitation',
  'invite.pending.cancelling': 'Cancelling…',
  'invite.pending.cancelled': 'The invitation to {name} is cancelled.',
  'invite.pending.purpose': 'You are about to show a link that lets somebody in.',
  'invite.pending.mail.outbox': 'No mail went: Enamel sends none here yet. Show the link instead.',
  'invite.pending.mail.none':
    'No mail went: Enamel sends none here yet. Set it up under Settings, Communications, Email, and send it again.',
  'invite.pending.mail.waiting': 'The mail has not gone yet. Enamel keeps trying.',
  'invite.pending.mail.failed': 'The mail could not be delivered. Check the address, or show the link.',
  'invite.pending.mail.handed': 'The link was shown to be handed over.',

  'invite.table.title': 'Invite many from a table',
  'invite.table.sentence':
    'Fill in a table, look at what would happen, then invite everybody in it at once. Up to 500 people.',
  'invite.table.first': 'Get the table',
  'invite.table.first.what':
    'It has the columns Enamel knows and one example line. Name, E-mail and Role are needed; the others may stay empty.',
  'invite.table.download': 'Download the table',
  'invite.table.second': 'Fill it in and choose it here',
  'invite.table.second.what': 'Save it as CSV. One person a line. Roles as they are called here: {roles}.',
  'invite.table.choose': 'Choose a file',
  'invite.table.another': 'Choose another file',
  'invite.table.looking': 'Looking…',
  'invite.table.file_too_large':
    'This file is larger than 1 MB, so nothing in it was read. A table of 500 people is far smaller: is it the right file?',
  'invite.table.fault':
    '{why, select, too_large {The file is larger than 1 MB, so nothing in it was read. Is it the right one?} too_many_rows {The table has more than 500 people. Make two of it.} empty {There is nobody in this table.} not_text {This is no table of text. In your spreadsheet choose “Save as” and then CSV.} quote_not_closed {In line {line} a quotation mark is opened and never closed. Put the closing one there, or remove it.} cells_not_as_head {Line {line} has more or fewer cells than the first line. Often a comma or semicolon inside a cell is the reason: put that cell in quotation marks.} column_missing {The first line has to name the columns. Not found: {columns}.} column_unknown {Enamel does not know this column: {columns}. Remove it, or call it as in the table to download.} column_twice {This column is there twice: {columns}. Keep one.} other {Something in this file is not as it should be.}}',
  'invite.table.nothing_done': 'Nobody was invited.',
  'invite.table.good':
    '{n, plural, one {One person can be invited.} other {# people can be invited.}} Nothing has been sent yet.',
  'invite.table.bad':
    '{bad, plural, one {One line wants} other {# lines want}} something before anybody is invited. Mend the table, save it and choose it again.',
  'invite.table.label': 'The people in the table',
  'invite.table.line': 'Line {n}',
  'invite.table.send': 'Invite {n, plural, one {this person} other {all # people}}',
  'invite.table.sent': '{n, plural, one {One invitation was sent.} other {# invitations were sent.}}',
  'invite.table.shared': 'Several people seem to read this address: better one of their own.',
  'invite.table.row.ok': 'Fine',
  'invite.table.row.name': 'The name is missing, or has signs that no name has.',
  'invite.table.row.address': 'This is no e-mail address.',
  'invite.table.row.role': 'There is no such role.',
  'invite.table.row.rank_too_low': 'This role is not below yours: an Owner has to invite them.',
  'invite.table.row.it_by_admins': 'An Owner or Admin has to invite outside IT.',
  'invite.table.row.formula':
    'A cell begins with = + - or @, which a spreadsheet would compute. Write it without.',
  'invite.table.row.twice': 'This address stands in the table before.',
  'invite.table.row.works_here': 'They work here already.',
  'invite.table.row.disabled_here': 'They are disabled here. Enable them instead.',
  'invite.table.row.waiting_already': 'An invitation is waiting for them already.',
  'invite.table.row.shared_address':
    'Several people seem to read this address. An Owner or Admin needs one of their own.',
  'invite.table.row.end_date': 'The last day is written as in 2026-12-31.',
  'invite.table.row.end_date_past': 'The last day is over, or more than five years away.',
  'invite.table.row.owner_has_no_end': 'An Owner has no last day.',
  'invite.table.row.owner_not_outsider': 'An Owner is part of the team: leave Outsider empty.',
  'invite.table.row.address_too_often':
    'Ten invitations went to this address within a day. Invite them tomorrow.',
  'invite.table.row.outsider': 'Outsider is empty, IT, Locum, Accountant or Other.',
  'invite.table.row.place_unknown': 'There is no such place in the clinic.',

  'invitations.table.file': 'people-to-invite.csv',
  'invitations.table.column.name': 'Name',
  'invitations.table.column.address': 'E-mail',
  'invitations.table.column.role': 'Role',
  'invitations.table.column.ends': 'Last day',
  'invitations.table.column.outsider': 'Outsider',
  'invitations.table.column.places': 'Places',

  'mail.invitation.subject': '{by} invites you to Enamel at {clinic}',
  'mail.invitation.body':
    'Hello {name},\n\n{by} of {clinic} has invited you to Enamel, where the people of the practice sign in. This link is yours: it works once, until {ends}. Do not pass it on.\n\n{link}\n\nYou choose your own password or passkey there. Have you used Enamel with this address before? The page asks you, and you go on with what you have.\n\nDid you not expect this? Then do nothing, and ask {by} in person or by phone. Nothing happens unless you open the link and join.\n',
  'mail.joined.subject': 'You have joined {clinic} on Enamel',
  'mail.joined.body':
    'Hello {name},\n\nWith this address you have joined {clinic} on Enamel. From now on you sign in at {link}\n\nWhen: {when}\n\nWas that you? Then there is nothing to do.\n\nWas it not you? Then somebody else reads your mail: change the password of your mailbox now, and tell an Owner or Admin of {clinic} in person or by phone.\n',
  'mail.colleague_joined.subject':
    '{who} joined {clinic} as {role, select, OWNER {an Owner} other {an Admin}}',
  'mail.colleague_joined.body':
    'Hello {name},\n\n{who} accepted an invitation of {by} and is {role, select, OWNER {an Owner} other {an Admin}} of {clinic} on Enamel now. Every Owner gets this mail.\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nDid you expect this? Then there is nothing to do. If not, ask {by} now, in person or by phone, and open Settings, Staff, People to disable {who}.\n',
} as const satisfies Catalogue
