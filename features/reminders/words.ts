/** Words of the reminders: their mails, their pages, and the calendar. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const reminderWords = {
  'reminders.sentence.late':
    '{late, plural, one {1 thing is late} other {# things are late}}{soon, plural, =0 {.} one {, 1 more is due within 14 days.} other {, # more are due within 14 days.}}',
  'reminders.sentence.soon':
    'Nothing is late. {soon, plural, one {1 thing is} other {# things are}} due within 14 days.',
  'reminders.sentence.quiet': 'Nothing needs you. Next: {what}, on {day}.',
  'reminders.sentence.none': 'Nothing is due.',
  'reminders.late': 'Late',
  'reminders.soon': 'Within 14 days',
  'reminders.waiting': 'Put off',
  'reminders.later': 'Later',
  'reminders.due_on': 'Due on {day}',
  'reminders.was_due_on': 'Was due on {day}, {n, plural, one {1 day ago} other {# days ago}}',
  'reminders.due_today': 'Due today',
  'reminders.urgent': 'Urgent',
  'reminders.to': 'Told to {names}',
  'reminders.to_nobody': 'It concerns nobody who works here now, so nobody is told. Name who looks after it.',
  'reminders.by_itself': 'Comes about by itself',
  'reminders.put_off_until': 'Put off until {day} by {by}: {reason}',
  'reminders.open': 'Open',
  'reminders.open_named': 'Open: {what}',
  'reminders.put_off': 'Put off',
  'reminders.put_off_named': 'Put off: {what}',
  'reminders.resume': 'Remind again',
  'reminders.resume_named': 'Remind again: {what}',
  'reminders.resumed': '{what} is told of as always again.',
  'reminders.mail':
    'Next mail: {day}, 07:00, one to everybody whom something here concerns. On other days a mail goes only for what is due that very day, and never more than one a day. What is urgent is told at once.',
  'reminders.empty.title': 'Nothing is due',
  'reminders.empty.text':
    'Reviews, changes of shared secrets, statements and last days stand here with their date as soon as there are any.',
  'reminders.form.title': 'Put this reminder off?',
  'reminders.form.sentence':
    'Nobody is told of “{what}” until that day. It stays due all the same, and whomever it concerns reads in their mail that you put it off.',
  'reminders.form.until': 'Remind again on',
  'reminders.form.until_help': 'From tomorrow on, 30 days ahead at most.',
  'reminders.form.reason': 'Why',
  'reminders.form.reason_help': 'Is kept in the log, with your name.',
  'reminders.form.act': 'Put off',
  'reminders.form.acting': 'Putting off…',
  'reminders.form.done': 'Put off until {day}.',

  'own_reminders.sentence.late':
    '{late, plural, one {1 thing of yours is late.} other {# things of yours are late.}}',
  'own_reminders.sentence.some':
    '{n, plural, one {1 thing concerns} other {# things concern}} you. Next: {day}.',
  'own_reminders.sentence.none': 'Nothing is due that concerns you.',
  'own_reminders.list': 'What concerns you',
  'own_reminders.told': 'You are told by mail on Mondays, and on the day itself.',
  'own_reminders.none': 'You are told by mail, on a Monday, as soon as something concerns you.',
  'own_reminders.calendar': 'Your calendar',
  'own_reminders.calendar.text':
    'Your phone or computer can show these days among your own. It asks Enamel by itself, by a secret link. It is told days and what there is to do, never a name of a colleague or a patient.',
  'own_reminders.calendar.make': 'Make a link',
  'own_reminders.calendar.again': 'Make a new link',
  'own_reminders.calendar.making': 'Making…',
  'own_reminders.calendar.end': 'End the link',
  'own_reminders.calendar.ended':
    'The link is over. Calendars that had it keep what they were told, and learn nothing more.',
  'own_reminders.calendar.made_on': 'You made a link on {day}.',
  'own_reminders.calendar.read': 'A calendar asked last on {time}.',
  'own_reminders.calendar.not_read': 'No calendar has asked by it yet.',
  'own_reminders.calendar.strange': 'Not yours? Make a new link: the one before stops working at once.',
  'own_reminders.calendar.here': 'Your link',
  'own_reminders.calendar.how':
    'In your calendar choose to add or subscribe to a calendar by its address, and paste this there. It is shown once: whoever has it can read your days.',
  'own_reminders.calendar.copy': 'It works until you end it, or your access to the clinic ends.',
  'own_reminders.calendar.reach':
    'A calendar on the internet, such as Google’s, can ask only where Enamel is reached from the internet. One on this computer or phone asks in the practice’s network.',
  'own_reminders.calendar.purpose': 'make a link to your calendar',
  'own_reminders.end.title': 'End the link to your calendar?',
  'own_reminders.end.sentence':
    'Every calendar that has it stops being told. You can make another at any time.',
  'own_reminders.end.act': 'End it',
  'own_reminders.end.acting': 'Ending…',

  'reminders.calendar.name': 'Enamel, {clinic}',
  'reminders.calendar.due': '{what}',
  'reminders.calendar.late': 'Late: {what}',
  'reminders.calendar.more': 'Open Enamel and go to {where}.',

  'mail.reminders.subject':
    '{late, plural, =0 {{n, plural, one {One thing is due} other {# things are due}}} one {One thing is late} other {# things are late}} at {clinic}',
  'mail.reminders.body':
    'Hello {name},\n\nthis is what is due at {clinic} and concerns you:\n\n{list}\n\n{waiting, select, none {} other {Put off:\n{waiting}\n\n}}Open Enamel the way you always do, not through a link in a mail.\n\nThis mail comes on Mondays, and on a day on which something is due; never more than one a day. Under My profile, Calendar and reminders you can have these days in your own calendar.\n',
  'mail.reminders.line':
    '- {what}\n  {stage, select, late {{days, plural, one {1 day late} other {# days late}}} today {Due today} other {Due on {due}}}. {where}',
  'mail.reminders.waiting': '- {what}: until {until}, by {by}',
  'mail.reminder_urgent.subject': 'Needs you now at {clinic}: {what}',
  'mail.reminder_urgent.body':
    'Hello {name},\n\nthis cannot wait for Monday:\n\n{what}\n\nOpen Enamel the way you always do, not through a link in a mail, and go to {where}.\n',

  'leaver.step.calendar_link': 'Link to their calendar of reminders',

  'problem.reminders.not_found': 'This is done, or due on another day by now. Load the page again.',
  'problem.reminders.not_to_put_off':
    'This cannot be put off: it is urgent, comes about by itself, or is not told of for more than 14 days anyway.',
  'problem.reminders.until_wrong':
    'A reminder waits from tomorrow on, and {days} days at most. Choose a day between.',
  'problem.reminders.not_put_off': 'Nothing was put off here. Load the page again.',
  'problem.reminders.calendar_not_found':
    'There is no calendar under this address. Its link was made anew or ended; a new one is made in Enamel under My profile, Calendar and reminders.',

  'action.reminder.put_off': 'Put a reminder off',
  'action.reminder.resumed': 'Let a reminder be told again',
  'action.calendar_link.made': 'Made a link to their calendar of reminders',
  'action.calendar_link.ended': 'Ended the link to their calendar of reminders',
} as const satisfies Catalogue
