/** Words of what is known outside Enamel, and of the nightly self-check. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const scoreWords = {
  'checklist.elsewhere.second_step':
    '{said, select, all {{names, select, none {everybody uses a second step} other {everybody uses a second step, but not {names}{more, plural, =0 {} other { and # more}}}}} all_but {{names, select, none {not everybody uses a second step} other {a second step, but not {names}{more, plural, =0 {} other { and # more}}}}} other {nobody uses a second step}}',
  'checklist.elsewhere.sign_in':
    '{shared, select, yes {several people share one sign-in} other {nobody shares a sign-in}}',
  'checklist.elsewhere.staff_list':
    '{late, select, yes {its list of people was last gone through more than 92 days ago} other {{pending, plural, =0 {its list of people was gone through} one {its list of people was gone through, one account is still to be taken away} other {its list of people was gone through, # accounts are still to be taken away}}}}',

  'checklist.paper.elsewhere.yes': 'Other systems, so as stated:',
  'checklist.paper.elsewhere.partly': 'Other systems, in part as stated:',
  'checklist.paper.elsewhere.no': 'Other systems, not so as stated:',
  'checklist.paper.elsewhere.unknown': 'Other systems, not known:',

  'checklist.check.title': 'What the checklist found in itself',
  'checklist.check.nothing': 'Looked through on {date}: each step that counts has its proof.',
  'checklist.check.not_measured':
    'Step {step} could not be measured: Enamel met a fault there. The IT person finds it in the log of the server.',
  'checklist.check.no_evidence':
    'Step {step} counts {points, plural, one {# point} other {# points}}, and nothing says why.',
  'checklist.check.no_record':
    '{what, select, statement {What is stated on step {step}} other {What is signed off on step {step}}} has no record in the audit log: it was not done in Enamel. Say it again, or take it back.',
  'checklist.check.expired':
    'The proof of step {step} is {days, plural, =0 {at its end} one {# day past its time} other {# days past its time}}: {counts, select, half {it counts half} other {it counts nothing any more}}.',
  'checklist.check.expired_word':
    'Of step {step} people’s word is past its time: {counts, select, half {part of it counts half} other {none of it counts any more}}.',
  'checklist.check.exception_over':
    '{kind, select, not_applicable {That step {step} does not apply} other {That the risk of step {step} is taken}} ended {days, plural, =0 {today} one {yesterday} other {# days ago}}: the step counts again.',
  'checklist.check.exception_idle':
    'Step {step} was signed off as not applying, but Enamel measures it by now: what is measured counts.',
  'checklist.check.keeper_gone':
    '{name} looks after step {step}, and cannot sign in any more. Name somebody else.',
  'action.checklist.self_checked': 'The checklist looked through itself and found a change',
} as const satisfies Catalogue
