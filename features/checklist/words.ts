/** Words of Home: the ten steps in the printed guide's words and order. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const checklistWords = {
  'checklist.step.1': 'Enforce 2FA for all clinic users',
  'checklist.step.2': 'Use passkeys where supported',
  'checklist.step.3': 'Short session timeout on shared computers',
  'checklist.step.4': 'Review the staff list quarterly',
  'checklist.step.5': 'Review audit log alerts weekly',
  'checklist.step.6': 'Train staff on phishing',
  'checklist.step.7': 'Don’t reuse passwords',
  'checklist.step.8': 'Strong sender-domain authentication',
  'checklist.step.9': 'Lock the registration code',
  'checklist.step.10': 'A written incident response plan',

  'checklist.score': '{n} of 100 points',
  'checklist.of_100': 'of 100',
  'checklist.score_section': 'Score',
  'checklist.steps': 'The ten steps',
  'checklist.own_steps': 'Your own part of the ten steps.',
  'checklist.sentence.unknown':
    '{n, plural, one {# point is} other {# points are}} not checked yet and count nothing.',
  'checklist.sentence.gain':
    'Everything is looked at. {n, plural, one {# point is} other {# points are}} still to gain.',
  'checklist.sentence.full': 'All ten steps are done.',
  'checklist.tooth':
    'Step {step}, {title}: {state}, {points} of {of, plural, one {# point} other {# points}}',
  'checklist.row_of_teeth': 'Points by step, told again in the list below',
  'checklist.legend.measured': '{n} measured',
  'checklist.legend.stated': '{n} stated',
  'checklist.legend.unknown': '{n} not checked',
  'checklist.legend.gain': '{n} still to gain',
  'checklist.how.measured': 'Measured',
  'checklist.how.stated': 'Stated',
  'checklist.how.unknown': 'Not checked',
  'checklist.points': '<b>{points}</b> <total>of {of}</total>',
  'checklist.complete': 'Complete',
  'checklist.as_of': 'As of {time}. What follows may have changed since: no answer comes from the server.',

  'checklist.evidence.two_factor':
    '{withFactor} of {total, plural, one {# person uses} other {# people use}} a second step. {policy, select, required {It is required of everybody.} narrowed {It is not yet required of {uncovered}{moreUncovered, plural, =0 {} other { and # more}}.} recommended {It is recommended, not yet required.} other {It is optional.}}',
  'checklist.evidence.two_factor.missing': 'Not yet: {missing}{more, plural, =0 {} other { and # more}}.',
  'checklist.evidence.passkeys':
    '{withOne} of {total, plural, one {# person has} other {# people have}} a passkey.{withOne, plural, =0 {} other { {leaders, plural, =0 {} one {{withTwo, plural, =0 {The Owner has no second one yet} other {The Owner has a second one}} for the day the first is lost.} other {{withTwo} of # Owners and Admins have a second one, for the day the first is lost.}}}}',
  'checklist.evidence.own_passkey':
    '{has, select, true {You have a passkey.} other {You have no passkey yet. It takes a minute, and no page can steal it from you.}}',
  'checklist.evidence.passwords':
    '{checked} of {total, plural, one {# password was} other {# passwords were}} compared with the {lists, select, stolen {lists of common and stolen ones} other {list of common ones; lists of stolen ones are not asked}}.',
  'checklist.evidence.passwords.missing':
    'Known to be stolen, to be changed at the next sign-in: {missing}{more, plural, =0 {} other { and # more}}.',
  'checklist.evidence.password_statements':
    '{stated} of {total, plural, one {# person says} other {# people say}} that they use a password manager, and no password twice.{fading, plural, =0 {} other { # of them said so more than a year ago: it counts half, then nothing.}}',
  'checklist.evidence.own_password_statement':
    '{said, select, true {You say that you use a password manager, and no password twice.} other {You have not said this year whether you use a password manager.}}',
  'checklist.evidence.own_second_factor':
    '{has, select, true {You use a second step.} other {You sign in with a password alone. A second step takes 3 minutes to set up.}}',
  'checklist.evidence.own_password':
    '{known, select, true {Your password is on a list of stolen ones: change it.} other {{compared, select, true {Your password was compared with the list of common ones when you set it.} other {Your password was never compared with the list of common ones. Setting a new one does that.}}}}',
  'checklist.evidence.stated': '{by} says: “{note}”',
  'checklist.evidence.not_checked.2':
    'Enamel is reached by a number, and passkeys need a name. {reader, select, owner {You may} other {An Owner may}} state whether people use them elsewhere.',
  'checklist.evidence.not_checked.3':
    'Enamel does not know your shared computers yet. {reader, select, owner {You may} other {An Owner may}} state how soon they lock.',
  'checklist.evidence.staff_review':
    '{state, select, never {Nobody has gone through the staff list yet.} other {The staff list was last gone through {ago, plural, =0 {today} one {yesterday} other {# days ago}}.}}{when, select, said {} other { {state, select, never {The first} other {The next}} review is {when, select, late {{late, plural, one {# day} other {# days}} late.} near {due {left, plural, =0 {today} one {tomorrow} other {in # days}}.} other {due in {left} days.}}}}{open, select, yes { One is open, with {undecided, plural, =0 {everything decided} one {# line to decide} other {# lines to decide}}.} other {}}{pending, select, none {} other { Taken away, but not stated as done there: {pending}.}}{leavers, select, none {} other { Left, with something still open that is late: {leavers}.}}{unused, select, none {} other { Not signed in for 90 days: {unused}.}}',
  'checklist.evidence.not_checked.4':
    'Enamel has no staff list of this clinic yet. {reader, select, owner {You may} other {An Owner may}} state when it was last gone through.',
  'checklist.evidence.not_checked.5':
    'Enamel checks the log each night, the first time tonight, and raises no alerts yet. {reader, select, owner {You may} other {An Owner may}} state who reads the log each week.',
  'checklist.evidence.not_checked.6':
    'Enamel has no lessons yet. {reader, select, owner {You may} other {An Owner may}} state who was trained, and when.',
  'checklist.evidence.not_checked.1':
    'Enamel has seen nobody’s second step yet. {reader, select, owner {You may} other {An Owner may}} state how people sign in.',
  'checklist.evidence.not_checked.7':
    'Enamel has seen no password yet. {reader, select, owner {You may} other {An Owner may}} state how people keep theirs.',
  'checklist.evidence.not_checked.8':
    'Enamel does not look at your mail domain yet. {reader, select, owner {You may} other {An Owner may}} state what is published.',
  'checklist.evidence.not_checked.9':
    'Enamel hands out no registration codes yet. {reader, select, owner {You may} other {An Owner may}} state how yours are kept.',
  'checklist.evidence.not_checked.10':
    'Enamel keeps the first answers under Incidents, but cannot see yet whether anybody tried the plan. {reader, select, owner {You may} other {An Owner may}} state where it hangs.',

  'checklist.next': 'Next',
  'checklist.next.minutes': '{n, plural, one {# minute} other {# minutes}}',
  'checklist.next.points': '+{n, plural, one {# point} other {# points}}',
  'checklist.next.nothing.title': 'Nothing needs you',
  'checklist.next.nothing.effect':
    'What you can do here is done. This page tells you when something comes up.',
  'checklist.next.answer_ownership.title': '{from} offers you the ownership',
  'checklist.next.answer_ownership.effect': 'Look at what it means, and take it or leave it with them.',
  'checklist.next.answer_ownership.button': 'Look at the offer',
  'checklist.next.answer_ownership.notices': 'nobody notices until you answer',
  'checklist.next.own_second_factor.title': 'Add your own second step',
  'checklist.next.own_second_factor.effect':
    'A passkey, or an authenticator app on your phone. From then on a stolen password alone opens nothing.',
  'checklist.next.own_second_factor.button': 'Set it up',
  'checklist.next.own_second_factor.notices': 'nobody else notices',
  'checklist.next.save_backup_codes.title': 'Save your backup codes',
  'checklist.next.save_backup_codes.effect': 'Ten codes on paper let you in on the day your device is lost.',
  'checklist.next.save_backup_codes.button': 'Save the codes',
  'checklist.next.save_backup_codes.notices': 'nobody else notices',
  'checklist.next.own_passkey.title': 'Add a passkey',
  'checklist.next.own_passkey.effect':
    'Sign in with your finger, face or PIN instead of typing a password. No false page can take it from you.',
  'checklist.next.own_passkey.button': 'Add a passkey',
  'checklist.next.own_passkey.notices': 'nobody else notices',
  'checklist.next.password_statement.title': 'Say how you keep your passwords',
  'checklist.next.password_statement.effect':
    'One tap, once a year: that you use a password manager and no password twice. The page says how to start with one.',
  'checklist.next.password_statement.button': 'Give your word',
  'checklist.next.password_statement.notices': 'nobody else notices',
  'checklist.next.tell_others.title': 'Ask the others to add a second step',
  'checklist.next.tell_others.effect': 'Still without one: {names}. It takes each of them 3 minutes.',
  'checklist.next.tell_others.button': 'Show what to tell them',
  'checklist.next.tell_others.notices': 'they hear from you',
  'checklist.next.shares_computers.title': 'Does any computer here serve more than one person?',
  'checklist.next.shares_computers.effect': 'One answer, and Enamel measures step 3 by itself from then on.',
  'checklist.next.shares_computers.button': 'Answer the question',
  'checklist.next.shares_computers.notices': 'nobody notices',
  'checklist.next.shares_computers_again.title': 'Does each computer still serve one person alone?',
  'checklist.next.shares_computers_again.effect':
    'You said so more than a year ago, and it fades. The same answer again renews it for a year.',
  'checklist.next.shares_computers_again.button': 'Answer the question',
  'checklist.next.shares_computers_again.notices': 'nobody notices',
  'checklist.next.leavers_late.title': 'Finish what is late: {names}',
  'checklist.next.leavers_late.effect':
    'They left, and something that should be done by now is open: an account, a key, somebody to tell. Each line says who has it.',
  'checklist.next.leavers_late.button': 'Show what is open',
  'checklist.next.leavers_late.notices': 'nobody else notices',
  'checklist.next.removals_pending.title': 'Take away what the review took away: {names}',
  'checklist.next.removals_pending.effect':
    'The review decided that these accounts in other systems go. Do it there, then state it line by line.',
  'checklist.next.removals_pending.button': 'Show the lines',
  'checklist.next.removals_pending.notices': 'whoever has the account',
  'checklist.next.staff_review.title':
    '{open, select, yes {Go on with the staff review} other {Go through the staff list}}',
  'checklist.next.staff_review.effect':
    '{when, select, late {It is {late, plural, one {# day} other {# days}} late. } other {It is due {left, plural, =0 {today} one {tomorrow} other {in # days}}. }}One decision on everybody: keep, change or end their access. It can be left and gone on with.',
  'checklist.next.staff_review.button': '{open, select, yes {Go on} other {Start the review}}',
  'checklist.next.staff_review.notices': 'nobody notices until you decide',
  'checklist.next.unused_accounts.title': 'Does {names} still need an account?',
  'checklist.next.unused_accounts.effect':
    'Nobody signed in with it for 90 days. Disable what nobody uses: it can be enabled again.',
  'checklist.next.unused_accounts.button': 'Show the people',
  'checklist.next.unused_accounts.notices': 'nobody notices until you decide',
  'checklist.next.second_owner.title': 'You are the only Owner. What if you cannot sign in?',
  'checklist.next.second_owner.effect':
    'Make a second Owner, or seal your backup codes and put them in the safe. Enamel prints the sheet for it.',
  'checklist.next.second_owner.button': 'See to it',
  'checklist.next.second_owner.notices': 'nobody else notices',
  'checklist.next.own_tasks.title':
    '{n, plural, one {Somebody waits for your answer} other {# answers are waited for}}: {about} leaves',
  'checklist.next.own_tasks.effect': 'Say what became of what you were asked to see to. One tap each.',
  'checklist.next.own_tasks.button': 'Show my tasks',
  'checklist.next.own_tasks.notices': 'whoever asked you sees it',
  'checklist.next.own_questions.title': '{by} asks you about the staff list',
  'checklist.next.own_questions.effect':
    '{n, plural, one {One question} other {# questions}} of the review, whether something is still needed.',
  'checklist.next.own_questions.button': 'Answer',
  'checklist.next.own_questions.notices': 'whoever asked you sees it',
  'checklist.next.require_two_factors.title': 'Require a second step of everybody',
  'checklist.next.require_two_factors.effect':
    'Everybody has one. From a day you choose on nobody comes in without, also who joins later.',
  'checklist.next.require_two_factors.button': 'Choose the day',
  'checklist.next.require_two_factors.notices': 'everybody, and nobody has to do anything',
  'checklist.next.stolen_passwords.title': 'Compare new passwords with the lists of stolen ones',
  'checklist.next.stolen_passwords.effect':
    'Five letters of a fingerprint go out, never a password. Each new password is compared from then on.',
  'checklist.next.stolen_passwords.button': 'Look at the setting',
  'checklist.next.stolen_passwords.notices': 'nobody notices',
  'checklist.next.shorter_timeout.title': 'Let shared computers lock after 15 minutes',
  'checklist.next.shorter_timeout.effect': 'Now they stay open for {minutes} minutes without a touch.',
  'checklist.next.shorter_timeout.button': 'Change the time',
  'checklist.next.shorter_timeout.notices': 'everybody at a shared computer',
  'checklist.next.shared_offers.title':
    '{n, plural, one {Is a browser shared?} other {Are # browsers shared?}}',
  'checklist.next.shared_offers.effect':
    'Two people signed in with it. Until you answer it counts as shared.',
  'checklist.next.shared_offers.button': 'Answer',
  'checklist.next.shared_offers.notices': 'nobody notices',
  'checklist.next.mark_computer.title': 'Mark your first shared computer',
  'checklist.next.mark_computer.effect':
    'You said that a computer serves more than one person. Marked, it locks and switches people in seconds.',
  'checklist.next.mark_computer.button': 'Mark a computer',
  'checklist.next.mark_computer.notices': 'whoever works at it',
  'checklist.next.state_step.title': 'Say how it stands with step {step}',
  'checklist.next.state_step.effect':
    'Enamel cannot see it yet. Your word is on record with your name and counts half.',
  'checklist.next.state_step.button': 'State step {step}',
  'checklist.next.state_step.notices': 'nobody notices',

  'checklist.undone.leavers': 'Left, with something open that is late: {names}.',
  'checklist.undone.review': 'The staff review is {late, plural, one {# day} other {# days}} late.',

  'checklist.tell.title': 'What to tell them',
  'checklist.tell.sentence': 'Send this to {names}, by whatever way you write to each other.',
  'checklist.tell.label': 'Message',
  'checklist.tell.text':
    'Please add a second step to your Enamel sign-in, it takes 3 minutes: sign in at {address}, open My profile › Security and add a passkey or an authenticator app. Nobody will ever ask you for a code, not even me.',
  'checklist.tell.copy': 'Copy the message',
  'checklist.tell.copied': 'Copied. Paste it into your message.',
  'checklist.tell.close': 'Close',

  'checklist.state.open': 'State it',
  'checklist.state.open_label': 'State it: step {step}, {title}',
  'checklist.state.change': 'Change or withdraw',
  'checklist.state.change_label': 'Change or withdraw: step {step}, {title}',
  'checklist.state.title': 'How does it stand with step {step}?',
  'checklist.state.consequence':
    '{title}: Enamel cannot measure this yet. Your word is shown with your name and today’s date, stands in the log, and counts at most half: {points} of {of, plural, one {# point} other {# points}}.',
  'checklist.state.consequence_rest':
    '{title}: Enamel measures half of this. The other half is your word: it is shown with your name and today’s date, stands in the log, and counts {points} of {of, plural, one {# point} other {# points}}.',
  'checklist.state.note': 'What is the case',
  'checklist.state.note_help':
    'One or two sentences that a colleague or an insurer can check. At most 300 characters.',
  'checklist.state.file': 'A file that shows it',
  'checklist.state.save': 'State it',
  'checklist.state.saving': 'Stating…',
  'checklist.state.withdraw': 'Withdraw it',
  'checklist.state.withdrawing': 'Withdrawing…',
  'checklist.state.done': 'Step {step} is stated.',
  'checklist.state.withdrawn': 'The statement on step {step} is withdrawn.',
  'checklist.state.undo': 'Undo',

  'checklist.paper.file': '{clinic} – Ten steps and plan.pdf',
  'checklist.paper.title_of': 'Ten steps and incident plan · {clinic}',
  'checklist.paper.title': 'Ten steps to a safer clinic',
  'checklist.paper.as_of': 'As Enamel knows it on {date}',
  'checklist.paper.number': '{n} of 100 points.',
  'checklist.paper.coverage':
    '{measured} measured, {stated} stated, {unknown} not checked yet, {toGain} still to gain.',
  'checklist.paper.fills':
    'Solid plate: Enamel measured it. Hatched: an Owner stated it, and it counts half. Dashed: not checked yet, and it counts nothing.',
  'checklist.paper.foot': '{date} · Page {page} of {of}',
  'checklist.paper.of': 'of {of}',
  'checklist.paper.stated_too': 'Stated: {what}',
  'checklist.paper.says': 'says:',
  'checklist.paper.next': 'What we do next',
  'checklist.paper.next.help': 'What, who, by when. Home shows which step brings most.',

  'action.checklist.step_stated': 'Stated how it stands with a step',
  'action.checklist.statement_withdrawn': 'Withdrew a statement',

  'action.checklist.exception_signed': 'Signed that a step does not apply, or that its risk is taken',
  'action.checklist.exception_withdrawn': 'Took back that a step does not apply, or its risk is taken',
  'action.checklist.keepers_named': 'Named who looks after a step',
  'leaver.heir.step_keeper': 'Looks after step {what} of the ten',

  'problem.checklist.changed_meanwhile':
    'Somebody changed this in between. What stands now is shown; look at it, then say yours again.',
  'problem.checklist.file_not_found': 'That file is not here any more. Choose it once more.',
  'problem.checklist.person_not_found': 'They do not work here any more. Choose somebody else.',
  'problem.checklist.same_person': 'Nobody can stand in for themselves. Choose somebody else, or nobody.',
  'problem.checklist.no_exception': 'Nothing is signed off on this step any more.',
  'problem.checklist.end_wrong': 'Choose a day from tomorrow on, within twelve months.',
  'problem.checklist.measured_already':
    'Enamel measures this step by now. What is measured cannot be stated over, and applies as long as it is measured.',
  'problem.checklist.not_stated':
    'Nothing is stated on this step any more. Somebody may have withdrawn it meanwhile.',

  'reminder.statement_ends': 'Step {step}: what is stated of it holds for a year. State it again',
  'reminder.statement_ends.where': 'Home',
  'reminder.statement_ends.calendar': 'What is stated of one of the ten steps is a year old',
  'reminder.exception_ends':
    'Step {step}: {kind, select, not_applicable {it applies again} other {the risk is accepted no longer}} after this day',
  'reminder.exception_ends.where': 'Home',
  'reminder.exception_ends.calendar': 'Something that was signed off among the ten steps ends',
} as const satisfies Catalogue
