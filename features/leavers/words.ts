/** Words of leaving: problems, log, mails and the certificate; the screens' own stand in run-words.ts. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

const OWNERS_FOOT =
  'Did you expect this? Then there is nothing to do.\n\nIf not, ask {by} now, in person or by phone. Open Enamel the way you always do, not through a link in a mail: under Settings, Staff, Leavers it can be undone for 24 hours.'

export const leaverWords = {
  'problem.leavers.run_not_found': 'There is no such leaving here. Go back to the list of leavers.',
  'problem.leavers.item_not_found': 'There is no such item in this list. Load the page again.',
  'problem.leavers.person_not_found': 'There is no such person in this clinic. Load the page again.',
  'problem.leavers.changed_meanwhile':
    'Somebody changed this meanwhile. Load the page again and look at how it stands now.',
  'problem.leavers.not_running': 'This leaving is over already. Load the page again.',
  'problem.leavers.already_running':
    'A leaving of theirs has begun already, and something of it is open. Close that one first.',
  'problem.leavers.already_planned': 'Their leaving is planned already. Call that off first, or begin now.',
  'problem.leavers.plan_when': 'Choose a day and an hour from now on, within the next year.',
  'problem.leavers.last_owner':
    'This is the only Owner who can sign in. Make somebody else an Owner first, so that nobody is locked out of the clinic.',
  'problem.leavers.planner_gone': 'Whoever planned this may no longer begin it. An Owner begins it by hand.',
  'problem.leavers.reason_needed': 'Write why: it stands in the certificate.',
  'problem.leavers.items_open':
    'Some things are still open. Only an Owner closes with open things, and says why.',
  'problem.leavers.not_an_heir': 'This cannot be given to that person. Load the page again.',
  'problem.leavers.written_elsewhere':
    'This was written into Systems or Who knows what as well. Was it a mistake? State it anew there.',
  'problem.leavers.not_closed': 'The certificate is made when the leaving is closed.',
  'problem.leavers.undo_over':
    'A leaving can be undone for 24 hours. Now they are invited again, under Settings, Staff, People.',
  'problem.leavers.nothing_to_hand': 'Nothing of what you chose is still open. Load the page again.',

  'action.leaver.started': 'Leaving begun: access ended',
  'action.leaver.not_started': 'A planned leaving did not begin',
  'action.leaver.item_settled': 'Something about a leaver settled',
  'action.leaver.item_reopened': 'Something about a leaver opened again',
  'action.leaver.item_added': 'Something about a leaver added',
  'action.leaver.heir_named': 'What was a leaver’s given to a colleague',
  'action.leaver.asked': 'Somebody asked to see to things about a leaver',
  'action.leaver.ask_taken_back': 'That asking taken back',
  'action.leaver.closed': 'Leaving closed, with its certificate',
  'action.leaver.undone': 'Leaving undone: it was a mistake',
  'action.leaver_list.changed': 'List for leavers changed',
  'action.staff_plan.made': 'Something in staff planned for a later day',
  'action.staff_plan.called_off': 'Something planned in staff called off',

  'leaver.heir.leaver_items': 'A task about somebody who left: {what}',
  'leaver.step.sign_in': 'Sign-in to this clinic',

  'mail.leaver_started.subject': '{colleague} has left {clinic}: access to Enamel has ended',
  'mail.leaver_started.body': `Hello {name},\n\n{colleague} has left. Every sign-in of theirs to Enamel at {clinic} has ended. {open, plural, =0 {Nothing else is open.} one {One thing outside of Enamel is still to be done.} other {# things outside of Enamel are still to be done.}}\n\n{how, select, planned {It began by itself, as it was planned.} other {Begun by: {by}}}\nWhen: {when}\n\nTo see to the rest, open Enamel the way you always do: Settings, Staff, Leavers.\n\nDid you expect this? Then there is nothing more to do here.\n\nIf not, ask your colleagues now, in person or by phone. Under Settings, Staff, Leavers it can be undone for 24 hours.\n`,
  'mail.leaver_not_started.subject': 'The leaving of {colleague} at {clinic} did not begin',
  'mail.leaver_not_started.body':
    'Hello {name},\n\nThe leaving of {colleague} was planned for now and did not begin: {why, select, planner {whoever planned it may no longer do so} other {they are the only Owner who can sign in}}. Their access goes on.\n\nIs it to end? Open Enamel the way you always do, and begin it by hand: Settings, Staff, Leavers.\n\nWhen: {when}\n',
  'mail.leaver_asked.subject':
    '{tasks, plural, one {A task} other {# tasks}} for you at {clinic}: {colleague} has left',
  'mail.leaver_asked.body':
    'Hello {name},\n\n{colleague} has left {clinic}, and {by} asks you to see to {tasks, plural, one {one thing} other {# things}}. You find {tasks, plural, one {it} other {them}} in Enamel under My profile, Tasks: open Enamel the way you always do, not through a link in a mail.\n\nWhen: {when}\nBy: {by}\n',
  'mail.leaver_undone.subject': 'Your access to Enamel at {clinic} is back',
  'mail.leaver_undone.body':
    'Hello {name},\n\nYour access to Enamel at {clinic} was ended by mistake. {by} has given it back.\n\nFor your safety your old password and second step do not come back with it. To come in again, open Enamel the way you always do, choose “Forgot your password?” and follow the mail. Then set up your second step anew; ask {by} if you need a code for that.\n\nWhen: {when}\nBy: {by}\n\nNobody may ask you for your password or for a code, not even {by}.\n',
  'mail.leaver_undone_owner.subject': 'The leaving of {colleague} at {clinic} was undone',
  'mail.leaver_undone_owner.body': `Hello {name},\n\n{colleague} belongs to {clinic} again, as before. Their old password and second step did not come back: they set up both anew.\n\nWhen: {when}\nBy: {by}\nReason: {reason}\n\n${OWNERS_FOOT}\n`,

  'leavers.paper.items': 'Still to be done',
  'leavers.paper.items_of': 'Still to be done: {name}',
  'leavers.paper.items_file': 'Still to be done {name}.pdf',
  'leavers.paper.items.what':
    'Write who did it and when, and bring this sheet back. Whoever brings it back writes it into Enamel.',
  'leavers.paper.items.back':
    'Into Enamel: Settings, Staff, Leavers, then “Otherwise…” beside each line, with the name written here.',
  'leavers.paper.head.part': 'Belongs to',
  'leavers.paper.head.what': 'What',
  'leavers.paper.head.until': 'Until',
  'leavers.paper.head.who': 'Done by, on',
  'leavers.paper.within': 'by {time}',
  'leavers.paper.title': 'Leaving certificate',
  'leavers.paper.title_of': 'Leaving certificate: {name}',
  'leavers.paper.file': 'Leaving certificate {name}.pdf',
  'leavers.paper.foot': 'Enamel · page {page} of {of}',
  'leavers.paper.work_ended': 'Work ended',
  'leavers.paper.began': 'Begun',
  'leavers.paper.closed': 'Closed',
  'leavers.paper.begun_by': 'by {name}',
  'leavers.paper.by_itself': 'by itself, as planned',
  'leavers.paper.here': 'In Enamel',
  'leavers.paper.counted': 'Within 60 minutes: sign-ins, remote access, mail',
  'leavers.paper.dated': 'With a date of their own',
  'leavers.paper.dated_on': 'With a date of their own, continued',
  'leavers.paper.none': 'Looked for, and none found: {what}.',
  'leavers.paper.undone': 'This leaving was a mistake and was undone by {name} on {when}:',
  'leavers.paper.open': 'open',
  'leavers.paper.still_open': 'Still open.',
  'leavers.paper.due': 'By {date}.',
  'leavers.paper.by_enamel': 'Done by Enamel',
  'leavers.paper.stated': 'Stated by {name}.',
  'leavers.paper.not_applicable': 'Does not apply, says {name}:',
  'leavers.paper.heir': 'Now with {name}',
  'leavers.paper.minutes':
    'Sign-ins, remote access and mail were all ended {minutes, plural, =0 {in the minute their work ended} one {1 minute after their work ended} other {# minutes after their work ended}}.',
  'leavers.paper.minutes_late':
    'Sign-ins, remote access and mail were all ended {hours} h {minutes} min after their work ended: later than the 60 minutes.',
  'leavers.paper.minutes_open':
    'Not all sign-ins, remote access and mail were ended: see what is open below.',
  'leavers.paper.left_open': '{open, plural, one {1 thing was left open.} other {# things were left open.}}',
  'leavers.paper.left_open.why': '{name} closed it as Owner, because:',
  'leavers.paper.all_done': 'Nothing was left open.',
  'leavers.paper.proof':
    'Done by Enamel: Enamel did it and knows. Stated: a person says so. SHA-256 of this record, as it stands in the audit log: {hash}',

  'reminder.leaver_open':
    '{n, plural, one {1 thing is} other {# things are}} still open about {name}, who left',
  'reminder.leaver_open.where': 'Settings, Staff, Leavers',
  'reminder.leaver_open.calendar': 'Something is still open about a leaving',
  'reminder.leaver_task':
    '{n, plural, one {1 thing} other {# things}} about {about} that you were asked to see to',
  'reminder.leaver_task.where': 'My profile, Tasks',
  'reminder.leaver_task.calendar': 'Something that a colleague asked you to see to',
  'reminder.planned_leaving': 'A leaving that was planned begins by itself',
  'reminder.planned_leaving.where': 'Settings, Staff, Leavers',
  'reminder.planned_leaving.calendar': 'Something that was planned begins by itself',
} as const satisfies Catalogue
