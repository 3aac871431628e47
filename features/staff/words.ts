/** Words of staff: who belongs to the clinic, and what ends when somebody goes. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const staffWords = {
  'problem.staff.person_not_found': 'There is nobody like that in this clinic. Load the list again.',
  'problem.staff.not_yourself': 'You cannot do that to your own account. Ask another Owner or Admin.',
  'problem.staff.rank_too_low':
    'That needs a role above theirs. Ask an Owner, or an Admin where the person is not one.',
  'problem.staff.last_owner':
    'This is the only Owner who can sign in. Make somebody else an Owner first, so that nobody is locked out of the clinic.',
  'problem.staff.changed_meanwhile':
    'Somebody changed this meanwhile. Load the page again and look at how it stands now.',

  'action.staff.disabled': 'Access ended',
  'action.staff.left': 'Left the clinic',

  'leaver.step.sessions': 'Signed-in browsers',
  'leaver.step.known_devices': 'Browsers Enamel knew them by',
  'leaver.step.links': 'Links to set a password',
  'leaver.step.second_factors': 'Authenticator app, passkeys and backup codes',
  'leaver.step.password': 'Password',
  'leaver.step.places': 'Places they signed in from',
  'leaver.step.shift': 'Place on shared computers',
  'leaver.step.pin': 'PIN for shared computers',
  'leaver.step.drafts': 'Drafts on shared computers',
  'leaver.step.enrol_codes': 'Codes for setting up a second step',
} as const satisfies Catalogue
