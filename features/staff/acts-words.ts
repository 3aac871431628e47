/** Words of what is done to somebody who works here, and of its refusals. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const actsWords = {
  'problem.staff.role_too_high':
    'You can give roles below your own. Ask an Owner to make somebody an Admin or an Owner.',
  'problem.staff.same_role': 'They have this role already. Choose another.',
  'problem.staff.disabled_already': 'Their access had ended already. Nothing was changed.',
  'problem.staff.not_disabled': 'Their access has not ended. Disable them first.',
  'problem.staff.left_for_good':
    'They left for good. Invite them anew: they set up their sign-in from the beginning, and nothing old comes back.',
  'problem.staff.end_date_past':
    'This day is over. Choose today or a later day; to end their access now, disable them.',
  'problem.staff.end_date_far': 'Choose a day within the next five years.',
  'problem.staff.owner_has_no_end':
    'An Owner has no end date: the clinic could be left without one. Take the end date away first, or choose another role.',
  'problem.handover.open_already':
    'You offered the ownership to somebody already. Take that offer back first, on their page.',
  'problem.handover.outsider': 'They are not of the team. Somebody from outside cannot own the clinic.',
  'problem.handover.nothing_changes':
    'They are an Owner already. Choose what you want to be yourself afterwards.',
  'problem.handover.over':
    'This offer is answered, taken back or older than seven days, or who made it is no Owner any more. Ask for a new one.',

  'action.staff.role_changed': 'Role changed',
  'action.staff.enabled': 'Access given back',
  'action.staff.deleted': 'Account deleted',
  'action.staff.end_date_changed': 'End of access changed',
  'action.ownership.offered': 'Ownership offered',
  'action.ownership.handed_over': 'Ownership handed over',
  'action.ownership.declined': 'Ownership declined',
  'action.ownership.withdrawn': 'Offer of the ownership taken back',

  'audit.value.staff.role_too_high': 'the new role is not below their own',
  'audit.value.staff.owner_has_no_end': 'an Owner has no end date',
  'audit.value.hand': 'by hand',
  'audit.value.end_date': 'at their end date',
  'audit.value.leaver': 'they left',
  'audit.value.review': 'in a review',
  'audit.value.OWNER': 'Owner',
  'audit.value.ADMIN': 'Admin',
  'audit.value.HR_MANAGER': 'Practice manager',
  'audit.value.DENTIST': 'Dentist',
  'audit.value.HYGIENIST': 'Hygienist',
  'audit.value.THERAPIST': 'Therapist',
  'audit.value.NURSE': 'Nurse',
  'audit.value.RECEPTIONIST': 'Receptionist',
  'audit.value.BILLING_STAFF': 'Billing staff',
  'audit.value.STAFF': 'Staff',
  'audit.value.VIEWER': 'Viewer',

  'leaver.step.handovers': 'Offers of the ownership',

  'reminder.access_end': 'Last day of {name}: their access ends by itself',
  'reminder.access_end.where': 'Settings, Staff, People',
  'reminder.access_end.calendar': 'Somebody’s access ends by itself',
} as const satisfies Catalogue
