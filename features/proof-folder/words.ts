/** Words of the proof folder: questions of insurers, what is known, what a reader sees. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const proofWords = {
  'proof.sentence':
    'What an insurer or an auditor asks, answered from what is known here. Yes is said only where all of it is known and kept.',
  'proof.answers': 'What insurers ask',
  'proof.answers.form': 'Which form',
  'proof.answers.see': 'See the answers',
  'proof.back': 'Back to Proof',
  'proof.size.kb': '{n} kB',
  'proof.size.mb': '{n} MB',
  'proof.answers.print': 'Print the answer sheet',
  'proof.answers.all_known': 'Everything this form asks is known.',
  'proof.answers.unknown':
    '{n, plural, one {One question} other {# questions}} cannot be answered yet: what is missing stands below each. Most is stated under Settings › Staff › Systems and on Home.',
  'proof.form.application': 'Application for cyber cover, small firm',
  'proof.form.ransomware': 'Ransomware supplement, with the statement on second steps',
  'proof.form.note':
    'The questions are what insurers usually ask, in our words. Where your insurer’s form asks it differently, their wording counts.',

  'proof.answer.yes': 'Yes',
  'proof.answer.yes_except': 'Yes, except',
  'proof.answer.no': 'No',
  'proof.answer.cannot_tell': 'We cannot tell',
  'proof.except': 'Except:',
  'proof.about.enamel': 'Enamel',
  'proof.about.clinic': 'The clinic',
  'proof.known.measured': 'measured',
  'proof.known.stated': 'stated',
  'proof.known.stated_by': 'stated by {by}, {date}',
  'proof.known.not': 'not known',

  'proof.question.two_factors_enamel':
    'Does everybody who signs in to Enamel, where the practice manages its people, need a second step?',
  'proof.question.two_factors_leaders':
    'Is a second step needed wherever somebody with rights over the rest signs in: Owners and Admins of Enamel, the practice system, mail, remote access, backups?',
  'proof.question.two_factors_mail': 'Is a second step needed to read the practice’s mail?',
  'proof.question.two_factors_remote':
    'Is a second step needed for every way into the practice’s network from outside?',
  'proof.question.two_factors_backup': 'Is a second step needed to reach the backups?',
  'proof.question.two_factors_everywhere':
    'Is a second step needed for everybody, in every system the practice uses?',
  'proof.question.own_sign_in':
    'Does everybody have a sign-in of their own in every system, shared with nobody?',
  'proof.question.passwords':
    'Are common and stolen passwords refused, and does nobody use one password in two places?',
  'proof.question.auto_lock': 'Do shared computers lock by themselves after 15 minutes at most?',
  'proof.question.leavers': 'Is the access of people who leave ended everywhere, without delay?',
  'proof.question.access_review': 'Is who has access to what gone through at least every three months?',
  'proof.question.log_review': 'Is what happens in the systems looked through every week?',
  'proof.question.training': 'Is everybody trained against phishing at least once a year?',
  'proof.question.mail_authentication':
    'Is the practice’s mail domain protected against forged senders (SPF, DKIM and DMARC)?',
  'proof.question.incident_plan': 'Is there a written plan for incidents, known to the staff and tried out?',
  'proof.question.backups':
    'Are the practice’s data backed up every day, with one copy away from the practice?',
  'proof.question.restore':
    'Was something brought back from a backup, and looked at, in the last twelve months?',
  'proof.question.updates': 'Do all computers take updates of system and programs within 30 days?',
  'proof.question.disk_encryption':
    'Are the disks of all laptops and computers with patients’ data encrypted?',
  'proof.question.antivirus': 'Does every computer run protection against malware that is kept up to date?',
  'proof.question.remote_access':
    'Does remote access to the practice ask for a second step, and end when it is not needed?',
  'proof.question.guest_wifi': 'Is the Wi-Fi for patients apart from the practice’s own network?',
  'proof.question.agreements': 'Is there a written agreement with every firm that holds data of patients?',
  'proof.question.risk_analysis': 'Was a risk analysis made or renewed in the last twelve months?',
  'proof.question.payments':
    'Is every change of bank details rung back on a known number before anything is paid?',

  'proof.fact.two_factors.enamel':
    '{with} of {total, plural, one {# person uses} other {# people use}} a second step.',
  'proof.fact.leaders_two_factors.enamel':
    '{with} of {total, plural, one {# Owner or Admin uses} other {# Owners and Admins use}} a second step.',
  'proof.fact.own_sign_in.enamel':
    'Everybody has a sign-in of their own; shared computers ask each person anew.',
  'proof.fact.leavers.enamel':
    '{late, plural, =0 {Access ends with the leaving, and no leaving has anything open that is late.} one {One leaving has something open that is late.} other {# leavings have something open that is late.}}',
  'proof.fact.two_factors.yes': 'every account has a second step.',
  'proof.fact.two_factors.partly': 'not every account has a second step.',
  'proof.fact.two_factors.no': 'no account has a second step.',
  'proof.fact.two_factors.unknown': 'nobody said whether accounts have a second step.',
  'proof.fact.own_sign_in.yes': 'nobody shares a sign-in.',
  'proof.fact.own_sign_in.no': 'several people share one sign-in.',
  'proof.fact.own_sign_in.unknown': 'nobody said whether a sign-in is shared.',
  'proof.fact.leavers.yes': 'everybody who has an account works here.',
  'proof.fact.leavers.partly': 'somebody who does not work here now still has an account.',
  'proof.fact.leavers.unknown': 'nobody noted who has an account.',
  'proof.fact.agreement.yes': 'an agreement is signed, or not needed.',
  'proof.fact.agreement.no': 'no agreement is signed.',
  'proof.fact.agreement.unknown': 'nobody said whether there is an agreement.',
  'proof.fact.said_long_ago':
    '{by} said it on {saidOn}, more than a year ago: say it again under Settings › Staff › Systems, or on Home.',
  'proof.fact.no_systems':
    'the list of systems is empty, so nobody can tell. It stands under Settings › Staff › Systems.',
  'proof.fact.none_of.mail': 'no mail system is on the list of systems.',
  'proof.fact.none_of.remote_access': 'no remote access is on the list of systems.',
  'proof.fact.none_of.backup': 'no backup is on the list of systems.',
  'proof.fact.none_of.several': 'no such system is on the list of systems.',
  'proof.fact.nothing_known': 'nobody measured or stated it.',
  'proof.fact.says': '“{note}”',
  'proof.fact.signed_off': 'signed off: it is not done.',
  'proof.fact.not_in_enamel': 'Nothing in Enamel tells. Answer this one yourselves.',
  'proof.fact.said': '({known}): {says}',
  'proof.except.name': '{name}',
  'proof.except.not_required': 'it is not required of everybody yet',
  'proof.except.in_part': 'it is kept in part, as said',
  'proof.except.late': 'the proof was good until {untilOn}',
  'proof.except.signed_off':
    '{kind, select, not_applicable {signed as not applying} other {signed as a risk that is accepted}} by {by} until {endsOn}: {reason}',
  'proof.evidence.staff_review':
    '{state, select, never {Nobody has gone through the staff list yet. The first review is due {dueOn}.} other {The staff list was last gone through on {closedOn}. The next review is due {dueOn}.}}{pending, select, none {} other { Taken away, but not stated as done there: {pending}.}}{leavers, select, none {} other { Left, with something still open that is late: {leavers}.}}{unused, select, none {} other { Not signed in for 90 days: {unused}.}}',

  'proof.folder': 'The proof folder',
  'proof.folder.what':
    'Everything at once, to be sent or kept: the ten steps with how each is known, the answers, what was signed off, reviews, leavings, and who changed which rule. As paper and as data, without a name of any patient.',
  'proof.folder.make': 'Make the folder',
  'proof.folder.making': 'Making it…',
  'proof.folder.made': 'The folder is made. It is being saved on this computer.',
  'proof.folder.by': 'By {by} · {size}',
  'proof.folder.hash': 'Proof of content begins with',
  'proof.folder.gone': 'Only its proof is kept; the files were taken away after {days} days.',
  'proof.folder.save': 'Save',
  'proof.folder.save_named': 'Save the folder of {when}',
  'proof.folder.same': 'Same content as the one before',
  'proof.folders': 'Folders made',

  'proof.links': 'Links for readers',
  'proof.links.what':
    'An insurer or auditor opens the folder in their own browser, as it is on the day you make the link. They change nothing, each look is in the log, and you can end it at any time.',
  'proof.links.give': 'Give somebody a link',
  'proof.links.name': 'Who reads it',
  'proof.links.name.help': 'As you call them: “Harbour Insurance, Ms Reed”.',
  'proof.links.days': 'For how many days',
  'proof.links.n_days': '{n} days',
  'proof.links.sees':
    'They see the ten steps, the answers with the names in them, reviews and leavings, as they are now. No patient, no password.',
  'proof.links.show': 'Make the link',
  'proof.links.making': 'Making the folder and the link…',
  'proof.links.made.title': 'The link for {name}',
  'proof.links.made': 'It works until {when}. It is shown this once: copy it now, and send it to them alone.',
  'proof.links.done': 'Done',
  'proof.links.row': 'Until {until} · given by {by}',
  'proof.links.views':
    '{n, plural, =0 {Not opened yet} one {Opened once, {last}} other {Opened # times, last {last}}}',
  'proof.links.over': 'Over',
  'proof.links.taken_back': 'Ended',
  'proof.links.take_back': 'End',
  'proof.links.take_back_named': 'End the link for {name}',
  'proof.links.taking_back': 'Ending…',
  'proof.links.is_taken_back': 'The link for {name} opens nothing any more.',
  'proof.links.confirm': 'to show the folder to somebody outside',

  'proof.read.title': 'Proof of {clinic}',
  'proof.read.for':
    'For {name}. As it was on {when}; this page can be read until {until}. Each look is noted at the clinic.',
  'proof.read.answers': 'Answers',
  'proof.read.files': 'What is in the folder',
  'proof.read.file_name': '{clinic} – Proof {date}.zip',
  'proof.read.take': 'Save the folder, {size}',
  'proof.read.taking': 'Saving…',
  'proof.read.check': 'To check it, unpack it and run “sha256sum -c SHA256SUMS” in it. Proof of content:',
  'proof.read.over.title': 'This link opens nothing',
  'proof.read.over': 'It may be over, taken back, or not whole. Ask whoever gave it to you for a new one.',
  'proof.read.is_not':
    'What is measured here are Enamel’s own doors. This is neither a risk analysis nor proof of compliance.',

  'proof.paper.title': 'Proof folder',
  'proof.paper.title_of': 'Proof folder · {clinic}',
  'proof.paper.as_of': 'As known on {date}, {time}',
  'proof.paper.doors': 'What is measured are Enamel’s own doors',
  'proof.paper.doors.text':
    'The practice manages its people and their sign-in with Enamel, and Enamel measures that. What it cannot see, such as the practice system or mail, is told apart by name: stated by somebody with a date, or not known. Nothing is kept that was not measured or stated.',
  'proof.paper.counts':
    'Of the ten steps {measured} are measured, {stated} stated, {unknown} not checked{off, plural, =0 {} other {, # signed off for a time}}.',
  'proof.paper.held': 'The number is held at 60 at most: {because}',
  'proof.paper.index': 'What is in the folder',
  'proof.paper.is_not': 'What it is not',
  'proof.paper.is_not.text':
    'This folder is neither a risk analysis (such as 45 CFR 164.308(a)(1)(ii)(A) asks for) nor proof of compliance with any law. It shows which habits are kept, how that is known, and what stands against it. It holds no name of any patient, no password and no key.',
  'proof.paper.verify': 'How to check it',
  'proof.paper.verify.text':
    'Unpack the folder and run “sha256sum -c SHA256SUMS” in it: each file is named with its SHA-256. What the folder says stands in data/, what people read in papers/. Two folders that say the same have the same proof of content, whenever they were made: “grep " data/" SHA256SUMS | sha256sum”.',
  'proof.paper.hash': 'Proof of content (SHA-256): {hash}',
  'proof.paper.made': 'Made by {by}, {date}.',
  'proof.paper.foot': '{date} · Page {page} of {of}',
  'proof.paper.fills':
    'Solid is measured by Enamel, hatched is stated by somebody, dashed is not checked, struck through is signed off for a time.',
  'proof.paper.more': '{n} more stand in {file}.',
  'proof.part.steps': 'The ten steps',
  'proof.part.steps.more': 'The ten steps, continued',
  'proof.part.steps.where': 'On the next pages, and in data/steps',
  'proof.part.answers': 'Answers to what insurers ask',
  'proof.part.answers.where': 'papers/answers-application.pdf, papers/answers-ransomware.pdf, data/answers',
  'proof.part.exceptions': 'Exceptions, and risks that are accepted',
  'proof.part.exceptions.where': 'On a page below, and in data/exceptions',
  'proof.part.exceptions.none': 'None. Nothing is signed off.',
  'proof.part.reviews': 'Access reviews that were closed',
  'proof.part.reviews.where': 'papers/review-…, and in data/reviews as they were signed',
  'proof.part.reviews.none': 'No review was closed yet.',
  'proof.part.leavings': 'Certificates of leavings',
  'proof.part.leavings.where': 'papers/leaving-…, and in data/leavings as they were closed',
  'proof.part.leavings.none': 'No leaving was closed yet.',
  'proof.part.beyond': 'Beyond the ten steps, as stated',
  'proof.part.beyond.where': 'On a page below, and in data/beyond; how many are known',
  'proof.part.beyond.what':
    'Enamel sees none of this: each is somebody’s word with its day, or not known. Files stay with the practice; a copy can be held against the SHA-256.',
  'proof.fact.beyond.unknown': 'nobody said anything.',
  'proof.fact.beyond.yes': 'it is so.{note, select, none {} other { “{note}”}}',
  'proof.fact.beyond.soon': 'until {doneOn}, which is soon.{note, select, none {} other { “{note}”}}',
  'proof.fact.beyond.ended': 'it ended on {doneOn}.{note, select, none {} other { “{note}”}}',
  'proof.fact.beyond.done': 'on {doneOn}.{note, select, none {} other { “{note}”}}',
  'proof.fact.beyond.done_long_ago': 'last on {doneOn}, more than a year ago.',
  'proof.fact.beyond.partly': 'in part.{note, select, none {} other { “{note}”}}',
  'proof.fact.beyond.no': 'no.{note, select, none {} other { “{note}”}}',
  'proof.fact.beyond.none': 'there is nothing of the kind here.{note, select, none {} other { “{note}”}}',
  'proof.fact.beyond.agreements':
    '{total, plural, =0 {no system is on the list.} other {signed, or not needed, with {signed} of # systems.}}',
  'proof.part.law': 'Sections of the law that the steps answer',
  'proof.part.law.where': 'On a page below, and in data/law',
  'proof.part.law.adviser':
    'Of the clinic’s country alone, each compared with its text on the day that is named. This is reference and no advice: check with your adviser.',
  'proof.law.checked': 'Last checked {date}: {source}',
  'proof.law.not_checked': 'Not yet compared with the text: {source}',
  'proof.law.status': '{regime} · {status}',
  'proof.part.policies': 'Who changed which rule, in the last year',
  'proof.part.policies.where': 'On the last pages, and in data/policies; taken from the log',
  'proof.part.policies.none': 'No rule was changed in the last year.',
  'proof.until': '{what} until {date}',
  'proof.since': '{what}, {date}',
  'proof.signed': 'Signed by {by}, {date}',
  'proof.leaving.closed': 'Closed',
  'proof.leaving.undone': 'Taken back later',
  'proof.change': '{before} → {after}',
  'proof.by_itself': 'by itself',
  'proof.answers.paper.title': 'What insurers ask',
  'proof.answers.paper.title_of': 'Answers for the insurer · {clinic}',
  'proof.answers.paper.rule':
    'Yes is said only where everything a question covers is known and kept, system by system, and never beside an exception. A second step is what insurers call MFA or 2FA. Stated means that somebody of the clinic said so on that day.',
  'proof.answers.paper.hash':
    'Proof of these answers (SHA-256): {hash}. This is neither a risk analysis nor proof of compliance.',
  'proof.answers.file': '{clinic} – Answers for the insurer.pdf',
  'proof.exported':
    'Clinic: {clinic}\nMade: {at}\nBy: {by}\nProof of content (SHA-256 of the lines of SHA256SUMS that name data/): {hash}\n',
  'proof.readme':
    'PROOF FOLDER\n\npapers/   what people read: the folder, the answers to two forms of insurers, each closed review, each leaving\ndata/     what programs read, as words of JSON and as tables; nothing in it says when the folder was made\nexported.txt   when it was made, and by whom\nSHA256SUMS     each file with its SHA-256\n\nTo check that nothing was changed:\n\n    sha256sum -c SHA256SUMS\n\nTwo folders that say the same have the same proof of content, whenever they were made:\n\n    grep " data/" SHA256SUMS | sha256sum\n\nReviews in data/reviews/ are the bytes that were signed (Ed25519, RFC 8032); signature and key stand in data/reviews.json.\nLeavings in data/leavings/ are the bytes whose SHA-256 the log has.\n\nWhat is measured are Enamel’s own doors. Other systems are stated by name, or not known.\nThis is neither a risk analysis nor proof of compliance. It holds no name of any patient, no password and no key.\n',

  'staff.may.proof.manage': 'Make the proof folder, print the insurer’s answers, give readers a link',

  'problem.proof_folder.not_found': 'There is no such folder. Load the page again and choose anew.',
  'problem.proof_folder.taken_away':
    'The files of this folder are not kept any more, only its proof. Make a new one.',
  'problem.proof_folder.too_large':
    'The folder would be larger than 25 MB. Take closed reviews or leavings one by one from their own pages.',
  'problem.proof_folder.link_not_found': 'This link works no more already. Load the page again.',
  'problem.proof_folder.link_not_valid':
    'This link opens nothing. It may be over, taken back, or not whole. Ask whoever gave it to you for a new one.',

  'action.proof.folder_made': 'Made a proof folder',
  'action.proof.folder_taken': 'Saved a proof folder',
  'action.proof.answers_taken': 'Printed the insurer’s answers',
  'action.proof.link_made': 'Gave a reader a link to a proof folder',
  'action.proof.link_taken_back': 'Ended a reader’s link',
  'action.proof.read': 'Looked at a proof folder by a link',
  'action.proof.read_folder_taken': 'Saved a proof folder by a link',
  'action.proof.link_refused': 'Tried a reader’s link that opens nothing',
  'audit.target.proof_folder': 'a proof folder',
  'audit.target.reader_link': 'a reader’s link',
  'audit.field.form': 'Form',
  'audit.field.files': 'Files',
  'audit.value.application': 'Application for cyber cover',
  'audit.value.ransomware': 'Ransomware supplement',
} as const satisfies Catalogue
