/** Words of what is stated besides the ten steps. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const beyondWords = {
  'beyond.sentence':
    '{known} of {n} are stated. None of it counts in the score: Enamel cannot look into it, and people rely on it all the same.',
  'beyond.neither':
    'This list and the ten steps are neither a risk analysis{us, select, yes { (45 CFR 164.308(a)(1)(ii)(A))} other {}} nor proof of compliance. Keep your own risk analysis here, with its date and file.',
  'beyond.list': 'What is stated',

  'beyond.backups': 'Backups',
  'beyond.backups.ask': 'Are your practice’s data backed up every day, with one copy away from the practice?',
  'beyond.restore': 'Last restore',
  'beyond.restore.ask': 'When was something last brought back from a backup, and looked at?',
  'beyond.updates': 'Updates',
  'beyond.updates.ask': 'Do all computers take updates of system and programs within 30 days?',
  'beyond.encryption': 'Disk encryption',
  'beyond.encryption.ask': 'Are the disks of all laptops and computers with patients’ data encrypted?',
  'beyond.antivirus': 'Protection against malware',
  'beyond.antivirus.ask': 'Does every computer run protection against malware that is kept up to date?',
  'beyond.remote_access': 'Remote access',
  'beyond.remote_access.ask':
    'Does remote access to the practice ask for a second step, and end when it is not needed?',
  'beyond.guest_wifi': 'Guest Wi-Fi apart',
  'beyond.guest_wifi.ask': 'Is the Wi-Fi for patients apart from the practice’s own network?',
  'beyond.agreements': 'Agreements with vendors',
  'beyond.agreements.ask': 'Taken from what you state of each system you use.',
  'beyond.risk_analysis': 'Last risk analysis',
  'beyond.risk_analysis.ask': 'When was your own risk analysis last done or brought up to date?',
  'beyond.insurance': 'Cyber insurance',
  'beyond.insurance.ask': 'Until when does your cyber insurance run?',

  'beyond.is.kept.yes': 'Yes',
  'beyond.is.kept.partly': 'In part',
  'beyond.is.kept.no': 'No',
  'beyond.is.kept.none': 'We have none',
  'beyond.is.day.yes': 'Done on {day}',
  'beyond.is.day.no': 'Never done',
  'beyond.is.until.yes': 'Runs until {day}',
  'beyond.is.until.no': 'Not insured',
  'beyond.is.agreements.yes':
    'Signed wherever it is needed, with {n, plural, one {# system} other {all # systems}}',
  'beyond.is.agreements.partly': 'Not signed or not known with {names}',
  'beyond.is.agreements.no':
    'Not signed, or not known, with any of {n, plural, one {# system} other {# systems}}',
  'beyond.is.agreements.none': 'Needed with none of your systems',
  'beyond.is.agreements.unknown':
    '{n, plural, =0 {No systems are listed yet} other {Not stated for any of {n} systems}}',
  'beyond.choice.day.yes': 'Yes, on a day',
  'beyond.choice.day.no': 'Never',
  'beyond.choice.until.yes': 'Yes, until a day',
  'beyond.choice.until.no': 'No, not insured',
  'beyond.not_known': 'Not known',
  'beyond.stated': 'Stated',
  'beyond.by_day': '{name}, {day}',
  'beyond.old':
    '{form, select, day {That is more than a year ago.} other {This was said more than a year ago. Is it still so?}}',
  'beyond.soon':
    'It ends in {days, plural, =0 {less than a day} one {# day} other {# days}}. Renew it, then state the new end.',
  'beyond.ended': 'It has ended. State the new end once it is renewed.',
  'beyond.no_insurance':
    'After an attack, an insurer’s hotline is often the first help. Ask yours what it covers.',
  'beyond.never_restored':
    'A backup that was never restored may hold nothing. Ask your IT person to bring back one file.',
  'beyond.state': 'State it',
  'beyond.state_named': 'State it: {what}',
  'beyond.change': 'Change',
  'beyond.change_named': 'Change: {what}',
  'beyond.systems': 'Systems',
  'beyond.systems_named': 'Look at the systems and their agreements',

  'beyond.form.answer': 'Answer',
  'beyond.form.choose': 'Please choose',
  'beyond.form.done_on': 'Done on',
  'beyond.form.ends_on': 'Runs until',
  'beyond.form.note': 'Note',
  'beyond.form.note.help':
    'Such as where, by whom, how often. No names of patients, no passwords. May stay blank.',
  'beyond.form.file': 'File',
  'beyond.form.save': 'State it',
  'beyond.form.saving': 'Saving…',
  'beyond.form.withdraw': 'Take it back',
  'beyond.form.withdrawing': 'Taking it back…',
  'beyond.said': '{what}: your word is on record.',
  'beyond.withdrawn': '{what} is not known again.',
  'beyond.meanwhile':
    '{name} stated this on {day}, while this was open: {answer}. Compare it with yours, then state it or leave it.',

  'problem.beyond.not_stated': 'Nothing is stated here any more. Load the page again.',
  'problem.beyond.changed_meanwhile':
    'Somebody stated this in the meantime. What you typed is kept; compare it with what stands here now, then state it or leave it.',
  'problem.beyond.file_not_found':
    'The file is not here any more, or belongs to something else. Choose it once more.',
  'problem.beyond.day_missing': 'Please put in the day.',
  'problem.beyond.day_wrong': 'This day is still to come. Please put in the day on which it was done.',
  'problem.beyond.kept_wrong': 'This answer does not fit the question. Please choose another.',

  'action.beyond.stated': 'Stated something besides the ten steps',
  'action.beyond.withdrawn': 'Took back something stated besides the ten steps',
  'audit.target.beyond_backups': 'backups',
  'audit.target.beyond_restore': 'the last restore',
  'audit.target.beyond_updates': 'updates',
  'audit.target.beyond_encryption': 'disk encryption',
  'audit.target.beyond_antivirus': 'protection against malware',
  'audit.target.beyond_remote_access': 'remote access',
  'audit.target.beyond_guest_wifi': 'guest Wi-Fi',
  'audit.target.beyond_risk_analysis': 'the risk analysis',
  'audit.target.beyond_insurance': 'cyber insurance',

  'reminder.insurance_end': 'The cyber insurance ends',
  'reminder.insurance_end.where': 'Settings, Clinic, Beyond the ten',
  'reminder.insurance_end.calendar': 'The cyber insurance ends',
  'reminder.beyond_yearly':
    '{item, select, restore {A year since a backup was restored last} other {A year since the last risk analysis}}',
  'reminder.beyond_yearly.where': 'Settings, Clinic, Beyond the ten',
  'reminder.beyond_yearly.calendar': 'Something that is done once a year, besides the ten steps',
} as const satisfies Catalogue
