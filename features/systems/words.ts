/** Words of the systems that the clinic uses besides Enamel. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const systemWords = {
  'systems.kind.practice': 'Practice system',
  'systems.kind.imaging': 'Imaging',
  'systems.kind.mail': 'Mail and documents',
  'systems.kind.bank': 'Bank',
  'systems.kind.payments': 'Card terminal and payments',
  'systems.kind.payer_portal': 'Portal of an insurer or payer',
  'systems.kind.prescribing': 'Prescribing',
  'systems.kind.remote_access': 'Remote access',
  'systems.kind.messaging': 'Messages to patients and staff',
  'systems.kind.social': 'Pages and profiles on the internet',
  'systems.kind.backup': 'Backup',
  'systems.kind.other': 'Something else',

  'problem.systems.not_found': 'This system is on the list no longer. Load the page again.',
  'problem.systems.changed_meanwhile':
    'Somebody changed this meanwhile. Load the page again and look at how it stands now.',
  'problem.systems.name_taken': 'A system of this name is on the list already. Give this one another name.',
  'problem.systems.person_not_found':
    'Somebody you named does not work here now. Load the page again and choose anew.',

  'action.system.added': 'Added a system that the clinic uses',
  'action.system.stated': 'Stated how it stands with a system',
  'action.system.accounts_stated': 'Stated who has an account in a system',
  'action.system.account_ended': 'Stated that an account in another system was ended',
  'action.system.ended': 'Took a system off the list',

  'audit.value.systems.not_found': 'no such system on the list',
  'audit.value.systems.person_not_found': 'no such person in this clinic',
  'audit.target.system': 'a system the clinic uses',
  'audit.field.accounts': 'Accounts',
  'audit.field.system': 'System',
  'audit.field.login': 'Name there',
  'audit.field.note': 'Note',

  'leaver.heir.runs_system': 'Runs {what}',
} as const satisfies Catalogue
