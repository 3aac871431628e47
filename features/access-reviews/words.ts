/** Words of the quarterly review: what a row is, what may be decided, what is refused. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const reviewWords = {
  'review.can.OWNER': 'May do everything here, also make Owners and Admins and hand the ownership over.',
  'review.can.role': 'May {rights}.',
  'review.can.everybody':
    'May do what everybody here may: see to their own profile and steps, and read the incident plan.',
  'review.can.pin': 'Comes back to a locked shared computer with a few digits within the shift.',
  'review.can.list_entry': 'Has an account in another system. Enamel cannot see what it may do there.',
  'review.can.invitation': 'Whoever has the mail can still join with this role.',
  'review.can.outsider': 'Somebody without an account sees one thing of the clinic by a link.',

  'review.what.person': 'Their access here',
  'review.what.pin': 'PIN for shared computers',
  'review.what.invitation': 'Invitation that nobody took up yet',
  'review.what.outsider': 'Link for somebody without an account',
  'review.what.list_entry': 'Account in {list}',

  'review.flag.no_sign_in_90': 'not signed in for 90 days',
  'review.flag.never_signed_in': 'never signed in',
  'review.flag.no_end_date': 'from outside, without an end date',
  'review.flag.rights_raised': 'may do more than at the last review',
  'review.flag.shared_address': 'an address that several people read',
  'review.flag.shared_account': 'one account, several people',
  'review.flag.no_match': 'fits nobody who works here',
  'review.flag.nobody_signed_in': 'of somebody who does not work here now',
  'review.flag.closed': 'closed after ten wrong tries',

  'review.decision.keep': 'Keep',
  'review.decision.change_role': 'Change role',
  'review.decision.disable': 'End access',
  'review.decision.remove': 'Take away',
  'review.how.link': '{by}, by a link',
  'review.how.no_second_person': '{by}: no second person here',
  'review.before.held': 'there',
  'review.before.account': 'has an account',
  'review.after.kept': 'kept',
  'review.after.disabled': 'no access',
  'review.after.removed': 'taken away',

  'review.paper.title': 'Access review',
  'review.paper.file': '{clinic} access review {date}.pdf',
  'review.csv.file': '{clinic} access review {date}.csv',
  'review.signed.file': '{clinic} access review {date} signed',
  'review.paper.foot': 'Access review of {date} · page {page} of {of}',
  'review.paper.closed': 'Closed on {date}',
  'review.paper.begun': 'Begun {started} by {by}, looking back to {since}.',
  'review.paper.ended': 'Closed {closed} by {by}.',
  'review.paper.lists': 'Compared with {lists}.',
  'review.paper.list': '{name} ({n, plural, one {# account} other {# accounts}})',
  'review.paper.counts':
    '{people, plural, one {# person} other {# people}}, {rows, plural, one {# decision} other {# decisions}}: {kept} kept, {changed, plural, one {# role} other {# roles}} changed, {ended} ended or taken away{exceptions, plural, =0 {.} one {; # without a second person.} other {; # without a second person.}}',
  'review.paper.people': 'Person',
  'review.paper.before': 'Before',
  'review.paper.after': 'After',
  'review.paper.by': 'Decided by',
  'review.paper.at': 'When',
  'review.paper.flags': '({flags})',
  'review.paper.why': 'Why',
  'review.paper.answered': '{by} said: {answer}',
  'review.paper.stated': 'Done there: stated by {by}, {at}.',
  'review.paper.proof': 'Proof',
  'review.paper.proof.how':
    'The signed file has this SHA-256; the log holds it too, on the line “Review closed”. The list as it was at the beginning has its own.',
  'review.paper.proof.hash': 'Signed file',
  'review.paper.proof.frozen': 'At the beginning',
  'review.paper.proof.signature': 'Signature (Ed25519)',
  'review.paper.proof.key': 'Its public key',
  'review.csv.what': 'What',
  'review.csv.name': 'Who or what',
  'review.csv.before': 'Before',
  'review.csv.after': 'After',
  'review.csv.decision': 'Decision',
  'review.csv.by': 'Decided by',
  'review.csv.at': 'When',
  'review.csv.why': 'Why',
  'review.csv.flags': 'Marks',
  'review.csv.asked': 'Asked',
  'review.csv.answer': 'Answer',
  'review.csv.done': 'Done',
  'review.csv.stated': 'Stated by',
  'review.csv.checked': 'Checked again',

  'review.grant.pin': 'PIN of {name} for shared computers, set {since}',
  'review.grant.outsider': 'Link of {name} to one thing, good until {until}',
  'leaver.heir.review_question': 'Question of a review about {what}',

  'problem.access_reviews.not_found':
    'There is no such review, or the line is no longer in it. Open the list of reviews again.',
  'problem.access_reviews.open_already': 'A review is open already. Go on with that one.',
  'problem.access_reviews.not_open':
    'This review is over. What is to change now is changed on the person’s page.',
  'problem.access_reviews.changed_meanwhile':
    '{decision, select, none {This changed while you looked at it. Look at it again as it stands now.} other {{by} decided on {name} while you looked. It shows what was decided; look at it again.}}',
  'problem.access_reviews.not_yourself':
    'Nobody decides on their own access. Leave this line to another reviewer.',
  'problem.access_reviews.rank_too_low':
    'This is decided by somebody above them: an Owner, or for an Owner another Owner.',
  'problem.access_reviews.keep_only':
    'An Admin may keep an Owner’s access, not change or end it. Ask another Owner.',
  'problem.access_reviews.one_by_one':
    'Lines of Owners and Admins are decided one by one: {names}. Leave them out here.',
  'problem.access_reviews.note_needed': 'Say why: it stands in the summary.',
  'problem.access_reviews.decision_wrong':
    'This cannot be decided so. People keep, change or lose their access; everything else is kept or taken away.',
  'problem.access_reviews.gone':
    'The access of {name} ended since this review began, so it cannot be kept. Put the end on record instead.',
  'problem.access_reviews.carried_out':
    'This was decided and done. If it is to be otherwise now, change it on the person’s page.',
  'problem.access_reviews.not_complete':
    '{undecided, plural, =0 {} one {# line is not decided. } other {# lines are not decided. }}{waiting, plural, =0 {} one {# account in another system waits for somebody to state that it is gone. } other {# accounts in other systems wait for somebody to state that they are gone. }}Then the review can be closed.',
  'problem.access_reviews.undone_meanwhile':
    'What this review took away is there again: {names}. Decide on these lines once more.',
  'problem.access_reviews.nothing_to_state':
    'Nothing waits for a statement here. Look at the line as it stands now.',
  'problem.access_reviews.no_manager':
    'There is nobody to ask: they have no manager who works here, or it is you.',
  'problem.access_reviews.question_over': 'This question is over: it was decided, or asked of somebody else.',

  'action.review.started': 'Review begun',
  'action.review.rows_added': 'List of another system added to a review',
  'action.review.rows_removed': 'List of another system taken out of a review',
  'action.review.decided': 'Decided in a review',
  'action.review.stated': 'Stated as done in another system',
  'action.review.asked': 'Question of a review',
  'action.review.answered': 'Question of a review answered',
  'action.review.closed': 'Review closed',
  'action.review.called_off': 'Review called off',
  'action.review.exported': 'Review taken away as a table',
  'audit.target.review': 'a review',
  'audit.target.review_row': 'a line of a review',
  'audit.field.people': 'People',
  'audit.field.hash': 'SHA-256',
  'audit.field.list': 'List',
  'audit.field.held': 'Access',
  'audit.field.decision': 'Decision',
  'audit.field.asked': 'Asked',
  'audit.field.needed': 'Still needed',
  'audit.field.kept_rows': 'Kept',
  'audit.field.changed_rows': 'Roles changed',
  'audit.field.ended_rows': 'Ended or taken away',
  'audit.field.exceptions': 'Without a second person',
  'audit.value.keep': 'keep',
  'audit.value.change_role': 'change role',
  'audit.value.disable': 'end access',
  'audit.value.remove': 'take away',
  'audit.value.access_reviews.not_yourself': 'not on one’s own access',
  'audit.value.access_reviews.rank_too_low': 'the rank is too low for this line',
  'audit.value.access_reviews.keep_only': 'an Admin keeps an Owner’s access, and no more',
  'audit.value.access_reviews.one_by_one': 'Owners and Admins are decided one by one',

  'mail.review_question.subject': 'A question about access at {clinic}',
  'mail.review_question.body':
    'Hello {name},\n\n{clinic} is looking through who may do what, as it does every three months. {by} asks you: {whose, select, own {do you still need your access, and what for} other {does {colleague} still need this access, and what for}}?\n\nOpen Enamel the way you always do, not through a link in a mail, and go to My profile, Questions to me. It takes one minute. Nothing is decided by your answer alone.\n',
} as const satisfies Catalogue
