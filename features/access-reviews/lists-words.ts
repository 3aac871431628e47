/** Words of lists of other systems, of the second person who is not there, and of reminders. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const reviewListWords = {
  'review.flag.left_here': 'of somebody who does not work here any more',
  'review.flag.second_account': 'their second account in this list',

  'review.lists.title': 'Accounts in other systems',
  'review.lists.lead':
    'Who has an account in the practice system, in the mail, at the bank? Bring their list, and Enamel finds accounts that belong to nobody here.',
  'review.lists.none': 'No list yet. A review without one looks at Enamel alone.',
  'review.lists.back': 'Back to the review',
  'review.lists.add': 'Bring a list',
  'review.lists.name': 'Which system is it of?',
  'review.lists.name_help': 'As people here call it, such as “Practice system” or “Mail”.',
  'review.lists.other_system': 'Another one',
  'review.lists.other_name': 'What is it called?',
  'review.lists.how': 'How do you have it?',
  'review.lists.how.csv': 'As a file',
  'review.lists.how.csv.help':
    'A table with a head, as the system exports it (CSV). 1 MB and 500 lines at most.',
  'review.lists.how.pasted': 'On the clipboard',
  'review.lists.how.pasted.help': 'Copied from a page or a spreadsheet.',
  'review.lists.how.typed': 'On a screen or on paper',
  'review.lists.how.typed.help': 'Type one name a line, with the address or sign-in name where there is one.',
  'review.lists.file': 'File',
  'review.lists.text': 'One account a line',
  'review.lists.text_help': 'Such as: Ada Marsh, ada@marshlane.example',
  'review.lists.act': 'Bring this list',
  'review.lists.acting': 'Reading…',
  'review.lists.done':
    '{entries, plural, one {# account} other {# accounts}} of {name}: {known} matched, {nobody, plural, =0 {none left over} other {# of nobody here}}.',
  'review.lists.count': '{entries, plural, one {# account} other {# accounts}}',
  'review.lists.matched':
    '{address} by address, {name} by name{hand, plural, =0 {} other {, # by hand}}; {nobody, plural, =0 {none of nobody} other {# of nobody here}}.',
  'review.lists.left_over':
    '{n, plural, one {# account is of nobody here. Say below whose it is, or take it away in the review.} other {# accounts are of nobody here. Say below whose they are, or take them away in the review.}}',
  'review.lists.brought': 'Brought by {by}, {at}',
  'review.lists.take_out': 'Take this list out',
  'review.lists.take_out_label': 'Take this list out: {name}',
  'review.lists.take_out.title': 'Take the list of {name} out?',
  'review.lists.take_out.body':
    'Its {n, plural, one {line goes} other {# lines go}} out of this review. Nothing changes in {name} itself.',
  'review.lists.take_out.act': 'Take it out',
  'review.lists.take_out.done': 'The list of {name} is out of the review.',
  'review.lists.whose': 'Whose accounts are these?',
  'review.lists.whose.lead':
    'They fit nobody by address or name. Say whose they are, or leave them: then the review asks to take them away.',
  'review.lists.whose_one': 'Whose account is {name}?',
  'review.lists.maybe': 'It may be {name}',
  'review.lists.nobody': 'Nobody’s here',
  'review.lists.left': '{name} (left)',
  'review.lists.matching': 'Noting it…',
  'review.lists.match_done': '{account} is an account of {name}.',

  'review.entry.address': 'Account of {name}, by its address',
  'review.entry.name': 'Account of {name}, by the name',
  'review.entry.hand': 'Account of {name}, as somebody here says',
  'review.entry.none': 'Nobody here has this account, as far as Enamel can tell',
  'review.entry.role': 'There: {role}',
  'review.entry.seen': 'Last used there: {seen}',
  'review.entry.shut': 'Shut there: nobody can sign in with it',

  'review.left.own':
    '{n, plural, one {# line is} other {# lines are}} your own: ask somebody outside, or say that there is no second person.',

  'review.second.lead':
    'Nobody decides on themselves, and nobody else here may decide this. Ask somebody outside whom you trust: your accountant, your IT person, a colleague of another practice.',
  'review.second.ask': 'Ask somebody outside',
  'review.second.name': 'Their name',
  'review.second.address': 'Their e-mail address',
  'review.second.address_help':
    'They get a link that shows this one thing and works for 14 days. You are not shown it.',
  'review.second.send': 'Send the link',
  'review.second.sending': 'Sending…',
  'review.second.sent': 'The link is on its way to {name}.',
  'review.second.nobody': 'There is no second person',
  'review.second.nobody.title': 'Keep it without a second person?',
  'review.second.nobody.body':
    'It stands in the summary as an exception, with your name and your reason. Nothing else is blocked by it.',
  'review.second.nobody.reason': 'Why is there nobody to ask?',
  'review.second.nobody.act': 'Put it on record',
  'review.second.nobody.acting': 'Writing…',
  'review.second.nobody.done': 'It is on record that there is no second person.',

  'review.task.title': 'Should {name} keep this access?',
  'review.task.lead':
    '{clinic} goes through its list of people every three months. Nobody decides on themselves there, so {name} asks you.',
  'review.task.may': 'What {name} may do',
  'review.task.role': 'Role',
  'review.task.here_since': 'Here since',
  'review.task.last': 'Last signed in',
  'review.task.never': 'Never',
  'review.task.second_step': 'Signs in with a second step',
  'review.task.yes': 'Yes',
  'review.task.no': 'No',
  'review.task.marks': 'Worth a look',
  'review.task.elsewhere': 'Their accounts in other systems',
  'review.task.account': '{list}: {name}',
  'review.task.note': 'What you want to add',
  'review.task.note_help': 'Your name and this stand in the summary. If you would not keep it, say why.',
  'review.task.keep': 'Yes, keep it',
  'review.task.object': 'No, I would not',
  'review.task.object_help':
    'Nothing is taken away by that: {name} reads what you say, and has to answer for it.',
  'review.task.acting': 'Sending…',
  'review.task.kept.title': 'Thank you. It is kept.',
  'review.task.kept': 'Your name and the time are on record at {clinic}. You can close this page.',
  'review.task.objected.title': 'Thank you. It is noted.',
  'review.task.objected':
    '{name} reads what you said. The review stays open until it is settled. You can close this page.',

  'mail.review_outsider.subject': '{by} asks you to look at one thing at {clinic}',
  'mail.review_outsider.body':
    'Hello {name},\n\n{by} runs Enamel, the security desk of {clinic}. Every three months the practice goes through who has access. Nobody decides on themselves there, and nobody else at {clinic} may decide on {by}. So {by} asks you: should they keep their access?\n\nThis link shows that one thing and lets you answer. You need no account and no password. It works for {days} days:\n{link}\n\nNot sure it is real? Ring {by} at a number you know.\n',
  'reminder.staff_review':
    '{first, select, yes {First review of everybody’s access} other {Quarterly staff review}}',
  'reminder.staff_review.where': 'Settings, Staff, Access review',
  'reminder.staff_review.calendar': 'Quarterly staff review',

  'problem.access_reviews.list_not_found': 'This list is not in the review any more. Load the page again.',
  'problem.access_reviews.list_not_read':
    '{why, select, too_large {This file is larger than 1 MB. Bring a table of people alone, as CSV.} too_many_rows {These are more than 500 accounts. Bring those of people who work here or did, in two lists.} empty {There is nobody in it. Bring a table with a head and a line for each account, or type one name a line.} not_text {This file is no text, perhaps a spreadsheet or a picture. Save it as CSV and bring that.} quote_not_closed {Line {line}: a quotation mark begins there and never ends. Mend that line, or save the file as CSV once more.} cells_not_as_head {Line {line} has more or fewer cells than the head. Mend that line, or save the file as CSV once more.} head_not_known {The first line should name the columns. Name one of them “Name”, “E-mail” or “Username”.} nobody_in_line {Line {line} has no name, no address and no sign-in name. Fill it in or take it out.} formula {Line {line} begins with a sign that a spreadsheet would compute. Take it out: it is nobody’s name.} too_long {Line {line} has a cell of more than 200 characters. That is no list of people; look at its columns.} other {It could not be read.}} Nothing was taken of it.',
  'problem.access_reviews.list_there':
    'There is a list of {name} in this review already. Take that one out first, or give this one another name.',
  'problem.access_reviews.list_decided':
    '{decided, plural, one {# line of it is} other {# lines of it are}} decided already, so it stays. What is wrong with it can be said line by line.',
  'problem.access_reviews.no_match_here':
    'This line is decided, or is no account of a list. Load the page again.',
  'problem.access_reviews.system_not_found':
    'This system is not in use any more. Choose another, or give the list a name.',
  'problem.access_reviews.second_person_here':
    'There is somebody who may decide this: {names}. Leave this line to them.',
  'problem.access_reviews.outsider_is_here':
    'This address belongs to somebody of the practice. Ask somebody outside: nobody decides on themselves.',
  'problem.access_reviews.not_own': 'This is for your own access alone, as long as it is undecided.',

  'action.review.row_matched': 'Said whose account it is',
} as const satisfies Catalogue
