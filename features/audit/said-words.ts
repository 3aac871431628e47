/**
 * What was done, as a sentence, where the log knows from what to what. `audit.said.ACTION` has both, `audit.said_to.ACTION`
 * what it is now, `audit.said_from.ACTION` what it was, `audit.said_of.ACTION` whom or what it is about.
 */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const auditSaidWords = {
  'audit.said.security.two_factor_rule_changed': 'Changed {setting} from {before} to {after}',
  'audit.said_to.security.two_factor_rule_changed': 'Set {setting} to {after}',

  'audit.said.staff.role_changed': 'Changed {target} from {before} to {after}',
  'audit.said_to.staff.joined': 'Joined the clinic as {after}',
  'audit.said_of.staff.disabled': 'Ended the access of {target}',
  'audit.said_of.staff.enabled': 'Gave {target} access again',
  'audit.said_of.staff.left': '{target} left the clinic',
  'audit.said_of.staff.deleted': 'Deleted the account of {target}',
  'audit.said.staff.profile_changed': 'Changed the profile of {target} from {before} to {after}',
  'audit.said.staff.end_date_changed': 'Moved the end of {target}’s access from {before} to {after}',
  'audit.said_to.staff.end_date_changed': 'Set {after} as the last day of {target}’s access',
  'audit.said_from.staff.end_date_changed': 'Took away the end of {target}’s access, which was {before}',
  'audit.said.staff.places_changed': 'Moved {target} from {before} to {after}',
  'audit.said_to.staff.places_changed': 'Said that {target} works at {after}',
  'audit.said.person.renamed': 'Changed their own name from {before} to {after}',
  'audit.said.leave.changed': 'Moved the end of {target}’s leave from {before} to {after}',
  'audit.said_to.leave.changed': 'Put {target} on leave until {after}',
  'audit.said_from.leave.changed': 'Ended the leave of {target}, planned until {before}',

  'audit.said.ownership.handed_over': '{after} took the ownership over from {before}',
  'audit.said_of.ownership.offered': 'Offered the ownership to {target}',
  'audit.said_of.invitation.sent': 'Invited {target}',
  'audit.said_of.invitation.sent_again': 'Invited {target} again',
  'audit.said_of.invitation.cancelled': 'Took back the invitation of {target}',

  'audit.said_of.place.added': 'Added the place {target}',
  'audit.said.place.renamed': 'Renamed the place {before} to {after}',
  'audit.said_of.place.closed': 'Closed the place {target}',

  'audit.said_of.shared_computer.marked': 'Made {target} a shared computer',
  'audit.said_of.shared_computer.marked_again': 'Made {target} a shared computer again',
  'audit.said.shared_computer.changed': 'Changed the shared computer {before} to {after}',
  'audit.said_of.shared_computer.mark_taken': '{target} is no shared computer any more',
  'audit.said_of.shared_computer.code_made': 'Made a code for the shared computer {target}',
  'audit.said.shared_computer.names_chosen': 'Changed names on locked screens from {before} to {after}',
  'audit.said_to.shared_computer.question_answered': 'Said whether any computer is shared: {after}',
  'audit.said.shared_computer.question_answered':
    'Said whether any computer is shared: {after}, and {before} until then',
  'audit.said.known_device.renamed': 'Renamed a device from {before} to {after}',
  'audit.said_of.known_device.forgotten': 'Took {target} off the list of devices',

  'audit.said.passkey.renamed': 'Renamed a passkey from {before} to {after}',
  'audit.said_to.auth.2fa.factor_added': 'Set up a second step: {after}',
  'audit.said_from.auth.2fa.disabled': 'Removed a second step: {before}',
  'audit.said_of.auth.2fa.reset': 'Reset the second step of {target}',
  'audit.said_of.grace.given': 'Gave {target} 24 hours without a second step',
  'audit.said_of.grace.ended': 'Ended the 24 hours of {target} without a second step',

  'audit.said_of.checklist.step_stated': 'Stated how it stands with {target}',
  'audit.said_of.checklist.statement_withdrawn': 'Took back what was stated of {target}',
  'audit.said_of.checklist.keepers_named': 'Named who looks after {target}',
  'audit.said_of.checklist.exception_signed':
    'Signed that {target} does not apply, or that its risk is taken',
  'audit.said_of.checklist.exception_withdrawn':
    'Took back that {target} does not apply, or that its risk is taken',

  'audit.said_of.system.added': 'Added the system {target}',
  'audit.said_of.system.stated': 'Stated how it stands with {target}',
  'audit.said_of.system.accounts_stated': 'Stated who has an account in {target}',
  'audit.said_of.system.ended': 'Took {target} off the list of systems',
  'audit.said_of.shared_secret.added': 'Put {target} on the list of who knows what',
  'audit.said_of.shared_secret.ended': 'Took {target} off the list of who knows what',
  'audit.said_of.leaver.started': 'Began the leaving of {target}: access ended',
  'audit.said_of.leaver.closed': 'Closed the leaving of {target}, with its certificate',

  'audit.said.part': '{action}: {name} from {before} to {after}',
  'audit.said.part_to': '{action}: {name} is now {after}',
  'audit.said.parts': '{action}: {names}',
  'audit.said.about': '{what} · {target}',

  'audit.value.two_factors': 'second step',
  'audit.value.asked_from': '{what}, from {day}',
  'audit.value.security.two_factor_rule_changed.optional': 'Optional',
  'audit.value.security.two_factor_rule_changed.recommended': 'Recommended',
  'audit.value.security.two_factor_rule_changed.required': 'Required',
  'audit.value.shared_computer.names_chosen.full': 'whole names',
  'audit.value.shared_computer.names_chosen.first': 'first names',
  'audit.value.shared_computer.names_chosen.initials': 'initials',
  'audit.value.shared_computer.question_answered.yes': 'yes',
  'audit.value.shared_computer.question_answered.no': 'no',

  'audit.part.idle': 'without a key or a touch',
  'audit.part.shared_computers': 'on shared computers',
  'audit.part.own_devices': 'on a person’s own device',
  'audit.part.longest': 'longest time of a sign-in',
  'audit.part.level': 'asked of everybody',
  'audit.part.none': 'not set',
} as const satisfies Catalogue
