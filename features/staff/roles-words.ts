/** Settings › Staff › What each role may do: the table of permissions in plain words. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const rolesWords = {
  'staff.roles.page': 'What each role may do',
  'staff.roles.sentence':
    'One role for each person. This table is the one that Enamel itself goes by, so it is always right.',
  'staff.roles.choose': 'Show what one role may do',
  'staff.roles.all': 'All roles side by side',
  'staff.roles.may': '{role} may',
  'staff.roles.may_not': '{role} may not',
  'staff.roles.nothing_more': 'Nothing: this role may do everything here.',
  'staff.roles.table': 'Who may do what',
  'staff.roles.what': 'What',
  'staff.roles.who': 'Who',
  'staff.roles.everybody': 'Everybody',
  'staff.roles.ranks': 'Who can act on whom',
  'staff.roles.ranks.sentence':
    'Roles have an order. Whoever may change roles, disable or invite people does so for those below their own role only, and never for themselves.',
  'staff.roles.rank.OWNER':
    'Everybody, other Owners too. The last Owner stays: nobody can demote or disable them.',
  'staff.roles.rank.manager': 'Everybody from {role} down.',
  'staff.roles.rank.others': 'All other roles',
  'staff.roles.rank.nobody': 'Nobody.',
  'staff.roles.outside_it':
    'Somebody marked as outside IT sees devices, how Enamel is reached and what is handed to them, whatever their role: nothing of staff, log or patients.',
  'staff.roles.acts_on': 'Acts on',
  'staff.roles.role': 'Role',

  'staff.may.profile.own': 'See and change their own profile, sign-in and devices',
  'staff.may.checklist.read': 'See the steps that are theirs on Home',
  'staff.may.checklist.all': 'See all ten steps, the score, and who is behind',
  'staff.may.checklist.state': 'State a step that Enamel cannot measure',
  'staff.may.files.add': 'Add a file to what is stated',
  'staff.may.files.read': 'Save the files behind what they can read',
  'staff.may.beyond.read': 'See what is stated besides the ten steps',
  'staff.may.beyond.state': 'State backups, updates, insurance and the like',
  'staff.may.concerns.report': 'Say that something looks wrong',
  'staff.may.concerns.manage': 'Read what looks wrong to others, and answer it',
  'staff.may.audit.read': 'Read the audit log',
  'staff.may.devices.manage': 'Mark shared computers, and forget a device of a colleague',
  'staff.may.security.manage': 'Set the rules of signing in, reset a second step, end somebody’s sessions',
  'staff.may.sign_in_times.read': 'See how many seconds signing in takes the clinic',
  'staff.may.staff.manage': 'See who works here, invite, change roles, disable, review who has access',
  'staff.may.reminders.manage': 'See what is due and whom it concerns, and put a reminder off',
  'staff.may.locations.manage': 'Change the clinic’s places, and who works where',
  'staff.may.owners.make': 'Make Owners and Admins, and hand the ownership over',
  'staff.may.keeping.manage': 'Say how long the log is kept, hold it, erase what names somebody',
  'staff.may.mail.manage': 'Choose the mailbox that Enamel writes from',
  'staff.may.devices.read': 'See which shared computers there are, and which want attention',
  'staff.may.installation.read': 'See how other computers reach Enamel',
  'staff.may.plan.read': 'Read and print the incident plan',
  'staff.may.plan.answer': 'Answer the questions of the incident plan',
} as const satisfies Catalogue
