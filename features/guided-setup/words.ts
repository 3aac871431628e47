/** Words of the guided setup. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const guidedSetupWords = {
  'guided.title': 'Guided setup',
  'guided.progress':
    '{at} of {of} · {minutes, plural, =0 {the last one} one {about # minute left} other {about # minutes left}}',
  'guided.steps': 'Steps of the guided setup',
  'guided.back': 'Back',
  'guided.skip': 'Skip for now',
  'guided.skipping': 'One moment…',
  'guided.next': 'Next',
  'guided.later': 'Stop here and go to Home',
  'guided.later.kept': 'What you answered is kept. Go on any time, in any browser.',
  'guided.state.answered': 'Answered',
  'guided.state.skipped': 'Not checked yet',
  'guided.state.open': 'Open',

  'guided.step.hours': 'Opening hours',
  'guided.step.holidays': 'Public holidays',
  'guided.step.systems': 'Systems you use',
  'guided.step.shared': 'Shared computers',
  'guided.step.leader': 'Who leads',
  'guided.step.second_owner': 'A second Owner',
  'guided.step.range': 'Stolen passwords',
  'guided.step.staff': 'Your team',

  'guided.hours.title': 'When are you open?',
  'guided.hours.lead':
    'So that Enamel can tell what happens outside of your hours. All places start with these.',
  'guided.hours.act': 'Save and go on',
  'guided.holidays.title': 'On which public holidays are you closed?',
  'guided.holidays.lead': 'Untick those on which you work. Closed days of your own are added in Settings.',
  'guided.systems.title': 'What do you use besides Enamel?',
  'guided.systems.lead':
    'Tick what you know. Enamel sees none of it; it asks you who has an account there when somebody leaves.',
  'guided.systems.there': 'On your list: {names}',
  'guided.shared.title': 'Computers that people share',
  'guided.shared.lead': 'Front desk, surgery, sterilisation. Shared computers get a lock screen with names.',
  'guided.leader.title': 'Who leads when something happens?',
  'guided.leader.lead':
    'They decide when a computer is locked by criminals or a phone is stolen. It goes on the page for the wall; blank lines can be filled in later.',
  'guided.leader.act': 'Save and go on',
  'guided.second_owner.title': 'Who lets you in when you cannot sign in?',
  'guided.second_owner.lead':
    'With one Owner, a lost phone can shut the practice out. Invite a second Owner, or seal your backup codes in the safe.',
  'guided.second_owner.done': 'Somebody lets you in, or is invited to. Nothing is left to do here.',
  'guided.second_owner.seal': 'Seal backup codes instead',
  'guided.range.title': 'May new passwords be compared with a list of stolen ones?',
  'guided.range.lead':
    'Have I Been Pwned keeps hundreds of millions of stolen passwords. Enamel sends the first five characters of a fingerprint, never the password, a name or the clinic. Without it, Enamel uses its own shorter list.',
  'guided.range.yes': 'Yes, compare them',
  'guided.range.no': 'No, use the shorter list',
  'guided.range.saving': 'Saving…',
  'guided.range.purpose': 'change what is asked of passwords',
  'guided.staff.title': 'Who works with you?',
  'guided.staff.lead': 'Each gets a mail with a link that holds 7 days, and sets up their own sign-in.',
  'guided.staff.here':
    '{n, plural, one {# other person is here or invited.} other {# other people are here or invited.}}',
  'guided.staff.table': 'Invite from a table',
  'guided.staff.alone': 'Nobody else works here',

  'guided.end.title': 'That is all for now',
  'guided.end.lead':
    'Print the two pages for the wall, and see where the practice stands. What was skipped is not checked yet and waits in the list.',
  'guided.end.score': 'Your first score',
  'guided.end.score.what': '{n} of 100. Home says what brings it up next, with minutes and points.',
  'guided.end.print': 'Print the two pages',
  'guided.end.home': 'Go to Home',
  'guided.end.left': 'Not checked yet',
  'guided.end.all': 'Everything was answered.',
  'guided.end.answer': 'Answer {step}',
  'guided.end.answer.short': 'Answer',
  'guided.end.minutes': '{n, plural, one {About # minute} other {About # minutes}}',

  'guided.home.line':
    'The guided setup goes on where you stopped: {minutes, plural, one {about # minute} other {about # minutes}} left.',
  'guided.home.go': 'Go on',
  'guided.home.away': 'Put away',
  'guided.home.away.named': 'Put away the guided setup',
  'guided.home.gone': 'It is put away. You find it under Settings, Clinic, Guided setup.',
  'setup.done.guided': 'Go on: eight questions, about 20 minutes',

  'problem.guided_setup.nothing_answered':
    'There is nothing answered here yet. Answer it, or skip it for now.',

  'action.guided_setup.step_answered': 'Guided setup: a question answered with no',
  'action.guided_setup.step_skipped': 'Guided setup: a question left for later',
  'action.guided_setup.finished': 'Guided setup gone through',
  'action.guided_setup.put_away': 'Guided setup put away',
  'audit.target.guided_setup': 'the guided setup',
} as const satisfies Catalogue
